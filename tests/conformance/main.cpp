// Serves pages of the conformance corpus, each below /corpus under the corpus' name for it.
#include <memory>
#include <string>
#include <utility>

#include "pages/comp_async.h"
#include "pages/comp_counter.h"
#include "pages/comp_message.h"
#include "pages/comp_move.h"
#include "pages/comp_nested.h"
#include "pages/comp_slots.h"
#include "pages/comp_update.h"
#include "pages/comp_update_many.h"
#include "pages/form_change.h"
#include "pages/form_controls.h"
#include "pages/form_debounce.h"
#include "pages/form_disable_with.h"
#include "pages/form_inputs_for.h"
#include "pages/form_recovery.h"
#include "pages/form_submit.h"
#include "pages/form_trigger.h"
#include "pages/keyed_inputs.h"
#include "pages/keyed_key_change.h"
#include "pages/keyed_large.h"
#include "pages/keyed_list.h"
#include "pages/keyed_sources.h"
#include "pages/life_assign_async.h"
#include "pages/life_async.h"
#include "pages/life_attach_hook.h"
#include "pages/life_connect.h"
#include "pages/life_crash.h"
#include "pages/life_hook_reply.h"
#include "pages/life_ignore.h"
#include "pages/life_js.h"
#include "pages/life_js_more.h"
#include "pages/life_keys.h"
#include "pages/life_messages.h"
#include "pages/life_nested.h"
#include "pages/life_portal.h"
#include "pages/life_pubsub.h"
#include "pages/life_push_event.h"
#include "pages/life_terminate.h"
#include "pages/nav_bad_route.h"
#include "pages/nav_flash.h"
#include "pages/nav_live_action.h"
#include "pages/nav_live_session.h"
#include "pages/nav_navigate.h"
#include "pages/nav_on_mount.h"
#include "pages/nav_patch.h"
#include "pages/nav_push.h"
#include "pages/nav_redirect.h"
#include "pages/nav_sticky.h"
#include "pages/stream_async.h"
#include "pages/stream_basic.h"
#include "pages/stream_empty.h"
#include "pages/stream_of_components.h"
#include "pages/stream_reset.h"
#include "pages/stream_two.h"
#include "pages/stream_update_only.h"
#include "pages/tmpl_attrs.h"
#include "pages/tmpl_branches.h"
#include "pages/tmpl_builtins.h"
#include "pages/tmpl_dynamic_tag.h"
#include "pages/tmpl_for_empty.h"
#include "pages/tmpl_for_in_for.h"
#include "pages/tmpl_multi_root.h"
#include "pages/tmpl_no_curly.h"
#include "pages/tmpl_raw.h"
#include "pages/tmpl_slots.h"
#include "pages/tmpl_title.h"
#include "pages/tmpl_whitespace.h"
#include "pages/upload_auto.h"
#include "pages/upload_basic.h"
#include "pages/upload_external.h"
#include "plume/endpoint.h"
#include "root_layout.h"

