#include "plume/text.h"
#include "plume/value.h"

namespace plume::detail {

std::uint64_t hash_value(const Value& value) {
  if (value.is_string()) return hash_string(value.text());
  if (value.is_null()) return empty_hash;
  if (value.is_bool()) return text_hash(value.as_bool());
  if (value.is_int()) return text_hash(value.as_int());
  if (value.is_double()) return text_hash(value.as_double());
  return hash_integer(hash_string(value.json())) | 1;  // no string that is equal to it
}

AttrForm attr_form_of_value(const Value& value) {
  if (value.is_bool()) return value.as_bool() ? AttrForm::bare : AttrForm::none;
  return value.is_null() ? AttrForm::none : AttrForm::text;
}

std::uint64_t hash_value_attr(const Value& value) {
  if (value.is_null()) return empty_hash;
  if (value.is_bool()) return value.as_bool() ? present_hash : empty_hash;
  return hash_value(value) ^ (present_hash << 1);
}

}  // namespace plume::detail
