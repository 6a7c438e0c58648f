// SelectOption: what stands in a `<select>`.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/html.h"
#include "plume/value.h"

namespace plume {

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
  SelectOption(std::string_view of_label, std::string_view of_value) : label(of_label), value(of_value) {}
  static SelectOption group(std::string_view label, std::vector<SelectOption> members);
  /// A line between options.
  static SelectOption line();
};

/// The options of a `<select>`, those with the selected value marked; several where `selected` is an array (the seed's
/// `options_for_select/2`): `<select name={@f.name}>{plume::options_for_select({"red", "blue"}, @f.value)}</select>`.
Safe options_for_select(std::span<const SelectOption> options, const Value& selected);
Safe options_for_select(std::initializer_list<SelectOption> options, const Value& selected);

}  // namespace plume
