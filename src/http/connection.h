// Connection: one client, first by HTTP/1.1, then perhaps by WebSocket.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "channel/socket.h"
#include "http/pipeline.h"
#include "http/tls.h"
#include "http/websocket_codec.h"
#include "runtime/shard.h"

namespace plume::http {

class Connections;

/// What all connections of a server share.
struct ServerParts {
  const Pipeline& pipeline;
  const channel::App& app;
  const Limits& limits;
  const TlsContext* tls;  ///< null: none
};

/// Lives on one loop, owned by its Connections. Reads into a buffer of the thread, and keeps bytes of its own only for
/// what is partial: unread ones behind a message whose view may block, and unsent ones of a slow client.
class Connection final : public runtime::Ready, private runtime::Alarm, private channel::Transport {
 public:
  /// Takes `descriptor` over.
  Connection(runtime::Shard& shard, Connections& owner, const ServerParts& parts, int descriptor, std::string peer);
  ~Connection() override;

  void serve() override;
  /// The server stops: a socket is closed with 1012, an idle connection at once, a request is answered first.
  void drain();
  /// The bytes of a response, from the actor that made it.
  void answered(std::string_view response);

 private:
  enum class Phase : std::uint8_t {
    http,       // reads a request
    busy,       // a request is being answered; nothing is read
    websocket,
    closing,    // writes what is left, then waits for the client's end
    dead,       // to be removed as soon as it is served
  };
  struct Http;
  struct Live;
  class Answering;

  // Runtime
  void fire() override;
  void arm(std::chrono::milliseconds after);
  void watch();

  // Reading
  bool read();
  void take(std::span<char> bytes);
  void take_http(std::string_view bytes);
  void take_websocket(std::span<char> bytes);
  bool handle(const WebSocketEvent& event);
  void keep_rest(std::string_view bytes);

  // Requests
  void start(RawRequest&& raw);
  void respond(const Response& response, const RawRequest& raw);
  void refuse(int status, std::string_view reason);
  void upgrade(const RawRequest& raw);
  void next_request();

  // channel::Transport
  void send_text(std::string_view text) override;
  void close(std::uint16_t code, std::string_view reason) override;
  void pause() override;
  void resume() override;

  // Writing
  void write(std::string_view head, std::string_view body = {});
  std::size_t write_now(std::string_view head, std::string_view body);
  bool flush();
  void end_after_writing();
  void die();

  runtime::Shard& shard_;
  Connections& owner_;
  const ServerParts& parts_;
  const int descriptor_;
  Phase phase_ = Phase::http;
  bool paused_ = false;
  bool keeps_alive_ = true;
  bool draining_ = false;
  bool half_closed_ = false;
  unsigned watched_ = 0;
  std::string rest_;            // read, not yet taken
  std::size_t rest_begin_ = 0;
  std::string backlog_;         // to be written
  runtime::Clock::time_point last_seen_;
  runtime::Clock::time_point stalled_since_;
  std::string peer_;
  std::unique_ptr<TlsFilter> tls_;
  std::unique_ptr<Http> http_;  // not for websockets
  std::unique_ptr<Live> live_;  // only for websockets
};

}  // namespace plume::http