namespace {

using namespace corpus;

void add_pages(plume::Router& router) {
  router.live<CompAsync>("/corpus/comp-async");
  router.live<CompCounter>("/corpus/comp-counter");
  router.live<CompMessage>("/corpus/comp-message");
  router.live<CompMove>("/corpus/comp-move");
  router.live<CompNested>("/corpus/comp-nested");
  router.live<CompSlots>("/corpus/comp-slots");
  router.live<CompUpdate>("/corpus/comp-update");
  router.live<CompUpdateMany>("/corpus/comp-update-many");
  router.live<FormChange>("/corpus/form-change");
  router.live<FormControls>("/corpus/form-controls");
  router.live<FormDebounce>("/corpus/form-debounce");
  router.live<FormDisableWith>("/corpus/form-disable-with");
  router.live<FormInputsFor>("/corpus/form-inputs-for");
  router.live<FormRecovery>("/corpus/form-recovery");
  router.live<FormSubmit>("/corpus/form-submit");
  router.live<FormTrigger>("/corpus/form-trigger");
  router.post("/corpus/form-trigger/landed", FormTrigger::landed);
  router.live<KeyedInputs>("/corpus/keyed-inputs");
  router.live<KeyedKeyChange>("/corpus/keyed-key-change");
  router.live<KeyedLarge>("/corpus/keyed-large");
  router.live<KeyedList>("/corpus/keyed-list");
  router.live<KeyedPlain>("/corpus/keyed-plain");
  router.live<KeyedSources>("/corpus/keyed-sources");
  router.live<LifeAssignAsync>("/corpus/life-assign-async");
  router.live<LifeAsync>("/corpus/life-async");
  router.live<LifeAttachHook>("/corpus/life-attach-hook");
  router.live<LifeCrash>("/corpus/life-crash");
  router.live<LifeHookReply>("/corpus/life-hook-reply");
  router.live<LifeIgnore>("/corpus/life-ignore");
  router.live<LifeJs>("/corpus/life-js");
  router.live<LifeJsMore>("/corpus/life-js-more");
  router.live<LifeJsMoreNext>("/corpus/life-js-more/next");
  router.live<LifeKeys>("/corpus/life-keys");
  router.live<LifeMessages>("/corpus/life-messages");
  router.live<LifeNested>("/corpus/life-nested");
  router.live<LifePortal>("/corpus/life-portal");
  router.live<LifePubsub>("/corpus/life-pubsub");
  router.live<LifePushEvent>("/corpus/life-push-event");
  router.live<LifeTerminate>("/corpus/life-terminate");
  router.live<StreamAsync>("/corpus/stream-async");
  router.live<StreamBasic>("/corpus/stream-basic");
  router.live<StreamEmpty>("/corpus/stream-empty");
  router.live<StreamOfComponents>("/corpus/stream-of-components");
  router.live<StreamReset>("/corpus/stream-reset");
  router.live<StreamTwo>("/corpus/stream-two");
  router.live<StreamUpdateOnly>("/corpus/stream-update-only");
  router.live<TmplAttrs>("/corpus/tmpl-attrs");
  router.live<TmplBranches>("/corpus/tmpl-branches");
  router.live<TmplBuiltins>("/corpus/tmpl-builtins");
  router.live<TmplDynamicTag>("/corpus/tmpl-dynamic-tag");
  router.live<TmplForEmpty>("/corpus/tmpl-for-empty");
  router.live<TmplForInFor>("/corpus/tmpl-for-in-for");
  router.live<TmplMultiRoot>("/corpus/tmpl-multi-root");
  router.live<TmplNoCurly>("/corpus/tmpl-no-curly");
  router.live<TmplRaw>("/corpus/tmpl-raw");
  router.live<TmplSlots>("/corpus/tmpl-slots");
  router.live<TmplTitle>("/corpus/tmpl-title");
  router.live<TmplWhitespace>("/corpus/tmpl-whitespace");
  router.live<UploadAuto>("/corpus/upload-auto");
  router.live<UploadBasic>("/corpus/upload-basic");
  router.live<UploadExternal>("/corpus/upload-external");

  plume::LiveSessionOptions with_session;
  with_session.session = plume::Value{{"plan", "gold"}, {"seats", 3}};
  router.live_session("withsession", std::move(with_session),
                      [](auto& group) { group.template live<LifeConnect>("/corpus/life-connect"); });
}

void add_navigation(plume::Router& router) {
  router.live<NavBadRoute>("/corpus/nav-bad-route");
  router.live<NavBadRoute::Other>("/corpus/nav-bad-route/other");
  router.live<NavFlash::From>("/corpus/nav-flash");
  router.live<NavFlash::To>("/corpus/nav-flash/to");
  router.live<NavLiveAction>("/corpus/nav-live-action", {.action = "index"});
  router.live<NavLiveAction>("/corpus/nav-live-action/new", {.action = "new"});
  router.live<NavLiveAction>("/corpus/nav-live-action/:id/edit", {.action = "edit"});
  router.live<NavLiveAction>("/corpus/nav-live-action/files/*path", {.action = "files"});
  router.live<NavLiveSession::Here>("/corpus/nav-live-session");
  router.live<NavLiveSession::Near>("/corpus/nav-live-session/near");
  router.live_session("second", {},
                      [](auto& group) { group.template live<NavLiveSession::Far>("/corpus/nav-live-session/far"); });
  router.live<NavNavigate::A>("/corpus/nav-navigate");
  router.live<NavNavigate::B>("/corpus/nav-navigate/b/:id");
  router.live_session("guarded", {.on_mount = {plume::on_mount<NavOnMount::Guarded>(NavOnMount::guard)}},
                      [](auto& group) {
                        group.template live<NavOnMount::Door>("/corpus/nav-on-mount");
                        group.template live<NavOnMount::Inside>("/corpus/nav-on-mount/inside");
                      });
  router.live<NavOnMount::Out>("/corpus/nav-on-mount/out");
  router.live<NavPatch>("/corpus/nav-patch");
  router.live<NavPush>("/corpus/nav-push");
  router.live<NavRedirect>("/corpus/nav-redirect");
  router.live<NavRedirect::There>("/corpus/nav-redirect/there");
  router.get("/corpus/nav-redirect/plain", NavRedirect::plain);
  router.live<NavSticky::S1>("/corpus/nav-sticky");
  router.live<NavSticky::S2>("/corpus/nav-sticky/two");
  router.live<NavSticky::S3>("/corpus/nav-sticky/three");
}

}  // namespace

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.secret_key_base = std::string(64, 'c');
  options.live_view.signing_salt = "conformance";
  options.root_layout = [] { return std::make_unique<corpus::RootLayout>(); };
  plume::Endpoint endpoint(std::move(options));
  add_pages(endpoint.router());
  add_navigation(endpoint.router());
  return endpoint.run(argc, argv);
}
