#include "support/live_client.h"

#include <ostream>
#include <stdexcept>

#include "base/json.h"

namespace plume::testing {
namespace {

Value ref_of(std::string_view ref) { return ref.empty() ? Value() : Value(ref); }

}  // namespace

Value JoinPayload::first_params() { return {{"_mounts", 0}, {"_mount_attempts", 0}}; }

Value JoinPayload::value() const {
  Value payload{
      {"params", params}, {"session", session}, {"static", fixed.empty() ? Value() : Value(fixed)}, {"sticky", false}};
  if (!url.empty()) payload.set("url", url);
  if (!redirect.empty()) payload.set("redirect", redirect);
  return payload;
}

std::string LiveClient::new_ref() { return std::to_string(++last_ref_); }

void LiveClient::send(std::string_view join_ref, std::string_view ref, std::string_view topic, std::string_view event,
                      const Value& payload) {
  line_.send(Value::array({ref_of(join_ref), ref_of(ref), topic, event, payload}).json());
}

Value LiveClient::next() { return parse_json(line_.receive()); }

Value LiveClient::skip_to(std::string_view event) {
  for (;;)
    if (Value message = next(); message.at(3).text() == event) return message;
}

Value LiveClient::answer_to(std::string_view ref) {
  Value message = next();
  if (message.at(1).text() != ref || message.at(3).text() != "phx_reply")
    throw std::runtime_error("instead of the reply to " + std::string(ref) + " came " + message.json());
  return message.at(4);
}

Joined LiveClient::join(std::string_view topic, const Value& payload) {
  Joined view = begin_join(topic, payload);
  view.reply = answer_to(view.join_ref);
  return view;
}

Joined LiveClient::begin_join(std::string_view topic, const Value& payload) {
  Joined view{std::string(topic), new_ref(), {}};
  send(view.join_ref, view.join_ref, topic, "phx_join", payload);
  return view;
}

std::string LiveClient::push(const Joined& view, std::string_view event, const Value& payload) {
  std::string ref = new_ref();
  send(view.join_ref, ref, view.topic, event, payload);
  return ref;
}

std::string LiveClient::push_event(const Joined& view, std::string_view name, const Value& value) {
  return push(view, "event", {{"type", "click"}, {"event", name}, {"value", value}});
}

Value LiveClient::event(const Joined& view, std::string_view name, const Value& value) {
  return answer_to(push_event(view, name, value))["response"];
}

bool LiveClient::silent() {
  const std::string ref = new_ref();
  send({}, ref, "phoenix", "heartbeat", Value::object());
  const Value expected =
      Value::array({nullptr, ref, "phoenix", "phx_reply", {{"status", "ok"}, {"response", Value::object()}}});
  return next() == expected;
}

Value json(std::string_view text) { return parse_json(text); }

}  // namespace plume::testing

namespace plume {

void PrintTo(const Value& value, std::ostream* out) { *out << value.json(); }

}  // namespace plume
