// Compressed WebSocket messages (permessage-deflate, RFC 7692), without context takeover: each message stands by
// itself, so that streams belong to threads and not to connections, which hold no memory for this.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// The answer to what a handshake offers in `sec-websocket-extensions`: the extension with its parameters, or "" where
/// there is no offer of it that can be kept.
std::string accepted_deflate(const Headers& headers);

/// The compressed payload of a message; "" where it would be no shorter.
std::string deflate_message(std::string_view text);

struct InflateLimits {
  std::size_t bytes = 8 * 1024 * 1024;
  std::size_t ratio = 25;  ///< of bytes that come out to bytes that go in, for messages of more than 64 KiB
};

struct Inflated {
  enum class Status {
    ok,
    invalid,  ///< not the compressed payload of a message
    too_big,  ///< beyond a limit; no more than that was inflated
  };
  Status status = Status::invalid;
  std::string text{};
};
Inflated inflate_message(std::string_view payload, InflateLimits limits);

}  // namespace plume::http
