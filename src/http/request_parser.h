// HTTP/1.1 requests (RFC 9112), without I/O and without leniency: whatever two readers could understand differently is
// refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// What one request may cost its reader.
struct RequestLimits {
  std::size_t target_bytes = 16 * 1024;  ///< path and query together; more: 414
  std::size_t header_bytes = 32 * 1024;  ///< all fields together, without line ends; more: 431
  std::size_t header_count = 100;        ///< more: 431
  std::size_t body_bytes = 8'000'000;    ///< more: 413
};

/// A request as it was sent.
struct RawRequest {
  std::string method;
  std::string path;   ///< begins with "/" (or is "*" for OPTIONS); still encoded, its percent sequences are whole
  std::string query;  ///< without "?"; still encoded
  std::string host;   ///< of the Host header, lower case; "" only in HTTP/1.0
  int port = 0;       ///< of the Host header, 0 where it names none
  int minor_version = 1;
  bool keeps_alive = true;        ///< whether the connection may take another request
  bool expects_continue = false;  ///< the client waits for "100 Continue" before it sends the body
  Headers headers;
  std::string body;  ///< without its chunks; trailers are dropped
};

/// Takes requests out of the bytes of one connection.
///
///     RequestParser parser;
///     while (…) switch (parser.feed(bytes)) { … }
class RequestParser {
 public:
  enum class Status : std::uint8_t {
    need_more,  ///< every byte was taken; read more
    head,       ///< reported once for each request, as soon as all of it but the body is in request()
    complete,   ///< take() the request; `bytes` may hold the beginning of the next one
    failed,     ///< answer with error(), then close the connection; nothing more is read
  };
  struct Error {
    int status = 0;
    std::string_view reason;
  };

  explicit RequestParser(RequestLimits limits = {}) : limits_(limits) {}

  /// Takes bytes off the front of `bytes`, up to the next thing to report. Costs linear time, however the bytes are
  /// cut.
  Status feed(std::string_view& bytes);

  /// The request so far; its body only once it is complete.
  const RawRequest& request() const { return request_; }
  /// The complete request; the parser is then ready for the next one.
  RawRequest take();
  const Error& error() const { return error_; }
  /// Whether nothing of a request has been read.
  bool is_idle() const { return state_ == State::request_line && line_.empty() && !skipped_empty_line_; }

 private:
  enum class State : std::uint8_t {
    request_line,
    header_lines,
    body,
    chunk_size,
    chunk_data,
    chunk_end,
    trailer_lines,
    complete,
    failed
  };

  std::size_t longest_line() const;
  Error fault_of_too_long_line() const;
  std::optional<std::string_view> take_line(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  void read_line(std::string_view line);
  void read_request_line(std::string_view line);
  void read_version(std::string_view version);
  void read_target(std::string_view target);
  void read_absolute_target(std::string_view target);
  void read_header_line(std::string_view line);
  void read_trailer_line(std::string_view line);
  bool count_field(std::string_view line);
  std::optional<Headers::Field> split_field(std::string_view line);
  void finish_head();
  void read_host();
  void read_connection();
  void read_framing();
  void read_content_length(std::string_view digits);
  void read_chunk_size(std::string_view line);
  void fail(int status, std::string_view reason);

  RequestLimits limits_;
  State state_ = State::request_line;
  bool skipped_empty_line_ = false;
  bool has_absolute_target_ = false;
  Error error_;
  std::string line_;  // the beginning of a line that was cut
  std::size_t header_bytes_ = 0;
  std::size_t header_count_ = 0;
  std::size_t extension_bytes_ = 0;
  std::uint64_t body_left_ = 0;  // of the body or of the chunk
  RawRequest request_;
};

}  // namespace plume::http
