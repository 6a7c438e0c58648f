// Line: a client's end of one connection to the server, with the HTTP responses and WebSocket messages that come on it.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/server/site.h"
#include "http/websocket_codec.h"
#include "plume/http.h"

namespace plume::testing {

/// For one thread. Whatever comes must be well-formed, else the process ends (require), as long as only what a line
/// knows was sent on it: see `loosen`.
class Line {
 public:
  explicit Line(SiteServer& server);
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line();

  /// Sends bytes, in pieces of `slice` bytes where that is not 0; those that the server does not take are dropped.
  void write(std::string_view bytes, std::size_t slice = 0);
  /// Sends a request, which the next response but those of earlier ones answers.
  void request(std::string_view method, std::string_view bytes, std::size_t slice = 0);
  /// From now on nothing is known of what comes: unknown bytes were sent.
  void loosen() { is_loose_ = true; }
  bool is_loose() const { return is_loose_; }
  /// Nothing is read any more, until it is called again.
  void turn_deaf(bool deaf) { is_deaf_ = deaf; }
  void end_writing();

  /// The next response that has come; nothing where there is none. Not after the switch to WebSocket.
  std::optional<Response> response();
  /// The frames behind this are those of a WebSocket.
  void switch_protocol() { is_websocket_ = true; }
  bool is_websocket() const { return is_websocket_; }
  /// The next text message that has come.
  std::optional<std::string> message();

  /// Whether the server has closed its end.
  bool is_closed() const { return is_closed_; }
  /// Whether a response has not come yet.
  bool is_waiting() const { return !methods_.empty() && !is_closed_ && !is_loose_; }
  /// Waits for bytes for so long at most.
  void wait(int milliseconds) const;

 private:
  void receive();
  std::string_view unread() const { return std::string_view(received_).substr(taken_); }

  Site& site_ = Site::instance();
  const int descriptor_;
  bool is_loose_ = false, is_deaf_ = false, is_closed_ = false, is_websocket_ = false, was_told_to_close_ = false;
  std::string received_;
  std::size_t taken_ = 0;
  std::deque<std::string> methods_;  // of the requests that wait for a response
};

}  // namespace plume::testing
