// Assign<T>: a tracked field of a view.
//
// When an expression of a template is evaluated again: if it reads nothing but literals, constants and assigns, `@name`
// with its members, elements and their methods, it is skipped until one of these assigns is written. Everything else is
// evaluated at every render, and what it gives is sent only if it is another value than before: calls of functions
// (`now()`, `total(@cart)`), of members (`@total()`, `this->total()`), and lambdas; plain members and variables,
// however their names are spelt; `@name` of a member that is no Assign. Calls of namespace plume and of those functions
// of namespace std that only compute, as std::to_string, count as part of the expression. Whether a qualified name
// (`Mode::list`, `app::max_rows`) is a constant is what the C++ compiler says; an unqualified one, `kMax`, is
// evaluated. It makes no difference whether the template stands in the class or in a file of its own. A block is
// evaluated if anything in it would be, so a loop that calls functions for its rows runs at every render.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "plume/reads_as.h"

namespace plume {

namespace detail {
/// The render epoch of the view whose callback runs on this thread. Set by an EpochScope around every callback.
inline constinit thread_local std::uint32_t current_epoch = 1;

/// While it lives, what this thread writes to an Assign is of that epoch. Views are called within callbacks and renders
/// of others, which go on with their own epoch.
class EpochScope {
 public:
  explicit EpochScope(std::uint32_t epoch) : before_(std::exchange(current_epoch, epoch)) {}
  EpochScope(const EpochScope&) = delete;
  EpochScope& operator=(const EpochScope&) = delete;
  ~EpochScope() { current_epoch = before_; }

 private:
  const std::uint32_t before_;
};

/// Whether values of T can be compared with `==`. Asks the elements of containers, whose own `==` claims that they can.
template <class T>
struct IsComparable : std::bool_constant<std::equality_comparable<T>> {};
template <class T>
  requires requires(const T& range) {
    typename T::value_type;
    range.begin();
    range.end();
  }
struct IsComparable<T>
    : std::conjunction<IsComparable<typename T::value_type>, std::bool_constant<std::equality_comparable<T>>> {};
template <class A, class B>
struct IsComparable<std::pair<A, B>> : std::conjunction<IsComparable<std::remove_const_t<A>>, IsComparable<B>> {};
template <class... T>
struct IsComparable<std::tuple<T...>> : std::conjunction<IsComparable<T>...> {};
template <class... T>
struct IsComparable<std::variant<T...>> : std::conjunction<IsComparable<T>...> {};
}  // namespace detail

/// A value of a view, and the render epoch in which it last changed (the seed's `assign/3`).
///
/// Reading is reading the value: an Assign<T> converts to `const T&`, and `*` and `->` reach inside. Loops, `size()`,
/// `empty()`, `[]`, calls, tests (`if (user)`), `+`, comparisons and streams work as with the value itself. `[]` on a
/// map never inserts: a key that is missing reads as an empty value. Writing an equal value changes nothing; writing
/// another one marks the assign changed, so that the next render evaluates the parts of the template that use it. What
/// changes the value in place, such as push_back, goes through edit(). Inside a template `@name` is the value itself.
///
/// A type without `==` counts as changed at every write. Belongs to one view, and is written only in its callbacks.
template <class T>
class Assign : public detail::ReadsAs<Assign<T>, T> {
 public:
  using value_type = T;

  Assign() = default;
  template <class U = T>
    requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, Assign>)
  Assign(U&& value) : value_(std::forward<U>(value)) {}
  Assign(const Assign&) = delete;
  Assign& operator=(const Assign& other) { return *this = other.value_; }

  template <class U = T>
    requires(std::assignable_from<T&, U> && !std::same_as<std::remove_cvref_t<U>, Assign>)
  Assign& operator=(U&& value) {
    if constexpr (!detail::IsComparable<T>::value) {
    } else if constexpr (std::equality_comparable_with<const T&, const std::remove_reference_t<U>&>) {
      if (value_ == value) return *this;
    } else if constexpr (std::constructible_from<T, U>) {
      T next(std::forward<U>(value));
      if (value_ == next) return *this;
      value_ = std::move(next);
      mark_changed();
      return *this;
    }
    value_ = std::forward<U>(value);
    mark_changed();
    return *this;
  }

  const T& get() const { return value_; }
  operator const T&() const { return value_; }
  operator std::string_view() const
    requires std::is_same_v<T, std::string>
  {
    return value_;
  }
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

  /// The value for changing it in place. Always marks the assign changed.
  T& edit() {
    mark_changed();
    return value_;
  }
  /// Calls `change(T&)` and marks the assign changed (the seed's `update/3`).
  template <class F>
  void update(F&& change) {
    std::forward<F>(change)(value_);
    mark_changed();
  }

  template <class U>
  Assign& operator+=(const U& by) {
    value_ += by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator-=(const U& by) {
    value_ -= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator*=(const U& by) {
    value_ *= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator/=(const U& by) {
    value_ /= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator%=(const U& by) {
    value_ %= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator&=(const U& by) {
    value_ &= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator|=(const U& by) {
    value_ |= by;
    mark_changed();
    return *this;
  }
  template <class U>
  Assign& operator^=(const U& by) {
    value_ ^= by;
    mark_changed();
    return *this;
  }
  Assign& operator++() {
    ++value_;
    mark_changed();
    return *this;
  }
  Assign& operator--() {
    --value_;
    mark_changed();
    return *this;
  }
  /// Returns the value before.
  T operator++(int) {
    T before = value_;
    ++*this;
    return before;
  }
  T operator--(int) {
    T before = value_;
    --*this;
    return before;
  }

  /// Replaces the value without marking the assign changed: what the page shows of it stays.
  void reset(T value) { value_ = std::move(value); }

  void mark_changed() { changed_at_ = detail::current_epoch; }
  /// The render epoch of the last change; 0 where the value is still the first one.
  std::uint32_t changed_at() const { return changed_at_; }

 private:
  T value_{};
  std::uint32_t changed_at_ = 0;
};

namespace detail {
template <class T>
const T& get(const Assign<T>& assign) {
  return assign.get();
}
template <class T>
const T& get(const T& plain) {
  return plain;
}
}  // namespace detail

}  // namespace plume
