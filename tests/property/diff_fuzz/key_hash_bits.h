// What merge.test.mjs asks of its programs by their environment.
#pragma once

#include <cstdint>
#include <cstdlib>

#include "render/key_hash.h"

namespace property {

/// With PLUME_KEY_HASH_BITS=N the hashes of keys and component ids have N bits, so that different ones meet.
inline void shorten_key_hashes_if_asked() {
  if (const char* const bits = std::getenv("PLUME_KEY_HASH_BITS"))
    plume::detail::key_hash_bits = (std::uint64_t{1} << std::strtoul(bits, nullptr, 10)) - 1;
}

}  // namespace property
