#include "plume/text.h"
#include "plume/value.h"

namespace plume::detail {
namespace {

// Tells all values apart, also those that a group of attributes leaves out.
std::uint64_t hash_member(const Value& value) {
  return attr_form(value) == AttrForm::none ? hash_integer(text_hash(value)) : attr_hash(value);
}

std::uint64_t hash_members(const Value& object) {
  std::uint64_t hash = empty_hash;
  for (const auto& [name, value] : object.as_object())
    hash = hash_integer(hash_integer(hash + hash_string(name)) + hash_member(value));
  return hash_again(hash) | 1;
}

}  // namespace

std::uint64_t hash_value(const Value& value) {
  const HashText hash;
  if (value.is_string()) return hash(std::string_view(value.text()));
  if (value.is_null()) return hash(NoText());
  if (value.is_bool()) return hash(value.as_bool());
  if (value.is_int()) return hash(value.as_int());
  if (value.is_double()) return hash(value.as_double());
  if (value.is_object()) return hash_members(value);
  return hash_markup(value.json());  // no string that is equal to it
}

AttrForm attr_form_of_value(const Value& value) {
  if (value.is_bool()) return value.as_bool() ? AttrForm::bare : AttrForm::none;
  return value.is_null() ? AttrForm::none : AttrForm::text;
}

}  // namespace plume::detail
