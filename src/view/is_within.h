// is_within: whether a field is a member of an object.
#pragma once

#include <cstddef>
#include <functional>

namespace plume::view {

/// `object`: of `size` bytes, or null.
inline bool is_within(const void* field, const void* object, std::size_t size) {
  const auto* const begin = static_cast<const std::byte*>(object);
  const auto* const at = static_cast<const std::byte*>(field);
  return begin && std::less_equal<>()(begin, at) && std::less<>()(at, begin + size);
}

}  // namespace plume::view
