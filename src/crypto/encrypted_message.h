// Messages that only the holder of the key may read and write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume::crypto {

/// "A256GCM.<iv, tag and ciphertext in URL-safe base64>": AES-256-GCM under a random 12-byte iv. `key` has 32 bytes
/// (std::invalid_argument otherwise).
std::string encrypt_message(std::string_view key, std::string_view plaintext);

/// The plaintext; nothing where the message is malformed or was not encrypted with `key`.
std::optional<std::string> decrypt_message(std::string_view key, std::string_view message);

}  // namespace plume::crypto
