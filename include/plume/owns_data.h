// Which types hold their data themselves, and may therefore be kept.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "plume/assign.h"

namespace plume {

/// Whether a T stays good when what it was made from is gone: not so for pointers, std::string_view and std::span, nor
/// for what holds them. Attributes of live components must own their data. For a type of your own that refers to data
/// of others say `template <> inline constexpr bool plume::owns_data<Mine> = false;`.
template <class T>
inline constexpr bool owns_data = !std::is_pointer_v<T> || std::is_function_v<std::remove_pointer_t<T>>;
template <class C, class Traits>
inline constexpr bool owns_data<std::basic_string_view<C, Traits>> = false;
template <class T, std::size_t N>
inline constexpr bool owns_data<std::span<T, N>> = false;
template <class T>
inline constexpr bool owns_data<std::initializer_list<T>> = false;
template <class T>
inline constexpr bool owns_data<std::optional<T>> = owns_data<T>;
template <class T>
inline constexpr bool owns_data<std::vector<T>> = owns_data<T>;
template <class T>
inline constexpr bool owns_data<Assign<T>> = owns_data<T>;

}  // namespace plume
