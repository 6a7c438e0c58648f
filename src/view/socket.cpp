#include "plume/socket.h"

#include <stdexcept>
#include <utility>

#include "base/json.h"
#include "base/url.h"
#include "view/hooks.h"
#include "view/process.h"

namespace plume {

using view::Navigation;

namespace {

runtime::Mail mail_of(view::MailKind kind, Message message) {
  runtime::Mail mail;
  mail.kind = kind;
  mail.message = std::move(message);
  return mail;
}

void validate_redirect_status(int status) {
  if (status < 300 || status > 308)
    throw std::invalid_argument("a redirect has a status of 300 to 308, not " + std::to_string(status));
}

}  // namespace

Socket::Socket() = default;
Socket::~Socket() = default;

view::Process& Socket::process() const {
  if (process_) return *process_;
  throw std::logic_error("the constructor of a view or component cannot use what they can do: do it in mount");
}

bool Socket::connected() const { return process_ && process_->connected_; }
ViewId Socket::self() const { return process().links_.self; }
ViewId Socket::parent() const { return process().links_.parent; }
ViewId Socket::root() const { return process().links_.root; }

void Socket::push_event(std::string_view name, Value payload) {
  if (!process().connected_) return;
  auto& events = process().events_;
  events.push_back('[');
  append_json_string(events, name);
  events.push_back(',');
  append_json(events, payload);
  events.append("],");
}

void Socket::reply(Value payload) {
  if (process().phase_ != view::Process::Phase::in_event)
    throw std::logic_error("reply() answers an event: call it in handle_event");
  if (!payload.is_object())
    throw std::invalid_argument("the reply to an event must be an object, not " + std::string(payload.type_name()));
  process().extras().reply = std::move(payload);
}

void Socket::push_patch(std::string_view to, bool replace) {
  validate_local_path(to);
  process().forbid_patch(to);
  process().navigate({.kind = Navigation::Kind::patch, .to = std::string(to), .replace = replace, .by = this});
}

void Socket::push_navigate(std::string_view to, bool replace) {
  validate_local_path(to);
  process().navigate({.kind = Navigation::Kind::navigate, .to = std::string(to), .replace = replace, .by = this});
}

void Socket::redirect(std::string_view to, int status) {
  validate_local_path(to);
  validate_redirect_status(status);
  process().navigate({.kind = Navigation::Kind::redirect, .to = std::string(to), .status = status, .by = this});
}

void Socket::redirect(const External& to, int status) {
  validate_external_url(to.url);
  validate_redirect_status(status);
  process().navigate({.kind = Navigation::Kind::redirect, .to = to.url, .status = status, .by = this});
}

NavigationType Socket::navigation_type(std::string_view path) const {
  validate_local_path(path);
  const auto* const routing = process().links_.routing;
  return routing ? routing->navigation_type(path) : NavigationType::href;
}

void Socket::put_flash(std::string_view kind, std::string_view message) { process().put_flash(*this, kind, message); }
void Socket::clear_flash() { process().clear_flash(*this, std::nullopt); }
void Socket::clear_flash(std::string_view kind) { process().clear_flash(*this, kind); }

void Socket::send(ViewId to, Message message) {
  if (process().connected_) process().links_.runtime->send(to, mail_of(view::info_mail, std::move(message)));
}

Timer Socket::send_after(Message message, std::chrono::milliseconds after) {
  return process().schedule(view::info_mail, std::move(message), after, false);
}

Timer Socket::send_interval(Message message, std::chrono::milliseconds every) {
  if (every.count() <= 0) throw std::invalid_argument("send_interval needs a time above 0 ms");
  return process().schedule(view::info_mail, std::move(message), every, true);
}

void Socket::cast(ViewId to, Message message) {
  if (process().connected_) process().links_.runtime->send(to, mail_of(view::cast_mail, std::move(message)));
}

void Socket::call(ViewId to, Message message, std::function<void(const Message&)> answer) {
  if (!process().connected_) return;
  auto& extras = process().extras();
  const auto question = ++extras.last_question;
  extras.awaited.emplace(question, std::move(answer));
  auto mail = mail_of(view::call_mail, std::move(message));
  mail.answer = [runtime = process().links_.runtime, caller = process().links_.self, question](Message reply) {
    auto back = mail_of(view::answer_mail, std::move(reply));
    back.token = question;
    runtime->send(caller, std::move(back));
  };
  process().links_.runtime->send(to, std::move(mail));
}

void Socket::post_update(ViewId view, view::ComponentUpdate update) {
  if (process().connected_)
    process().links_.runtime->send(view, mail_of(::plume::view::update_mail, Message(std::move(update))));
}

Timer Socket::post_update_after(view::ComponentUpdate update, std::chrono::milliseconds after) {
  return process().schedule(view::update_mail, Message(std::move(update)), after, false);
}

view::Hooks& Socket::hooks(bool of_component) {
  if (!of_component && this != process().view_.get())
    throw std::invalid_argument("a live component has hooks at handle_event, handle_async and after_render only");
  if (!hooks_) hooks_ = std::make_unique<view::Hooks>();
  return *hooks_;
}

void Socket::attach_hook(std::string_view id, stage::HandleParams, stage::HandleParams::Hook hook) {
  auto& at = hooks(false);
  if (!process().routed_)
    throw std::logic_error("a view that the router did not mount has no handle_params to attach a hook to");
  at.attach(id, std::move(hook));
}
void Socket::attach_hook(std::string_view id, stage::HandleEvent, stage::HandleEvent::Hook hook) {
  hooks(true).attach(id, std::move(hook));
}
void Socket::attach_hook(std::string_view id, stage::HandleInfo, stage::HandleInfo::Hook hook) {
  hooks(false).attach(id, std::move(hook));
}
void Socket::attach_hook(std::string_view id, stage::HandleAsync, stage::HandleAsync::Hook hook) {
  hooks(true).attach(id, std::move(hook));
}
void Socket::attach_hook(std::string_view id, stage::AfterRender, stage::AfterRender::Hook hook) {
  hooks(true).attach(id, std::move(hook));
}
void Socket::detach_hook(std::string_view id, stage::HandleParams) {
  if (hooks_) hooks_->detach<stage::HandleParams::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleEvent) {
  if (hooks_) hooks_->detach<stage::HandleEvent::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleInfo) {
  if (hooks_) hooks_->detach<stage::HandleInfo::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleAsync) {
  if (hooks_) hooks_->detach<stage::HandleAsync::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::AfterRender) {
  if (hooks_) hooks_->detach<stage::AfterRender::Hook>(id);
}

void Socket::start_task(view::AsyncTask task, const AsyncOptions& options) {
  process().tasks().start(*this, std::move(task), options);
}

void Socket::finish_async(std::string_view name, const AsyncOutcome& outcome) {
  if (view::run_hooks<stage::HandleAsync>(hooks_, name, outcome) == HookResult::cont) handle_async(name, outcome);
}

void Socket::cancel_async(std::string_view name, std::string_view reason) {
  if (process().tasks_) process().tasks_->cancel(*this, name, reason);
}

void Socket::cancel_fields(const void* field, std::string_view reason) {
  if (process().tasks_) process().tasks_->cancel_field(*this, key_of_fields({field}), reason);
}

// One text for each field, which no name of a task has.
std::string Socket::key_of_fields(std::initializer_list<const void*> fields) {
  std::string key;
  for (const void* field : fields)
    key.append(1, '\0').append(std::to_string(reinterpret_cast<std::uintptr_t>(field))).append(1, '\0');
  return key;
}

void Socket::subscribe(std::string_view topic) {
  if (process().connected_) process().links_.pubsub->subscribe(self(), topic);
}

void Socket::unsubscribe(std::string_view topic) {
  if (process().connected_) process().links_.pubsub->unsubscribe(self(), topic);
}

void Socket::broadcast(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message));
}

void Socket::broadcast_from(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message), self());
}

void Timer::cancel() {
  if (auto cancel = std::exchange(cancel_, nullptr)) (*cancel)();
}

}  // namespace plume
