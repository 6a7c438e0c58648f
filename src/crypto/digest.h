// Hashes, message authentication and comparing them.
#pragma once

#include <string>
#include <string_view>

namespace plume::crypto {

/// Raw bytes, 20 and 32 of them. SHA-1 is for the WebSocket handshake only.
std::string sha1(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// Whether both are equal, in a time that depends on their lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace plume::crypto
