// Base64 (RFC 4648).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume::crypto {

/// The usual alphabet, with padding.
std::string base64_encode(std::string_view bytes);

/// The URL-safe alphabet, without padding.
std::string base64url_encode(std::string_view bytes);

/// Reads exactly what the function above writes: nothing for other characters, padding, or bits left over.
std::optional<std::string> base64_decode(std::string_view text);
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace plume::crypto
