#include "plume/core_components/input.h"

#include <algorithm>

namespace plume::core {
namespace {

bool has_text(const Value& value, std::string_view text) {
  return value.is_string() ? value.text() == text : plume::detail::plain_text(value) == text;
}

}  // namespace

std::string_view input::dom_id() const {
  if (id) return *id;
  return field.form || !name ? field.id : *name;
}

std::string input::dom_name() const {
  std::string result(name.value_or(field.name));
  if (multiple && type == "select") result += "[]";
  return result;
}

const Rest::Attribute::second_type& input::given(std::string_view attribute) const {
  static const Rest::Attribute::second_type nothing;
  const auto* found = rest.find(attribute);
  return found ? found->second : nothing;
}

Value shown_value(const std::optional<Value>& given, const FormField& field, std::string_view type) {
  return normalize_value(type, given ? *given : field.value);
}

bool is_chosen(const std::optional<Value>& given, const FormField& field, std::string_view option) {
  const auto& value = given ? *given : field.value;
  if (!value.is_array()) return has_text(value, option);
  const auto& values = value.as_array();
  return std::any_of(values.begin(), values.end(), [&](auto& one) { return has_text(one, option); });
}

}  // namespace plume::core
