#include "view/process.h"

#include <exception>
#include <stdexcept>
#include <utility>

#include "base/json.h"
#include "base/log.h"

namespace plume::view {
namespace {

DiffRender& diff_render() {
  static thread_local DiffRender render;
  return render;
}

}  // namespace

Process::Process(const ViewType& type, std::string id, std::string_view action, const Links* links,
                 std::string_view csrf_token)
    : type_(type), id_(std::move(id)), action_(action), csrf_token_(csrf_token), connected_(links != nullptr) {
  if (links) links_ = *links;
  enter();
  view_ = type.make();
  if (!view_) throw std::logic_error("what is to make a " + type.name + " for its route made nothing");
  view_->process_ = this;
}

// The view goes first: what its destructor does with it reaches nobody, but must find everything there.
Process::~Process() {
  enter();
  components_.reset();
  view_.reset();
  if (connected_) links_.pubsub->unsubscribe_all(links_.self);
}

Process::Extras& Process::extras() {
  if (!extras_) extras_ = std::make_unique<Extras>();
  return *extras_;
}

void Process::mount(const Params& params, const Session& session, const Params& connect_params) {
  enter();
  connect_params_ = &connect_params;
  view_->mount(params, session);
  phase_ = Phase::live;
}

void Process::handle_params(const Params& params, std::string_view uri) {
  enter();
  changed_ = true;
  view_->handle_params(params, uri);
}

void Process::handle_event(std::string_view event, const Params& params) {
  enter();
  changed_ = true;
  phase_ = Phase::in_event;
  view_->handle_event(event, params);
  phase_ = Phase::live;
}

bool Process::handle_component_event(std::uint32_t cid, std::string_view event, const Params& params) {
  if (!components_) return false;
  enter();
  phase_ = Phase::in_event;
  const bool there = components_->handle_event(cid, event, params);
  phase_ = Phase::live;
  return there;
}

Components& Process::components() {
  if (!components_) components_ = std::make_unique<Components>(*this, epoch_);
  return *components_;
}

void Process::handle_mail(runtime::Mail& mail) {
  enter();
  if (mail.kind == update_mail) {
    if (components_) components_->update(*mail.message.get_if<ComponentUpdate>());
    return;
  }
  changed_ = true;
  switch (mail.kind) {
    case info_mail:
      return view_->handle_info(mail.message);
    case cast_mail:
      return view_->handle_cast(mail.message);
    case call_mail:
      return view_->handle_call(mail.message, Caller{std::move(mail.answer)});
    case answer_mail:
      if (!extras_) return;
      if (auto question = extras_->awaited.extract(mail.token)) question.mapped()(mail.message);
      return;
  }
}

void Process::terminate(std::string_view reason) noexcept {
  const Phase before = std::exchange(phase_, Phase::ended);
  if (before == Phase::ended || before == Phase::mounting) return;
  try {
    enter();
    view_->terminate(reason);
  } catch (const std::exception& error) {
    log_error("terminate threw", {{"view", type_.name}, {"error", error.what()}});
  } catch (...) {
    log_error("terminate threw", {{"view", type_.name}});
  }
}

void Process::render_html(std::string& out) {
  enter();
  if (components_) components_->begin(epoch_, false);
  HtmlRender render(out, csrf_token_, this);
  type_.render(*view_, render);
  if (components_) components_->insert_html(render, out);
}

void Process::append_diff(std::string& out) {
  enter();
  const bool reach = components_ && components_->need_root();
  if (components_) components_->begin(epoch_, !changed_);
  const auto render = [&](Render& r) {
    if (changed_ || reach) type_.render(*view_, r);
    if (components_) components_->append_diffs(r);
  };
  try {
    diff_render().diff(out, shadow_, rendered_, render, {this, reach, csrf_token_});
  } catch (...) {
    shadow_.reset();
    Components::abandon();
    throw;
  }
  append_title(out);
  append_events(out);
  append_reply(out);
  if (std::exchange(changed_, false)) rendered_ = epoch_;
  ++epoch_;
}

void Process::append_title(std::string& out) {
  const auto& title = view_->page_title;
  const bool first = rendered_ == 0;
  if (first ? !title.get() : title.changed_at() <= rendered_) return;
  out.append("\"t\":");
  if (title.get())
    append_json_string(out, *title.get());
  else
    out.append("null");
  out.push_back(',');
}

void Process::append_events(std::string& out) {
  if (events_.empty()) return;
  events_.pop_back();
  out.append("\"e\":[").append(events_).append("],");
  std::string().swap(events_);
}

void Process::append_reply(std::string& out) {
  if (!extras_ || extras_->reply.is_null()) return;
  out.append("\"r\":");
  append_json(out, std::exchange(extras_->reply, Value()));
  out.push_back(',');
}

void Process::navigate(Navigation navigation) {
  if (navigation_)
    throw std::logic_error("the view is already going to " + navigation_->to + "; it cannot go to " + navigation.to +
                           " as well");
  navigation_ = std::move(navigation);
}

Timer Process::schedule(MailKind kind, Message message, std::chrono::milliseconds after, bool again) {
  Timer timer;
  if (!connected_) return timer;
  timer.cancel_ = links_.shard->schedule(
      links_.self,
      [kind, message = std::move(message)] {
        runtime::Mail mail;
        mail.kind = kind;
        mail.message = message;
        return mail;
      },
      after, again);
  return timer;
}

}  // namespace plume::view
