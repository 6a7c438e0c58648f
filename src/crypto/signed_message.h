// Messages that anyone may read and only the holder of the key may write (server-api 13.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume::crypto {

/// "SFMyNTY.<payload>.<HMAC-SHA256>", both parts in URL-safe base64.
std::string sign_message(std::string_view key, std::string_view payload);

/// The payload; nothing where the message is malformed or was not signed with `key`.
std::optional<std::string> verify_message(std::string_view key, std::string_view message);

}  // namespace plume::crypto
