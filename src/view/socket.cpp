#include "plume/socket.h"

#include <atomic>
#include <stdexcept>
#include <utility>

#include "base/json.h"
#include "base/url.h"
#include "view/process.h"
#include "view/socket_extras.h"

namespace plume {

using view::Navigation;

namespace {

// A call on its way. Where nobody is left who could answer it, the caller hears of that, and waits no longer.
class Question {
 public:
  Question(const view::Links& caller, std::uint64_t number)
      : shard_(caller.shard->weak_from_this()), caller_(caller.self), number_(number) {}
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  // Possibly in the middle of what empties a mailbox.
  ~Question() {
    const auto shard = answered_ ? nullptr : shard_.lock();
    if (!shard) return;
    shard->post([at = shard.get(), to = caller_, number = number_] {
      at->enqueue(to, numbered(number, mail_of(view::unanswered_mail, {})));
    });
  }
  void answer(Message reply) {
    if (answered_.exchange(true)) return;
    if (const auto shard = shard_.lock())
      shard->send(caller_, numbered(number_, mail_of(view::answer_mail, std::move(reply))));
  }

 private:
  static runtime::Mail numbered(std::uint64_t number, runtime::Mail mail) {
    mail.token = number;
    return mail;
  }
  const std::weak_ptr<runtime::Shard> shard_;
  const ViewId caller_;
  const std::uint64_t number_;
  std::atomic<bool> answered_ = false;
};

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
Sender Socket::self() const {
  const auto& links = process().links_;
  return {links.self, links.shard ? links.shard->weak_from_this() : std::weak_ptr<runtime::Shard>()};
}
ViewId Socket::parent() const { return process().links_.parent; }
ViewId Socket::root() const { return process().links_.root; }

TransportHandle Socket::transport() const {
  if (!connected()) throw std::invalid_argument("transport() needs a connection: ask connected() first");
  return *process().links_.transport;
}

void Socket::push_event(std::string_view name, Value payload, Dispatch dispatch) {
  if (!process().connected_) return;
  std::string event = "[";
  append_json_string(event, name);
  event.push_back(',');
  append_json(event, payload);
  event.append(dispatch == Dispatch::before ? ",true]," : "],");
  process().push(*this, event);
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
  const auto number = ++extras.last_question;
  extras.awaited.emplace(number, std::move(answer));
  auto mail = mail_of(view::call_mail, std::move(message));
  const auto question = std::make_shared<Question>(process().links_, number);
  mail.answer = [question](Message reply) { question->answer(std::move(reply)); };
  process().links_.runtime->send(to, std::move(mail));
}

void Socket::reply_to(const Caller& caller, Message answer) {
  process().extras().answers.emplace_back(
      [to = caller.answer, answer = std::move(answer)]() mutable { to(std::move(answer)); });
}

void Socket::post_update(ViewId view, view::ComponentUpdate update) {
  if (process().connected_)
    process().links_.runtime->send(view, mail_of(::plume::view::update_mail, Message(std::move(update))));
}

Timer Socket::post_update_after(view::ComponentUpdate update, std::chrono::milliseconds after) {
  return process().schedule(view::update_mail, Message(std::move(update)), after, false);
}

view::SocketExtras& Socket::extras() {
  if (!extras_) extras_ = std::make_unique<view::SocketExtras>();
  return *extras_;
}

void Socket::reset_after_render(const void* field, std::function<void()> reset) {
  extras().reset_after_render(field, std::move(reset));
}

void Socket::set_template(std::function<void(Render&)> render) { extras().render = std::move(render); }

view::Hooks& Socket::hooks(bool of_component) {
  if (!of_component && this != process().view_.get())
    throw std::invalid_argument("a live component has hooks at handle_event, handle_async and after_render only");
  return extras().hooks;
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
  if (extras_) extras_->hooks.detach<stage::HandleParams::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleEvent) {
  if (extras_) extras_->hooks.detach<stage::HandleEvent::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleInfo) {
  if (extras_) extras_->hooks.detach<stage::HandleInfo::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::HandleAsync) {
  if (extras_) extras_->hooks.detach<stage::HandleAsync::Hook>(id);
}
void Socket::detach_hook(std::string_view id, stage::AfterRender) {
  if (extras_) extras_->hooks.detach<stage::AfterRender::Hook>(id);
}

void Socket::start_task(view::AsyncTask task, const AsyncOptions& options) {
  process().tasks().start(*this, std::move(task), options);
}

void Socket::finish_async(std::string_view name, const AsyncOutcome& outcome) {
  if (view::run_hooks<stage::HandleAsync>(extras_, name, outcome) == HookResult::cont) handle_async(name, outcome);
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
  if (process().connected_) process().links_.pubsub->subscribe(process().links_.self, topic);
}

void Socket::unsubscribe(std::string_view topic) {
  if (process().connected_) process().links_.pubsub->unsubscribe(process().links_.self, topic);
}

void Socket::broadcast(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message));
}

void Socket::broadcast_from(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message), process().links_.self);
}

void Timer::cancel() {
  if (auto cancel = std::exchange(cancel_, nullptr)) (*cancel)();
}

}  // namespace plume
