// LiveClient: the client's side of the live protocol, one step at a time, over any line.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

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
  Value params = first_params();

  Value value() const;

 private:
  static Value first_params();
};

class LiveClient {
 public:
  explicit LiveClient(Line& line) : line_(line) {}

  Line& line() { return line_; }
  std::string new_ref();
  /// Sends `[join_ref, ref, topic, event, payload]`; an empty ref is null.
  void send(std::string_view join_ref, std::string_view ref, std::string_view topic, std::string_view event,
            const Value& payload);
  /// The next message of the server.
  Value next();
  /// Reads until a message with this event comes.
  Value skip_to(std::string_view event);
  /// The payload of the next message, which must be the reply to `ref`.
  Value answer_to(std::string_view ref);

  Joined join(std::string_view topic, const Value& payload);
  /// Sends the join without waiting for its reply.
  Joined begin_join(std::string_view topic, const Value& payload);
  /// Sends a message of a joined view; gives its ref.
  std::string push(const Joined& view, std::string_view event, const Value& payload = Value::object());
  /// Sends an event as a click does; gives its ref.
  std::string push_event(const Joined& view, std::string_view name, const Value& value = Value::object());
  /// The response of an event.
  Value event(const Joined& view, std::string_view name, const Value& value = Value::object());
  /// Whether the server answers, and has nothing else to say before: it was silent until now.
  bool silent();

 private:
  Line& line_;
  int last_ref_ = 3;
};

/// A JSON text as a value, for comparisons that do not look at the order of keys.
Value json(std::string_view text);

}  // namespace plume::testing

namespace plume {
void PrintTo(const Value& value, std::ostream* out);
}  // namespace plume
