// Frames: any bytes, cut anywhere, give the same events, within the limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "http/websocket_codec.h"

namespace {

using plume::http::WebSocketEvent;
using plume::http::WebSocketParser;
using Kind = WebSocketEvent::Kind;

constexpr plume::http::WebSocketLimits limits{.message_bytes = 1000, .fragments = 10};

struct Seen {
  Kind kind;
  std::uint16_t code;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<Seen> events(std::string bytes, std::size_t step) {
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = events(bytes, size + 1);
  require(events(bytes, 1) == whole);
  require(events(bytes, 7) == whole);
  return 0;
}
