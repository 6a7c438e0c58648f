// Frames: any bytes, cut anywhere, give the same events, within the limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "http/websocket_codec.h"
#include "http/websocket_deflate.h"

namespace {

using plume::http::WebSocketEvent;
using plume::http::WebSocketParser;
using Kind = WebSocketEvent::Kind;

// The first byte of an input says whether messages may be compressed.
plume::http::WebSocketLimits limits_of(bool compressed) {
  return {.message_bytes = 1000, .fragments = 10, .compressed = compressed};
}

struct Seen {
  Kind kind;
  std::uint16_t code;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<Seen> events(std::string bytes, std::size_t step, bool compressed) {
  const auto limits = limits_of(compressed);
  WebSocketParser parser(limits);
  std::vector<Seen> seen;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string piece = bytes.substr(at, step);  // of its own, so that reads beyond it are noticed
    std::span<char> span(piece);
    for (auto event = parser.next(span); event.kind != Kind::none; event = parser.next(span)) {
      require(event.payload.size() <= limits.message_bytes);
      if (event.kind == Kind::text || event.kind == Kind::close) require(plume::is_utf8(event.payload));
      seen.push_back({event.kind, event.code, std::string(event.payload)});
    }
    require(span.empty());
  }
  return seen;
}

// What is compressed here reads back the same.
void round_trip(const std::string& bytes) {
  const std::string payload(plume::http::deflate_message(bytes));
  if (payload.empty()) return;
  const auto back = plume::http::inflate_message(payload, {.ratio = 2000});
  require(back.status == plume::http::Inflated::Status::ok && back.text == bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool compressed = data[0] % 2;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = events(bytes, size, compressed);
  require(events(bytes, 1, compressed) == whole);
  require(events(bytes, 7, compressed) == whole);
  round_trip(bytes);
  return 0;
}
