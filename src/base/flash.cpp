#include "base/flash.h"

#include <algorithm>

namespace plume {
namespace {

auto find(auto& messages, std::string_view kind) {
  return std::find_if(messages.begin(), messages.end(), [&](const auto& message) { return message.first == kind; });
}

}  // namespace

std::optional<std::string_view> Flash::operator[](std::string_view kind) const {
  const auto found = find(messages_, kind);
  if (found == messages_.end()) return std::nullopt;
  return found->second;
}

void Flash::put(std::string_view kind, std::string_view message) {
  const auto found = find(messages_, kind);
  if (found == messages_.end())
    messages_.emplace_back(kind, message);
  else
    found->second = message;
}

void Flash::merge(const Flash& other) {
  for (const auto& [kind, message] : other) put(kind, message);
}

void Flash::erase(std::string_view kind) {
  std::erase_if(messages_, [&](const auto& message) { return message.first == kind; });
}

Value flash_to_value(const Flash& flash) {
  Value value = Value::object();
  for (const auto& [kind, message] : flash) value.set(kind, message);
  return value;
}

Flash flash_of_value(const Value& value) {
  Flash flash;
  if (!value.is_object()) return flash;
  for (const auto& [kind, message] : value.as_object())
    if (message.is_string()) flash.put(kind, message.text());
  return flash;
}

}  // namespace plume
