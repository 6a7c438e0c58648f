// Socket: the live side of one WebSocket connection: its channels, one for each view joined.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "channel/family.h"
#include "channel/join_budget.h"
#include "plume/http.h"
#include "plume/socket.h"
#include "plume/value.h"
#include "runtime/run_group.h"
#include "runtime/shard.h"

namespace plume::channel {

struct App;
struct ClientMessage;
class Disconnector;
class Channel;
class ViewActor;

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
  /// Called once, when the client has joined the first view of the connection.
  virtual void joined() {}
};

/// What the upgrade request told.
struct ConnectInfo {
  bool has_session = false;  ///< the session cookie was good and `_csrf_token` fitted it (wire-protocol 1.5)
  Session session;
  Params params;  ///< of the query
  std::string peer, user_agent;
  std::string host, scheme;  ///< `host` with the port, where it is not that of the scheme
  Headers headers{};         ///< those that plume::ConnectInfo has
  TransportHandle::Kind transport = TransportHandle::Kind::websocket;
  std::string session_key{};                      ///< differs for each session; "": there is none
  std::uint16_t peer_port = 0;                    ///< 0: not known
  std::shared_ptr<const std::string> ssl_cert{};  ///< of the client, DER; null: none
};

/// Hears of each exception that ends a view, in that view's turn.
using CrashListener = std::function<void(std::string_view topic, std::exception_ptr error)>;

/// What all views of a connection share.
struct Connection {
  ConnectInfo info;
  TransportHandle transport;
  CrashListener crashed{};  ///< empty where nobody within the process wants to know
  mutable Family family{};
  mutable runtime::RunGroup runs{0};  ///< of its views
};

class Socket : private runtime::Alarm {
 public:
  Socket(const App& app, runtime::Shard& shard, Transport& transport, ConnectInfo info, CrashListener crashed = {});
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();

  /// One text message, at the top level of the loop. `text` is borrowed, valid UTF-8. Where the result is `lost`, the
  /// caller must return at once (see Shard::deliver); where it is `paused`, the message was taken, and no further one
  /// is to be passed before Transport::resume(). Closes the transport over a message that is none.
  enum class Received { done, lost, paused };
  Received text(std::string_view text);
  Received binary(std::string_view data);
  /// The connection is gone: every view of it ends. `why` as in LiveView::terminate: "closed" or "draining".
  void closed(std::string_view why);
  /// The view behind a topic; none where it is not joined.
  ViewId view_of(std::string_view topic);

 private:
  friend class Channel;
  friend class ViewActor;

  struct Joined {
    Channel* channel;
    bool is_upload = false;
    bool left = false;  // the client has left it, and it is about to end
  };

  // Called by the actors of the channels, on the loop.
  void send(std::string_view text) { transport_.send_text(text); }
  void channel_ended(const Channel& channel);
  void handled(std::size_t bytes);
  void resume();
  void joined() {
    if (!std::exchange(has_joined_, true)) transport_.joined();
  }

  Received join(const ClientMessage& message, std::string_view text);
  Received join_upload(const ClientMessage& message, std::string_view text);
  Received add(std::unique_ptr<Channel> channel, std::string_view text, bool is_upload = false);
  Received leave(const ClientMessage& message);
  Received refuse(std::uint16_t code, std::string_view reason);
  Received deliver(Channel& channel, runtime::Mail&& mail);
  void stay_awake();
  void fire() override;
  void close_channel(Joined& joined, std::string_view reason);
  void end(const Channel& channel, std::string_view reason);
  std::string_view fault_of_join();
  bool has_room(bool for_upload) const;
  Received refuse_topic(std::string_view ref, std::string_view topic, std::string_view event);
  Received refuse_join(const ClientMessage& message, std::string_view reason);
  void reply(const ClientMessage& message, std::string_view join_ref, std::string_view status,
             std::string_view response);
  Joined* find(std::string_view topic);

  const App& app_;
  runtime::Shard& shard_;
  Transport& transport_;
  std::shared_ptr<const Connection> connection_;
  std::vector<Joined> channels_;
  JoinBudget join_budget_;
  runtime::Clock::time_point heard_{};  // a message for a view
  bool has_joined_ = false;             // a view, at some time
  bool has_uploaded_ = false;           // a file, at some time
  bool asleep_ = true;                  // the views hibernate, or there are none; the alarm is not armed
  std::uint8_t warnings_left_ = 10;
  Disconnector* disconnector_ = nullptr;  // null: its session names no topic
  struct Waiting {
    ViewId view;
    runtime::Mail mail;
  };
  std::unique_ptr<Waiting> waiting_;  // for room in a mailbox; the transport is paused
  std::size_t waiting_bytes_ = 0;     // of messages that no view has handled yet
  bool crowded_ = false;              // there are too many of them; the transport is paused
};

}  // namespace plume::channel
