// LiveClient: the client's side of the live protocol, one step at a time, over any line.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "plume/value.h"

namespace plume::testing {

/// Carries texts to a server and back. Blocks; for one thread.
class Line {
 public:
  virtual ~Line() = default;
  virtual void send(std::string_view text) = 0;
  /// The next text of the server. Throws std::runtime_error where none comes in time, or the server closed the line.
  virtual std::string receive() = 0;
};

/// One channel of a client.
struct Joined {
  std::string topic;
  std::string join_ref;
  Value reply;  ///< {"status": …, "response": …}

  const Value& response() const { return reply["response"]; }
  bool ok() const { return reply["status"].text() == "ok"; }
};

/// What the page says in its join.
struct JoinPayload {
  std::string url;       ///< "": none
  std::string redirect;  ///< "": none
  std::string session;
  std::string fixed;  ///< the static token; "": null
  Value params = Value{{"_mounts", 0}, {"_mount_attempts", 0}};

  Value value() const {
    Value payload{{"params", params},
                  {"session", session},
                  {"static", fixed.empty() ? Value() : Value(fixed)},
                  {"sticky", false}};
    if (!url.empty()) payload["url"] = url;
    if (!redirect.empty()) payload["redirect"] = redirect;
    return payload;
  }
};

class LiveClient {
 public:
  explicit LiveClient(Line& line) : line_(line) {}

  Line& line() { return line_; }
  std::string new_ref() { return std::to_string(++last_ref_); }
  /// Sends `[join_ref, ref, topic, event, payload]`; an empty ref is null.
  void send(std::string_view join_ref, std::string_view ref, std::string_view topic, std::string_view event,
            const Value& payload) {
    line_.send(Value::array({ref_of(join_ref), ref_of(ref), topic, event, payload}).json());
  }
  /// The next message of the server.
  Value next() { return parse_json(line_.receive()); }
  /// Reads until a message with this event comes.
  Value skip_to(std::string_view event) {
    for (;;)
      if (Value message = next(); message.at(3).text() == event) return message;
  }
  /// The payload of the next message, which must be the reply to `ref`.
  Value answer_to(std::string_view ref) {
    Value message = next();
    if (message.at(1).text() != ref || message.at(3).text() != "phx_reply")
      throw std::runtime_error("instead of the reply to " + std::string(ref) + " came " + message.json());
    return message.at(4);
  }

  Joined join(std::string_view topic, const Value& payload) {
    Joined view = begin_join(topic, payload);
    view.reply = answer_to(view.join_ref);
    return view;
  }
  /// Sends the join without waiting for its reply.
  Joined begin_join(std::string_view topic, const Value& payload) {
    Joined view{std::string(topic), new_ref(), {}};
    send(view.join_ref, view.join_ref, topic, "phx_join", payload);
    return view;
  }
  /// Sends a message of a joined view; gives its ref.
  std::string push(const Joined& view, std::string_view event, const Value& payload = Value::object()) {
    std::string ref = new_ref();
    send(view.join_ref, ref, view.topic, event, payload);
    return ref;
  }
  /// Sends an event as a click does; gives its ref.
  std::string push_event(const Joined& view, std::string_view name, const Value& value = Value::object()) {
    return push(view, "event", {{"type", "click"}, {"event", name}, {"value", value}});
  }
  /// The response of an event.
  Value event(const Joined& view, std::string_view name, const Value& value = Value::object()) {
    return answer_to(push_event(view, name, value))["response"];
  }
  /// Whether the server answers, and has nothing else to say before: it was silent until now.
  bool silent() {
    const std::string ref = new_ref();
    send({}, ref, "phoenix", "heartbeat", Value::object());
    const Value expected =
        Value::array({nullptr, ref, "phoenix", "phx_reply", {{"status", "ok"}, {"response", Value::object()}}});
    return next() == expected;
  }

 private:
  static Value ref_of(std::string_view ref) { return ref.empty() ? Value() : Value(ref); }

  Line& line_;
  int last_ref_ = 3;
};

/// A JSON text as a value, for comparisons that do not look at the order of keys.
inline Value json(std::string_view text) { return parse_json(text); }

}  // namespace plume::testing

namespace plume {
inline void PrintTo(const Value& value, std::ostream* out) { *out << value.json(); }
}  // namespace plume
