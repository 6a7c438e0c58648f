// WebSocket frames (RFC 6455), the server's side, without I/O; with permessage-deflate (RFC 7692) where it was agreed
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace plume::http {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Status codes of close frames that Plume sends or asks about.
struct CloseCode {
  static constexpr std::uint16_t normal = 1000, going_away = 1001, protocol_error = 1002, no_status = 1005,
                                 invalid_text = 1007, too_big = 1009, internal_error = 1011, service_restart = 1012;
};

/// What one client may send in one message.
struct WebSocketLimits {
  std::uint32_t message_bytes = 8 * 1024 * 1024;
  std::uint32_t fragments = 65'536;
  std::uint16_t inflate_ratio = 25;  ///< see InflateLimits
  bool compressed = false;           ///< messages may be compressed; inflated they are bounded as others are
};

struct WebSocketEvent {
  enum class Kind : std::uint8_t {
    none,    ///< every byte was taken; read more
    text,    ///< a whole message, valid UTF-8
    binary,  ///< a whole message
    ping,    ///< answer with a pong of the same payload
    pong,
    close,  ///< answer with a close frame, unless one was sent; `code` is 1005 where the client gave none
    error,  ///< the client broke the protocol: send a close frame with `code`, then end the connection
  };
  Kind kind = Kind::none;
  std::uint16_t code = 0;
  /// The message, the data of a control frame, the reason of a close, or what was wrong.
  std::string_view payload;
};

/// Takes messages out of the bytes that a client sends. Between messages it holds no memory but itself.
class WebSocketParser {
 public:
  explicit WebSocketParser(WebSocketLimits limits = {});
  WebSocketParser(WebSocketParser&&) noexcept;
  WebSocketParser& operator=(WebSocketParser&&) noexcept;
  ~WebSocketParser();

  /// Takes the next event off the front of `bytes`, which it overwrites (payloads are unmasked in place). To be called
  /// until it returns `none`; then all bytes are taken, and the parser has copied what it still needs of them.
  /// The payload is valid until the next call, while the bytes are. After `close` and `error` only `none`
  /// follows.
  WebSocketEvent next(std::span<char>& bytes);

  /// Whether it holds a partial frame or message.
  bool holds_bytes() const;
  /// Whether a message has begun that is not whole yet. Control frames may come between its pieces.
  bool in_message() const;
  /// Moves out the payload of the message that next() returned last, or returns "" if that stands in the caller's
  /// bytes.
  std::string take_message();
  /// Changes WebSocketLimits::message_bytes.
  void set_message_bytes(std::uint32_t bytes) { limits_.message_bytes = bytes; }

 private:
  enum class HeaderStatus : std::uint8_t { complete, incomplete, invalid };
  struct Frame;
  struct Pending;

  HeaderStatus take_header(std::span<char>& bytes, Frame& frame, std::string_view& fault);
  WebSocketEvent refuse_misplaced(const Frame& frame);
  WebSocketEvent whole_frame(const Frame& frame, std::string_view payload);
  WebSocketEvent partial_frame(std::span<char>& bytes);
  WebSocketEvent message_piece(const Frame& frame, std::string_view piece, bool ends_frame);
  WebSocketEvent message(bool is_text, std::string_view payload);
  WebSocketEvent inflated(bool is_text, std::string_view payload);
  WebSocketEvent control_frame(Opcode opcode, std::string_view payload);
  WebSocketEvent close_frame(std::string_view payload);
  WebSocketEvent fail(std::uint16_t code, std::string_view fault);
  Pending& pending();

  WebSocketLimits limits_;
  bool ended_ = false;
  std::unique_ptr<Pending> pending_;
};

/// Room for the longest header of a frame that a server sends.
inline constexpr std::size_t frame_header_room = 10;

/// Writes the header of an unfragmented frame whose payload of `size` bytes follows the `frame_header_room` bytes at
/// `room`, and returns the offset in `room` at which the frame begins.
std::size_t write_frame_header(char* room, Opcode opcode, std::uint64_t size, bool is_compressed = false);

void append_frame_header(std::string& out, Opcode opcode, std::uint64_t size);
/// A close frame; `reason` (UTF-8) is cut to the 123 bytes that fit. With CloseCode::no_status the frame is empty.
void append_close_frame(std::string& out, std::uint16_t code, std::string_view reason = {});

}  // namespace plume::http
