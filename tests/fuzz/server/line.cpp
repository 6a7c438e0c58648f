#include "fuzz/server/line.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/ascii.h"
#include "fuzz/server/require.h"
#include "http/websocket_deflate.h"

namespace plume::testing {
namespace {

constexpr int most_pieces = 40, most_tries = 20;

/// With FUZZ_TRACE in the environment an input tells what goes over its lines.
void trace(int line, const char* direction, std::string_view bytes) {
  static const bool is_on = std::getenv("FUZZ_TRACE") != nullptr;
  if (is_on) std::fprintf(stderr, "%d %s %.*s\n", line, direction, static_cast<int>(bytes.size()), bytes.data());
}

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Response response_of(std::string_view head) {
  Response response;
  const auto line_end = std::min(head.find("\r\n"), head.size());
  const std::string_view line = head.substr(0, line_end);
  require(line.starts_with("HTTP/1.1 ") && line.size() >= 13, "a response begins with its status", line);
  response.status = number_in(line.substr(9, 3)).value_or(0);
  require(response.status >= 100 && response.status < 600, "a status is one of HTTP", line);
  head.remove_prefix(std::min(line_end + 2, head.size()));
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const std::string_view field = head.substr(0, end);
    const auto colon = field.find(": ");
    require(
        colon != std::string_view::npos && field.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos,
        "a header field has a name and one line", field);
    response.headers.add(field.substr(0, colon), field.substr(colon + 2));
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return response;
}

bool has_body(const Response& response, std::string_view method) {
  return method != "HEAD" && response.status >= 200 && response.status != 204 && response.status != 304;
}

}  // namespace

Line::Line(SiteServer& server) : descriptor_(server.connect()) {}
Line::~Line() { ::close(descriptor_); }

void Line::write(std::string_view bytes, std::size_t slice) {
  trace(descriptor_, "<", bytes);
  int pieces = 0, tries = 0;
  while (!bytes.empty() && !is_closed_) {
    const auto piece = slice && pieces < most_pieces ? bytes.substr(0, slice) : bytes;
    const auto sent = ::send(descriptor_, piece.data(), piece.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return;
    if (sent < 0) {
      if (++tries > most_tries) return loosen();
      receive();
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    ++pieces;
    if (sent < 0 || slice) site_.settle();
  }
}

void Line::request(std::string_view method, std::string_view bytes, std::size_t slice) {
  methods_.emplace_back(method);
  write(bytes, slice);
}

void Line::end_writing() { ::shutdown(descriptor_, SHUT_WR); }

void Line::wait(int milliseconds) const {
  pollfd waited{descriptor_, POLLIN, 0};
  ::poll(&waited, 1, milliseconds);
}

void Line::receive() {
  std::array<char, 64 * 1024> buffer;
  while (!is_deaf_ && !is_closed_) {
    const auto size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) {
      is_closed_ = true;
      return;
    }
    if (taken_ > 0) received_.erase(0, std::exchange(taken_, 0));
    received_.append(buffer.data(), static_cast<std::size_t>(size));
    trace(descriptor_, ">", {buffer.data(), static_cast<std::size_t>(size)});
  }
}

std::optional<Response> Line::response() {
  receive();
  if (is_loose_ || is_websocket_) return std::nullopt;
  const std::string_view bytes = unread();
  const auto head_size = bytes.find("\r\n\r\n");
  if (head_size == std::string_view::npos) return std::nullopt;
  Response response = response_of(bytes.substr(0, head_size));
  // One that comes unasked says why the connection ends: the client was too slow.
  const std::string method = methods_.empty() ? "" : methods_.front();
  std::size_t size = head_size + 4;
  if (has_body(response, method)) {
    const auto length = number_in(response.headers.get("content-length"));
    require(length.has_value(), "a response says how long it is", bytes.substr(0, head_size));
    if (bytes.size() - size < static_cast<std::size_t>(*length)) return std::nullopt;
    response.body = bytes.substr(size, static_cast<std::size_t>(*length));
    size += response.body.size();
  }
  taken_ += size;
  if (response.status != 100 && !methods_.empty()) methods_.pop_front();
  if (response.status == 100) return this->response();
  return response;
}

std::optional<std::string> Line::message() {
  receive();
  if (!is_websocket_ || is_loose_) return std::nullopt;
  for (;;) {
    const std::string_view bytes = unread();
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    if (bytes.size() < 2) return std::nullopt;
    std::size_t head = 2, size = byte(1) & 0x7F;
    require((byte(1) & 0x80) == 0, "a server's frame is not masked");
    if (size > 125) {
      const std::size_t length_bytes = size == 126 ? 2 : 8;
      head += length_bytes;
      if (bytes.size() < head) return std::nullopt;
      size = 0;
      for (std::size_t i = 2; i < head; ++i) size = size << 8 | byte(i);
    }
    if (bytes.size() - head < size) return std::nullopt;
    const std::string payload(bytes.substr(head, size));
    const bool is_compressed = byte(0) & 0x40;
    const auto opcode = static_cast<http::Opcode>(byte(0) & 0x0F);
    require((byte(0) & 0xB0) == 0x80, "a server's frame is whole, and has no reserved bits but that of compression");
    require(!was_told_to_close_, "nothing follows a close frame", payload);
    taken_ += head + size;
    was_told_to_close_ = opcode == http::Opcode::close;
    if (opcode == http::Opcode::pong || opcode == http::Opcode::close) continue;
    require(opcode == http::Opcode::text, "a server sends texts");
    if (!is_compressed) return payload;
    const http::Inflated inflated = http::inflate_message(payload, {.bytes = 16'000'000, .ratio = 2000});
    require(inflated.status == http::Inflated::Status::ok, "a compressed message can be inflated");
    return std::string(inflated.text);
  }
}

}  // namespace plume::testing
