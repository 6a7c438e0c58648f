#define XXH_INLINE_ALL
#include <xxhash.h>

#include "plume/text.h"
#include "plume/value.h"

namespace plume::detail {

std::uint64_t hash_bytes(std::string_view bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

std::uint64_t hash_value(const Value& value) {
  if (value.is_string()) return hash_string(value.text());
  if (value.is_null()) return empty_hash;
  if (value.is_bool()) return value.as_bool() ? present_hash : present_hash << 1 | 1;
  if (value.is_int()) return text_hash(value.as_int());
  if (value.is_double()) return text_hash(value.as_double());
  return hash_string(value.json());
}

std::uint64_t hash_value_attr(const Value& value) {
  if (value.is_null()) return empty_hash;
  if (value.is_bool()) return value.as_bool() ? present_hash : empty_hash;
  return hash_value(value) ^ (present_hash << 1);
}

}  // namespace plume::detail
