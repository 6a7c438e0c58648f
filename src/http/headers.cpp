#include <algorithm>

#include "base/ascii.h"
#include "plume/http.h"

namespace plume {

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (equal_without_case(key, name)) return &value;
  }
  return nullptr;
}

std::string_view Headers::get(std::string_view name) const {
  const std::string* value = find(name);
  return value ? std::string_view(*value) : std::string_view();
}

void Headers::set(std::string_view name, std::string_view value) {
  erase(name);
  add(name, value);
}

void Headers::add(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }

void Headers::erase(std::string_view name) {
  std::erase_if(fields_, [name](const Field& field) { return equal_without_case(field.first, name); });
}

}  // namespace plume
