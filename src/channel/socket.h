// Socket: the live side of one WebSocket connection: its channels, one for each view joined.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plume/http.h"
#include "plume/value.h"
#include "runtime/shard.h"

namespace plume::channel {

class App;

/// The connection beneath a Socket, on the same shard. All calls happen on the loop.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Queues one text message; written at the end of the loop's turn.
  virtual void send_text(std::string_view text) = 0;
  /// Sends a close frame and ends the connection once it is written; Socket::closed follows.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  /// Back-pressure: no further message is passed to the socket until resume().
  virtual void pause() = 0;
  virtual void resume() = 0;
};

/// What the upgrade request told.
struct ConnectInfo {
  bool has_session = false;  ///< the session cookie was good and `_csrf_token` fitted it (wire-protocol 1.5)
  Session session;
  Params params;     ///< of the query
  std::string peer, user_agent, host, scheme;
};

class Socket {
 public:
  Socket(const App& app, runtime::Shard& shard, Transport& transport, ConnectInfo info);
  ~Socket();

  /// One text message, at the top level of the loop. `text` is borrowed, valid UTF-8. Where the result is `lost`, the
  /// caller must return at once (see Shard::deliver).
  enum class Received { done, lost, paused };
  Received text(std::string_view text);
  Received binary(std::string_view data);
  /// The connection is gone: every view of it ends. `why` as in LiveView::terminate: "closed" or "draining".
  void closed(std::string_view why);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume::channel
