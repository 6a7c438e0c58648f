// SelectOption: what stands in a `<select>`.
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/html.h"
#include "plume/text.h"
#include "plume/value.h"

namespace plume {

namespace detail {
/// A number, or an enumerator with a to_text.
template <class T>
concept PlainChoice = (std::is_arithmetic_v<T> || std::is_enum_v<T>) && Textual<T>;
}  // namespace detail

/// One line of a `<select>`, or a group of them.
struct SelectOption {
  std::string label;
  std::string value;
  bool disabled = false;
  bool hidden = false;
  std::vector<SelectOption> members{};  ///< not empty: this is a group of them
  bool separator = false;               ///< a line between options

  SelectOption(const char* text) : label(text), value(text) {}
  SelectOption(std::string text) : label(text), value(std::move(text)) {}
  SelectOption(std::string_view text) : label(text), value(text) {}
  /// A number, or an enumerator with PLUME_ENUM: its text is label and value.
  template <detail::PlainChoice T>
  SelectOption(T choice) : SelectOption(detail::plain_text(choice)) {}
  SelectOption(std::string_view of_label, std::string_view of_value) : label(of_label), value(of_value) {}
  template <detail::PlainChoice T>
  SelectOption(std::string_view of_label, T of_value) : label(of_label), value(detail::plain_text(of_value)) {}
  /// A pair of label and value.
  template <class Label, class T>
    requires std::constructible_from<SelectOption, const Label&, const T&>
  SelectOption(const std::pair<Label, T>& pair) : SelectOption(pair.first, pair.second) {}
  static SelectOption group(std::string_view label, std::vector<SelectOption> members);
  /// A line between options.
  static SelectOption line();
  friend bool operator==(const SelectOption&, const SelectOption&) = default;
};

namespace detail {
/// A list of what becomes a SelectOption: texts, numbers, enumerators, pairs of label and value.
template <class T>
concept Choices = requires(const T& range) {
  range.begin();
  range.end();
  requires std::constructible_from<SelectOption, decltype(*range.begin())>;
} && !std::convertible_to<const T&, std::span<const SelectOption>> && !StringLike<T>;

template <class T>
Value selected_value(const T& selected) {
  if constexpr (std::convertible_to<const T&, Value>)
    return selected;
  else if constexpr (ClassRange<T>) {
    Array several;
    for (const auto& one : selected) several.push_back(selected_value(one));
    return several;
  } else if constexpr (is_a<T, std::optional>)
    return selected ? selected_value(*selected) : Value();
  else
    return plain_text(selected);
}
}  // namespace detail

/// The options of a `<select>`, those with the selected value marked; several where `selected` is an array (the seed's
/// `options_for_select/2`): `<select name={@f.name}>{plume::options_for_select({"red", "blue"}, @f.value)}</select>`.
/// Takes SelectOptions, or texts, numbers, enumerators and pairs of label and value; `selected` is compared as text.
Safe options_for_select(std::span<const SelectOption> options, const Value& selected);
Safe options_for_select(std::initializer_list<SelectOption> options, const Value& selected);
template <class T>
  requires(!std::convertible_to<const T&, Value> && detail::ClassList<T>)
Safe options_for_select(std::span<const SelectOption> options, const T& selected) {
  return options_for_select(options, detail::selected_value(selected));
}
template <class T>
  requires(!std::convertible_to<const T&, Value> && detail::ClassList<T>)
Safe options_for_select(std::initializer_list<SelectOption> options, const T& selected) {
  return options_for_select(options, detail::selected_value(selected));
}
template <detail::Choices Range, detail::ClassList T>
Safe options_for_select(const Range& choices, const T& selected) {
  const std::vector<SelectOption> options(choices.begin(), choices.end());
  return options_for_select(std::span(options), detail::selected_value(selected));
}

}  // namespace plume
