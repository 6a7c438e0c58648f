// TcpClient: a blocking client of a server on this machine: bytes, HTTP responses and WebSocket frames, with TLS or
// without.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/websocket_codec.h"
#include "plume/http.h"
#include "support/live_client.h"

namespace plume::testing {

struct TcpOptions {
  bool tls = false;
  int receive_buffer = 0;  ///< bytes that the system takes for a client that does not read; 0: as usual
  std::chrono::seconds patience{20};
  std::string certificate{}, key{};  ///< PEM files that a TLS client shows; "": none
  SSL_SESSION* session = nullptr;    ///< of an earlier TLS connection, to be resumed
  std::string suites{};              ///< of TLS 1.2, which is then the only version offered; "": as usual
};

struct ServerFrame {
  http::Opcode opcode{};
  std::string payload;
  bool is_compressed = false;
  /// The code of a close frame; 0 where it has none.
  int close_code() const {
    if (payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
  }
};

/// All functions that wait throw std::runtime_error where nothing comes in time.
class TcpClient : public Line {
 public:
  explicit TcpClient(int port, TcpOptions options = {});
  TcpClient(const TcpClient&) = delete;
  TcpClient& operator=(const TcpClient&) = delete;
  ~TcpClient() override;

  /// Of this side of the connection.
  int port() const;
  SSL* tls() { return tls_.get(); }
  /// Writes all of it; quietly nothing where the server is gone.
  void write(std::string_view bytes);
  /// Sends a FIN.
  void end_writing();
  /// Sends an RST.
  void reset();
  /// Whether the server ended the connection, and sent nothing before that. Waits for either.
  bool ended();
  /// Reads and drops at most `most` bytes, and waits for the first. Gives how many; 0 where the server ended.
  std::size_t skip(std::size_t most);
  /// Whether nothing has come so far.
  bool is_silent();

  /// Writes a request and reads its response. `head` is everything but the empty line, e.g. "GET / HTTP/1.1\r\nHost:
  /// h".
  Response request(std::string_view head, std::string_view body = {});
  Response get(std::string_view path, std::string_view fields = {});
  /// The next response, 1xx included. `is_head`: one to HEAD, without a body.
  Response response(bool is_head = false);

  /// The next bytes, so many.
  std::string bytes(std::size_t size) { return take(size); }
  /// Reads to the end of the connection; gives how many bytes came.
  std::size_t rest();

  /// Opens a WebSocket; gives the status.
  int upgrade(std::string_view target = "/live/websocket?vsn=2.0.0", std::string_view fields = {});
  void send_frame(http::Opcode opcode, std::string_view payload);
  ServerFrame frame();
  /// The code of the close frame that comes next, and after which the server ends the connection.
  int closed();

  // Line: text frames
  void send(std::string_view text) override { send_frame(http::Opcode::text, text); }
  std::string receive() override;

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  struct FreeConnection {
    void operator()(SSL* connection) const { SSL_free(connection); }
  };
  void begin_tls(const TcpOptions& options);
  ssize_t read_some(char* bytes, std::size_t size);
  bool fill();
  std::string take(std::size_t size);
  std::string take_line();

  int descriptor_;
  std::string received_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<SSL, FreeConnection> tls_;
};

}  // namespace plume::testing
