// The hash by which keys of lists and ids of live components are looked up. What has an equal hash is compared.
#pragma once

#include <cstdint>

namespace plume::detail {

/// The bits of a hash that count. Tests leave few, so that different keys meet all the time; set before any render.
inline constinit std::uint64_t key_hash_bits = ~std::uint64_t{0};

inline std::uint64_t key_hash(std::uint64_t hash) { return hash & key_hash_bits; }

}  // namespace plume::detail
