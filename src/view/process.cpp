#include "view/process.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <stdexcept>
#include <utility>

#include "base/json.h"
#include "base/lent.h"
#include "base/log.h"
#include "view/is_within.h"
#include "view/socket_extras.h"

namespace plume::view {

Process::Process(const ViewType& type, std::string id, Options options)
    : type_(type),
      id_(std::move(id)),
      action_(options.action),
      csrf_token_(options.csrf_token),
      observer_(options.observer),
      factories_(options.factories),
      connected_(options.links != nullptr),
      routed_(options.routed),
      nesting_(options.nesting),
      inherited_(std::move(options.inherited)),
      layout_(options.layout) {
  if (!routed_ && type.handles_params)
    throw std::logic_error(type.name + " handles parameters of URLs, which only a view that the router mounts has");
  if (options.links) links_ = *options.links;
  const auto scope = enter();
  view_ = make_view(type, factories_);
  view_->process_ = this;
  layout_.check(*view_);
}

// The view goes first: what its destructor does with it reaches nobody, but must find everything there.
Process::~Process() {
  const auto scope = enter();
  mounted();
  tasks_.reset();
  components_.reset();
  view_.reset();
  if (connected_) links_.pubsub->unsubscribe_all(links_.self);
}

const std::shared_ptr<SharedAssigns>& Process::shared_with_nested() {
  if (!shared_) shared_ = std::make_shared<SharedAssigns>();
  has_nested_ = true;
  publish_shared();
  return shared_;
}

// Whether a field is a member of the view.
bool Process::owns(const void* field) const {
  return is_within(field, dynamic_cast<const void*>(view_.get()), type_.size);
}

Process::Extras& Process::extras() {
  if (!extras_) extras_ = std::make_unique<Extras>();
  return *extras_;
}

void Process::mount(const Params& params, const Session& session, Arrival* arrival, std::span<const OnMount> hooks,
                    std::string_view uri) {
  const auto scope = enter();
  arrival_ = arrival;
  observed(
      *observer_, type_.options.log, [&] { return telemetry::Mount{seen(), params, session, uri}; },
      [&] {
        run_on_mount(hooks, params, session);
        if (!navigating()) run_on_mount(type_.options.on_mount, params, session);
        if (!navigating()) view_->mount(params, session);
      });
  phase_ = Phase::live;
}

void Process::run_on_mount(std::span<const OnMount> hooks, const Params& params, const Session& session) {
  for (const OnMount& hook : hooks) {
    const bool halts = hook(*view_, params, session) == HookResult::halt;
    if (halts && !navigating())
      throw std::logic_error("an on_mount hook of " + type_.name +
                             " halts without saying where to go: call redirect or push_navigate");
    if (!halts && navigating())
      throw std::logic_error("an on_mount hook of " + type_.name + " goes to " + navigation_->to +
                             ", but does not halt: return HookResult::halt");
    if (halts) return;
  }
}

void Process::handle_params(const Params& params, std::string_view uri) {
  const auto scope = enter();
  changed_ = true;
  observed(
      *observer_, connected_ ? type_.options.log : std::nullopt,
      [&] { return telemetry::HandleParams{seen(), params, uri}; },
      [&] {
        if (run_hooks<stage::HandleParams>(view_->extras_, params, uri) == HookResult::cont)
          view_->handle_params(params, uri);
      });
}

void Process::handle_event(std::string_view event, const Params& params) {
  const auto scope = enter();
  changed_ = true;
  phase_ = Phase::in_event;
  observed(
      *observer_, type_.options.log, [&] { return telemetry::HandleEvent{seen(), event, params}; },
      [&] {
        if (run_hooks<stage::HandleEvent>(view_->extras_, event, params) == HookResult::cont)
          view_->handle_event(event, params);
      });
  phase_ = Phase::live;
}

bool Process::handle_component_event(std::uint32_t cid, std::string_view event, const Params& params) {
  if (!components_) return false;
  const auto scope = enter();
  phase_ = Phase::in_event;
  const bool there = components_->handle_event(cid, event, params);
  phase_ = Phase::live;
  return there;
}

Components& Process::components() {
  if (!components_) components_ = std::make_unique<Components>(*this, epoch_);
  return *components_;
}

AsyncTasks& Process::tasks() {
  if (!tasks_) tasks_ = std::make_unique<AsyncTasks>(*this);
  return *tasks_;
}

Uploads& Process::uploads() {
  if (!uploads_) uploads_ = std::make_unique<Uploads>(*this);
  return *uploads_;
}

void Process::choose_files(const Value& chosen) {
  const auto scope = enter();
  uploads().choose(chosen);
}

Value Process::preflight(const Value& payload, const Uploads::Sign& sign) {
  const auto scope = enter();
  return uploads().preflight(payload, sign);
}

void Process::handle_upload_progress(const Value& payload) {
  const auto scope = enter();
  uploads().progress(payload);
}

void Process::touch_owner(const void* field) {
  if (owns(field) || !components_ || !components_->touch_owner(field)) changed_ = true;
}

void Process::close_upload(ViewId channel) {
  if (links_.runtime) links_.runtime->send(channel, mail_of(upload_close_mail, {}));
}

void Process::grant_upload(const UploadOpening& opening) {
  links_.runtime->send(opening.channel, mail_of(upload_grant_mail, Message(uploads().open(opening))));
}

std::vector<std::uint64_t> Process::running_tasks(std::optional<std::uint32_t> cid) const {
  if (!tasks_) return {};
  if (!cid) return tasks_->running();
  const Socket* const component = components_ ? components_->component(*cid) : nullptr;
  return component ? tasks_->running(component) : std::vector<std::uint64_t>();
}

void Process::finish_task(std::uint64_t token, const std::optional<AsyncFailure>& failure) {
  if (!tasks_) return;
  Socket* const socket = tasks_->finish(token, failure);
  if (socket == view_.get())
    changed_ = true;
  else if (socket)
    components_->touch(static_cast<LiveComponent*>(socket)->myself.number());
}

void Process::handle_mail(runtime::Mail& mail) {
  const auto scope = enter();
  if (mail.kind == async_mail) return finish_task(mail.token, *mail.message.get_if<std::optional<AsyncFailure>>());
  if (mail.kind == task_wait_mail) {
    if (tasks_) tasks_->tell_of_wait(*mail.message.get_if<TaskWait>());
    return;
  }
  if (mail.kind == upload_opening_mail) return grant_upload(*mail.message.get_if<UploadOpening>());
  if (mail.kind == upload_news_mail) return uploads().hear(*mail.message.get_if<UploadNews>());
  if (mail.kind == update_mail) {
    if (components_) components_->update(*mail.message.get_if<ComponentUpdate>());
    return;
  }
  if (mail.kind == unanswered_mail) {
    if (extras_) extras_->awaited.erase(mail.token);
    return;
  }
  changed_ = true;
  switch (mail.kind) {
    case info_mail:
      if (run_hooks<stage::HandleInfo>(view_->extras_, mail.message) == HookResult::cont)
        view_->handle_info(mail.message);
      return;
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
  mounted();
  const Phase before = std::exchange(phase_, Phase::ended);
  if (before == Phase::ended || before == Phase::mounting) return;
  try {
    const auto scope = enter();
    view_->terminate(reason);
  } catch (const std::exception& error) {
    log_error("terminate threw", {{"view", type_.name}, {"error", error.what()}});
  } catch (...) {
    log_error("terminate threw", {{"view", type_.name}});
  }
}

void Process::render_html(std::string& out) {
  const auto scope = enter();
  if (components_) components_->begin(epoch_, false);
  HtmlRender render(out, csrf_token_, this);
  render_root(render);
  if (!components_) return;
  components_->insert_html(render, out);
  components_->after_render();
}

std::string Process::nested_html(const NestedView& nested) {
  if (!nesting_) throw std::logic_error("live_render stands where no view can be: in a component under test");
  return nesting_->nested_html(nested);
}

void Process::render_root(Render& r) {
  if (layout_)
    layout_.render(*view_, *this, r);
  else
    render_content(r);
}

void Process::render_content(Render& r) {
  const auto& extras = view_->extras_;
  if (extras && extras->render)
    extras->render(r);
  else
    type_.render(*view_, r);
}

void Process::append_diff(std::string& out) {
  const auto scope = enter();
  if (uploads_) uploads_->drop_consumed();
  const bool reach = components_ && components_->need_root();
  if (components_) components_->begin(epoch_, !changed_);
  const Lent<DiffRender> sink;
  const auto render = [&](Render& r) {
    if (changed_ || reach) render_root(r);
    if (components_) components_->append_diffs(r);
  };
  try {
    in_span(
        observer_->telemetry, [&] { return telemetry::RenderView{seen(), !shown_, changed_}; },
        [&] { sink->diff(out, shadow_, rendered_, render, {reach, csrf_token_, this}); });
  } catch (...) {
    shadow_.reset();
    throw;
  }
  streams_.forget_items();
  append_title(out);
  append_events(out);
  append_reply(out);
  if (extras_) extras_->put.clear();
  shown_ = true;
  // What hooks assign now counts as rendered.
  if (components_) components_->after_render();
  if (std::exchange(changed_, false)) {
    after_render(view_->extras_);
    rendered_ = epoch_;
  }
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

void Process::push(const Socket& by, std::string_view event) {
  if (&by == view_.get()) {
    events_.append(event);
  } else {
    events_.insert(component_events_, event);
    component_events_ += static_cast<std::uint32_t>(event.size());
  }
}

void Process::compact() {
  shadow_.compact();
  if (components_) components_->compact();
  events_.shrink_to_fit();
}

void Process::append_events(std::string& out) {
  if (events_.empty()) return;
  component_events_ = 0;
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

std::vector<std::function<void()>> Process::take_answers() {
  return extras_ ? std::exchange(extras_->answers, {}) : std::vector<std::function<void()>>();
}

Arrival& Process::arrival(std::string_view asked) const {
  if (arrival_) return *arrival_;
  throw std::logic_error(std::string(asked) +
                         (connected_ ? " can be asked in mount, the first handle_params and the first render only"
                                     : " is not there in a view within a page before it is connected"));
}

void Process::forbid_patch(std::string_view to) const {
  if (phase_ == Phase::mounting)
    throw std::logic_error("push_patch cannot be called in mount; the URL is patched once the view is mounted");
  if (!routed_ && !links_.root)
    throw std::logic_error("push_patch to \"" + std::string(to) +
                           "\" in a view that is not part of a page which the router mounted");
}

void Process::navigate(Navigation navigation) {
  if (navigation_)
    throw std::logic_error("the view is already going to " + navigation_->to + "; it cannot go to " + navigation.to +
                           " as well");
  navigation_ = std::move(navigation);
}

std::optional<Navigation> Process::take_navigation() {
  auto navigation = std::exchange(navigation_, std::nullopt);
  if (!navigation) return navigation;
  const auto scope = enter();
  if (Socket& by = *navigation->by; &by != view_.get() && !by.flash.get().empty()) {
    extras().put.merge(by.flash);
    view_->flash.edit().merge(by.flash);
    by.flash = Flash();
  }
  // A page that is not shown yet hands on what it was given itself.
  if (!shown_)
    navigation->flash = view_->flash;
  else if (extras_)
    navigation->flash = extras_->put;
  return navigation;
}

void Process::follow(Navigation navigation) {
  const auto scope = enter();
  for (const auto& [kind, message] : navigation.flash) put_flash(*view_, kind, message);
  navigation.by = view_.get();
  navigate(std::move(navigation));
}

void Process::set_flash(Flash flash) {
  const auto scope = enter();
  view_->flash = std::move(flash);
}

void Process::put_flash(Socket& socket, std::string_view kind, std::string_view message) {
  if (socket.flash.get()[kind] != message) socket.flash.edit().put(kind, message);
  if (&socket == view_.get()) extras().put.put(kind, message);
}

void Process::clear_flash(Socket& socket, const std::optional<std::string_view>& kind) {
  if (!kind)
    socket.flash = Flash();
  else if (socket.flash.get()[*kind])
    socket.flash.edit().erase(*kind);
  if (&socket != view_.get() || !extras_) return;
  if (kind)
    extras_->put.erase(*kind);
  else
    extras_->put.clear();
}

bool Process::clear_flash(std::optional<std::uint32_t> cid, const Value& kind) {
  const auto scope = enter();
  Socket* socket = view_.get();
  if (cid) socket = components_ ? components_->touch(*cid) : nullptr;
  if (!socket) return false;
  if (!cid) changed_ = true;
  clear_flash(*socket, kind.is_string() ? std::optional(kind.text()) : std::nullopt);
  return true;
}

Timer Process::schedule(MailKind kind, Message message, std::chrono::milliseconds after, bool again) {
  Timer timer;
  if (!connected_) return timer;
  timer.cancel_ = links_.shard->schedule(
      links_.self, [kind, message = std::move(message)] { return mail_of(kind, message); }, after, again);
  return timer;
}

}  // namespace plume::view
