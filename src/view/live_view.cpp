#include "plume/live_view.h"

#include <cstring>
#include <stdexcept>

#include "base/json.h"
#include "base/log.h"
#include "base/url.h"
#include "view/process.h"

namespace plume {

using view::Navigation;

view::Process& LiveView::process() const {
  if (process_) return *process_;
  throw std::logic_error("the constructor of a view cannot use what views can do: do it in mount");
}

void LiveView::mount(const Params&, const Session&) {}
void LiveView::handle_params(const Params&, std::string_view) {}

void LiveView::handle_event(std::string_view event, const Params&) {
  throw std::logic_error(process().type_.name + " got the event \"" + std::string(event) +
                         "\", but does not override handle_event");
}

void LiveView::handle_info(const Message& message) {
  log_debug("message dropped: the view does not override handle_info",
            {{"view", process().type_.name}, {"message", message.type_name()}});
}

void LiveView::handle_call(const Message& message, const Caller&) {
  throw std::logic_error(process().type_.name + " was called with a " + message.type_name() +
                         ", but does not override handle_call");
}

void LiveView::handle_cast(const Message& message) {
  throw std::logic_error(process().type_.name + " got a cast of a " + message.type_name() +
                         ", but does not override handle_cast");
}

void LiveView::terminate(std::string_view) {}

void LiveView::render(Render&) {
  throw std::logic_error(process().type_.name +
                         " has no template: put PLUME_HEEX into the class, or a name.html.heex beside its header, and "
                         "give the target to plume_add_templates in CMake");
}

bool LiveView::connected() const { return process_ && process_->connected_; }
std::string_view LiveView::id() const { return process().id_; }
ViewId LiveView::self() const { return process().links_.self; }
std::string_view LiveView::live_action() const { return process().action_; }
std::string_view LiveView::csrf_token() const { return process().csrf_token_; }

const Params& LiveView::connect_params() const {
  static const Params none;
  if (!process().connected_) return none;
  if (!process().connect_params_)
    throw std::logic_error("connect_params() is there in mount and the first handle_params only");
  return *process().connect_params_;
}

void LiveView::push_event(std::string_view name, Value payload) {
  if (!process().connected_) return;
  auto& events = process().events_;
  events.push_back('[');
  append_json_string(events, name);
  events.push_back(',');
  append_json(events, payload);
  events.append("],");
}

void LiveView::reply(Value payload) {
  if (process().phase_ != view::Process::Phase::in_event)
    throw std::logic_error("reply() answers an event: call it in handle_event");
  if (!payload.is_object())
    throw std::invalid_argument("the reply to an event must be an object, not " + std::string(payload.type_name()));
  process().extras().reply = std::move(payload);
}

void LiveView::push_patch(std::string_view to, bool replace) {
  validate_local_path(to);
  if (process().phase_ == view::Process::Phase::mounting)
    throw std::logic_error("push_patch cannot be called in mount; the URL is patched once the view is mounted");
  process().navigate({Navigation::Kind::patch, std::string(to), replace});
}

void LiveView::push_navigate(std::string_view to, bool replace) {
  validate_local_path(to);
  process().navigate({Navigation::Kind::navigate, std::string(to), replace});
}

void LiveView::redirect(std::string_view to) {
  validate_local_path(to);
  process().navigate({Navigation::Kind::redirect, std::string(to), false});
}

void LiveView::put_private(std::string_view key, Value value) {
  process().extras().private_values.set(key, std::move(value));
}

const Value& LiveView::get_private(std::string_view key) const {
  static const Value null;
  return process().extras_ ? std::as_const(process().extras_->private_values)[key] : null;
}

namespace {
runtime::Mail mail_of(view::MailKind kind, Message message) {
  runtime::Mail mail;
  mail.kind = kind;
  mail.message = std::move(message);
  return mail;
}
}  // namespace

void LiveView::send(ViewId to, Message message) {
  if (process().connected_) process().links_.runtime->send(to, mail_of(view::info_mail, std::move(message)));
}

Timer LiveView::send_after(Message message, std::chrono::milliseconds after) {
  return process().schedule(std::move(message), after, false);
}

Timer LiveView::send_interval(Message message, std::chrono::milliseconds every) {
  if (every.count() <= 0) throw std::invalid_argument("send_interval needs a time above 0 ms");
  return process().schedule(std::move(message), every, true);
}

void LiveView::cast(ViewId to, Message message) {
  if (process().connected_) process().links_.runtime->send(to, mail_of(view::cast_mail, std::move(message)));
}

void LiveView::call(ViewId to, Message message, std::function<void(const Message&)> answer) {
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

void LiveView::subscribe(std::string_view topic) {
  if (process().connected_) process().links_.pubsub->subscribe(self(), topic);
}

void LiveView::unsubscribe(std::string_view topic) {
  if (process().connected_) process().links_.pubsub->unsubscribe(self(), topic);
}

void LiveView::broadcast(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message));
}

void LiveView::broadcast_from(std::string_view topic, Message message) {
  if (process().connected_) process().links_.pubsub->broadcast(topic, std::move(message), self());
}

void Timer::cancel() {
  if (auto cancel = std::exchange(cancel_, nullptr)) (*cancel)();
}

namespace view {

// GCC: "… [with V = app::Counter; std::string = …]", Clang: "… [V = app::Counter]".
std::string type_name(const char* pretty_function) {
  const char* begin = std::strstr(pretty_function, "V = ");
  if (!begin) return pretty_function;
  begin += 4;
  return {begin, std::strcspn(begin, ";]")};
}

}  // namespace view
}  // namespace plume
