// What compiled templates write for `a && b` and `a ? b : nullptr`: `b`, or nothing.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace plume::detail {

/// A pointer, or another type that has a null of its own and is no text.
template <class T>
concept HasOwnNull = std::is_convertible_v<std::nullptr_t, T> && !std::is_same_v<T, std::nullptr_t> &&
                     !std::is_convertible_v<const T&, std::string_view> && !requires(const T& t) { t.has_value(); };

/// The other half of `a && b` and `a ? b : nullptr`: converts to what maybe(), present() and their like make of `b`.
struct Nothing {
  template <class T>
  operator std::optional<T>() const {
    return std::nullopt;
  }
  template <std::same_as<bool> T>
  operator T() const {
    return false;
  }
  template <HasOwnNull T>
  operator T() const {
    return T(nullptr);
  }
};

/// A value of the expression in which it stands, or nothing. Refers to the value, so it must not outlive the
/// expression.
template <class T>
class Maybe {
 public:
  using value_type = T;
  explicit Maybe(const T& value) : value_(&value) {}
  Maybe(Nothing) {}
  bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  const T& operator*() const { return *value_; }

 private:
  const T* value_ = nullptr;
};

}  // namespace plume::detail
