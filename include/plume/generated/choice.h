// What compiled templates make of `a && b`, `a || b` and `a ? b : c`. C++ would make `true` of a text, a number of a
// letter, and a text of a null pointer. Included by compiled templates only.
//
// What a page shows refers to values of the expression around it. What a component is given lasts as long as its call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "plume/maybe.h"
#include "plume/render.h"

namespace plume::detail {

/// Whether a T may stand in a page: in a body, or in an attribute.
template <class T>
concept Showable = Writable<T> || ClassList<T>;
/// Whether a T can only be tested.
template <class T>
concept OnlyTested =
    std::same_as<T, bool> || (!Showable<T> && !Spreadable<T> && std::is_constructible_v<bool, const T&>);
template <class T>
concept TextPointer = std::is_pointer_v<std::decay_t<T>> && !std::is_array_v<T> && StringLike<T>;

/// The `b` of `a && b` in a page. A bool stays one.
template <class T>
auto maybe(const T& value) {
  if constexpr (OnlyTested<T>)
    return static_cast<bool>(value);
  else if constexpr (OptionalNested<T>)
    return value;
  else
    return Maybe<T>(value);
}

/// The `b` of `a ? b : nullptr` in a page. A pointer stays one.
template <class T>
auto present(const T& value) {
  if constexpr (OptionalNested<T> || (HasOwnNull<T> && !Showable<T>))
    return value;
  else
    return Maybe<T>(value);
}

/// An optional value that lasts. It refers to a text that lasts itself, which it does not if `Owning`.
template <bool Owning, class T>
auto lasting(T&& value) {
  using U = std::remove_cvref_t<T>;
  constexpr bool refers = !Owning && std::is_lvalue_reference_v<T>;
  using Text = std::conditional_t<refers, std::string_view, std::string>;
  if constexpr (is_a<U, std::optional>)
    return U(std::forward<T>(value));
  else if constexpr (TextPointer<U>)
    return value ? std::optional<Text>(value) : std::nullopt;
  else if constexpr (std::is_array_v<U> || (std::same_as<U, std::string> && refers))
    return std::optional<Text>(value);
  else
    return std::optional<U>(std::forward<T>(value));
}

/// The same as maybe() for a component's attribute.
template <bool Owning, class T>
auto maybe_given(T&& value) {
  if constexpr (OnlyTested<std::remove_cvref_t<T>>)
    return static_cast<bool>(value);
  else
    return lasting<Owning>(std::forward<T>(value));
}
/// The same as present() for a component's attribute.
template <bool Owning, class T>
auto present_given(T&& value) {
  if constexpr (HasOwnNull<std::remove_cvref_t<T>>)
    return std::remove_cvref_t<T>(std::forward<T>(value));
  else
    return lasting<Owning>(std::forward<T>(value));
}

/// One of two values of different types, as it is shown. Refers to texts.
using Shown =
    std::variant<std::nullptr_t, bool, char, std::int64_t, std::uint64_t, double, std::string_view, std::string, Safe>;

template <class T>
Shown shown(const T& value) {
  if constexpr (is_a<T, std::optional> || is_a<T, Maybe>)
    return value ? shown(*value) : Shown(nullptr);
  else if constexpr (is_a<T, std::variant>)
    return std::visit([](const auto& held) { return shown(held); }, value);
  else if constexpr (NullLike<T>)
    return nullptr;
  else if constexpr (std::same_as<T, bool> || std::same_as<T, char> || std::same_as<T, Safe>)
    return Shown(std::in_place_type<T>, value);
  else if constexpr (std::is_floating_point_v<T>)
    return Shown(std::in_place_type<double>, static_cast<double>(value));
  else if constexpr (std::is_unsigned_v<T>)
    return Shown(std::in_place_type<std::uint64_t>, value);
  else if constexpr (std::is_integral_v<T>)
    return Shown(std::in_place_type<std::int64_t>, value);
  else if constexpr (TextPointer<T>)
    return value ? Shown(std::string_view(value)) : Shown(nullptr);
  else if constexpr (StringLike<T>)
    return Shown(std::in_place_type<std::string_view>, value);
  else if constexpr (OnlyTested<T>)
    return Shown(std::in_place_type<bool>, static_cast<bool>(value));
  else if (attr_form(value) == AttrForm::text)
    return plain_text(value);
  else if (attr_form(value) == AttrForm::bare)
    return true;
  else
    return plain_text(value).empty() ? Shown(nullptr) : Shown(false);
}

/// Whether shown() takes a T.
template <class T>
concept ShownAsText = (Textual<T> && !ClassRange<T>) || std::same_as<T, bool>;

/// The `b` and `c` of `a ? b : c` in a page. What is no text must be of one type, as in C++.
template <class T>
decltype(auto) choice(T&& value) {
  if constexpr (ShownAsText<std::remove_cvref_t<T>>)
    return shown(value);
  else
    return std::forward<T>(value);
}

/// A side of `a || b` in a page, which is `a` if that holds.
class Side {
 public:
  template <class T>
    requires((ShownAsText<T> || OnlyTested<T>) && std::is_constructible_v<bool, const T&>)
  explicit Side(const T& value) : shown_(shown(value)), holds_(static_cast<bool>(value)) {}
  explicit Side(Shown&& last) : shown_(std::move(last)) {}
  explicit operator bool() const { return holds_; }
  Shown take() && { return std::move(shown_); }

 private:
  Shown shown_;
  bool holds_ = true;
};
inline Shown shown_side(Side&& side) { return std::move(side).take(); }

}  // namespace plume::detail
