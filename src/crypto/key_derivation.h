// Keys, derived from the one secret of an application.
#pragma once

#include <string>
#include <string_view>

namespace plume::crypto {

/// A key of 32 bytes for the purpose that `salt` names: PBKDF2 with HMAC-SHA256, 1000 rounds (server-api 13.2). Takes
/// most of a millisecond: derive once and keep the key. Throws std::invalid_argument where the secret has fewer than 20
/// bytes.
std::string derive_key(std::string_view secret_key_base, std::string_view salt);

}  // namespace plume::crypto
