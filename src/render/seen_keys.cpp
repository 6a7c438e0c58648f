#include "render/seen_keys.h"

#include <stdexcept>
#include <string_view>

#include "plume/hash.h"
#include "render/key_hash.h"

namespace plume::detail {

std::uint64_t hash_of(const ListKey& key) {
  return key_hash(key.is_number() ? hash_integer(key.number()) : hash_bytes(key.text()));
}

void refuse_key(const ListKey& key, const std::source_location& where) {
  throw std::invalid_argument("two entries of a comprehension have the same :key " + to_string(key) + " (" +
                              where.file_name() + ":" + std::to_string(where.line()) +
                              "); keys must be unique within one loop");
}

void SeenKeys::push() {
  if (depth_ == levels_.size()) levels_.push_back(std::make_unique<Level>());
  Level& level = *levels_[depth_++];
  level.entries.clear();
  level.index.clear();
  level.texts.clear();
}

void SeenKeys::add(const ListKey& key, const std::source_location& where) {
  Level& level = *levels_[depth_ - 1];
  const auto hash = hash_of(key);
  const Entry entry{key.is_number() ? key.number() : hash, level.texts.size(), key.text().size(), key.is_number()};
  if (level.index.size() < 2 * (level.entries.size() + 1)) grow(level);
  std::uint32_t* const place = probe(level.index, hash, [&](std::uint32_t position) {
    const Entry& other = level.entries[position];
    return other.key == entry.key && other.is_number == entry.is_number &&
           std::string_view(level.texts).substr(other.text, other.size) == key.text();
  });
  if (*place != 0) refuse_key(key, where);
  level.entries.push_back(entry);
  level.texts.append(key.text());
  *place = static_cast<std::uint32_t>(level.entries.size());
}

void SeenKeys::grow(Level& level) {
  level.index.assign(level.index.empty() ? 16 : 2 * level.index.size(), 0);
  const auto none_is_equal = [](std::uint32_t) { return false; };
  for (std::uint32_t i = 0; i < level.entries.size(); ++i) {
    const Entry& entry = level.entries[i];
    const auto hash = entry.is_number ? key_hash(hash_integer(entry.key)) : entry.key;
    *probe(level.index, hash, none_is_equal) = i + 1;
  }
}

}  // namespace plume::detail
