// SeenKeys: the keys of the lists that are being written as HTML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <vector>

#include "plume/list_key.h"

namespace plume::detail {

/// Finds the first position that `is_it` accepts in an index of open addressing (0 is free, else position + 1), whose
/// size is a power of two. Returns its place, or the first free one.
template <class IsIt>
std::uint32_t* probe(std::vector<std::uint32_t>& index, std::uint64_t hash, IsIt is_it) {
  const std::size_t mask = index.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask)
    if (index[at] == 0 || is_it(index[at] - 1)) return &index[at];
}

std::uint64_t hash_of(const ListKey& key);

/// Throws std::invalid_argument: two entries of a list have this key.
[[noreturn]] void refuse_key(const ListKey& key, const std::source_location& where);

/// One level for each list around the entry that is being written. Allocates only for more than there was before.
class SeenKeys {
 public:
  /// Begins a list.
  void push();
  void pop() { --depth_; }
  /// Adds a key of the innermost list. Throws std::invalid_argument if it was there before.
  void add(const ListKey& key, const std::source_location& where);

 private:
  struct Entry {
    std::uint64_t key;  // a number; of a text its hash
    std::size_t text, size;
    bool is_number;
  };
  struct Level {
    std::vector<Entry> entries;
    std::vector<std::uint32_t> index;
    std::string texts;
  };
  static void grow(Level& level);

  std::vector<std::unique_ptr<Level>> levels_;
  std::size_t depth_ = 0;
};

}  // namespace plume::detail
