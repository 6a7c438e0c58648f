// FewKeyHashes: makes different keys of lists and ids of live components meet in their hashes all the time.
#pragma once

#include <cstdint>
#include <utility>

#include "render/key_hash.h"

namespace plume::testing {

/// While it lives, hashes of keys have so few bits. To be made while nothing is rendered that goes on later.
class FewKeyHashes {
 public:
  explicit FewKeyHashes(unsigned bits = 4)
      : before_(std::exchange(detail::key_hash_bits, (std::uint64_t{1} << bits) - 1)) {}
  FewKeyHashes(const FewKeyHashes&) = delete;
  FewKeyHashes& operator=(const FewKeyHashes&) = delete;
  ~FewKeyHashes() { detail::key_hash_bits = before_; }

 private:
  const std::uint64_t before_;
};

}  // namespace plume::testing
