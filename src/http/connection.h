// Connection: one client, first by HTTP/1.1, then perhaps by WebSocket.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "channel/socket.h"
#include "http/answering.h"
#include "http/outbox.h"
#include "http/pipeline.h"
#include "http/tls.h"
#include "http/websocket_codec.h"
#include "runtime/shard.h"

namespace plume::http {

class Connections;
class LongPolls;

/// What all connections of a server share.
struct ServerParts {
  const Pipeline& pipeline;
  const channel::App& app;
  const Limits& limits;
  const TlsContext* tls;                                 ///< null: none
  LongPolls* long_polls;                                 ///< null: none
  bool compress;                                         ///< sockets whose clients offer it
  mutable std::atomic<std::size_t> unsent_responses{0};  ///< bytes that clients have not taken yet
};

/// Lives on one loop, owned by its Connections, and used on that loop only. Reads into a buffer of the thread, and
/// keeps bytes of its own only for what is partial: unread ones behind a message whose view may block, and unsent ones
/// of a slow client.
///
/// A client that sends a request too slowly is answered with 408, one that keeps a connection idle for too long loses
/// it, a socket of which nothing is heard, or a message does not become whole in time, is closed with 1002; whoever
/// takes too little of what is sent, or leaves more than 16 MiB of a socket's messages untaken (256 KiB before its
/// first join), is dropped.
class Connection final : public runtime::Ready, private runtime::Alarm, private channel::Transport, private Asker {
 public:
  /// Takes `descriptor` over, unless it throws.
  Connection(runtime::Shard& shard, Connections& owner, const ServerParts& parts, int descriptor, Peer peer);
  ~Connection() override;

  void serve() override;
  /// The server stops: a socket is closed with 1012, an idle connection at once, a request is answered first.
  void drain();

  /// Where its owner keeps it.
  std::list<Connection>::iterator place;
  bool is_draining() const { return draining_; }

 private:
  enum class Phase : std::uint8_t {
    http,  // reads a request
    busy,  // a request is being answered; nothing is read
    websocket,
    closing,  // writes what is left, then waits for the client's end
    dead,     // to be removed as soon as it is served
  };
  struct Http;
  struct Live;

  // Reading
  void read();
  void client_ended();
  void read_tls(std::span<char> bytes);
  Outbox::Line line() const { return {descriptor_, tls_.get(), &parts_.unsent_responses}; }
  void take(std::span<char> bytes);
  void take_http(std::string_view bytes);
  void take_websocket(std::span<char> bytes);
  std::span<char> rest() { return std::span(rest_).subspan(rest_begin_); }
  void keep(std::span<const char> bytes);
  void set_rest(std::size_t left);

  // Requests
  void start(RawRequest&& request);
  ViewId adopt_answering(RawRequest&& request);
  void respond(Response&& response, const RawRequest& request);
  void answered(std::string_view head, std::string&& body) override;
  void answered_partly(std::string_view piece) override;
  void broke_off() override;
  void refuse(int status, std::string_view reason);
  void upgrade(const RawRequest& request);
  void next_request();

  // Messages
  enum class Handled { done, lost };
  Handled handle(const WebSocketEvent& event);
  void send_text(std::string_view text) override;
  void close(std::uint16_t code, std::string_view reason) override;
  void pause() override;
  void resume() override;
  void joined() override;

  // Writing
  void write(std::string_view head, std::string_view body = {});
  void write_response(std::string_view head, std::string&& body);
  void write_encrypted(std::string_view bytes);
  void flush();
  void wrote(bool waited, Outbox::Result result);
  std::size_t most_unsent() const;
  bool holds_too_much() const;
  void uncork();
  void written();
  void end_after_writing();
  void die();

  // Time
  std::optional<runtime::Clock::time_point> phase_due() const;
  std::optional<runtime::Clock::time_point> take_due() const;
  std::optional<runtime::Clock::time_point> due() const;
  bool receives_message() const;
  void arm();
  void fire() override;
  void late();
  void taken_too_slowly();

  Peer peer() const;
  void watch();
  template <class Work>
  void guarded(Work work);

  runtime::Shard& shard_;
  Connections& owner_;
  const ServerParts& parts_;
  const int descriptor_;
  const std::uint16_t peer_port_;
  Phase phase_ = Phase::http;
  std::uint8_t watched_ = 0;
  bool paused_ = false;       // by the socket: a mailbox is full
  bool corked_ = false;       // more messages of the same read follow: what they cause is written together
  bool keeps_alive_ = false;  // after the answer to the last request
  bool client_ended_ = false;
  bool draining_ = false;
  bool tls_closed_ = false;  // the notice that nothing more comes was made
  bool shut_down_ = false;   // for writing
  std::string rest_;         // read, and from rest_begin_ on not taken yet
  std::size_t rest_begin_ = 0;
  Outbox outbox_;
  runtime::Clock::time_point since_;  // of the phase; of a socket: when something was heard, or a message began
  const std::string peer_;            // its address
  std::unique_ptr<TlsFilter> tls_;
  std::unique_ptr<Http> http_;  // not for sockets
  std::unique_ptr<Live> live_;  // only for sockets
};

}  // namespace plume::http
