// Hashes of what clients send. A secret of the process is part of each, so nobody outside can make two values meet.
// For the engine and for compiled templates. The hashes mean nothing to another process: they are never sent or stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace plume::detail {

/// The part of the secret that hashes numbers. Made before other objects of the program are constructed.
struct NumberSecret {
  std::uint64_t offset;         ///< is mixed into each number
  std::uint64_t first, second;  ///< factors; odd
};
extern const NumberSecret number_secret;

/// Returns the hash of a text. From any thread, also while static objects are constructed.
std::uint64_t hash_bytes(std::string_view bytes) noexcept;

/// Returns the hash of a number. Different numbers have different hashes.
inline std::uint64_t hash_integer(std::uint64_t n) noexcept {
  n ^= number_secret.offset;
  n = (n ^ (n >> 32)) * number_secret.first;
  n = (n ^ (n >> 32)) * number_secret.second;
  return n ^ (n >> 32);
}

/// Hashes texts for containers whose keys clients choose.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return hash_bytes(text); }
};

}  // namespace plume::detail
