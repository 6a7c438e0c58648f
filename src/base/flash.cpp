#include "base/flash.h"

#include <algorithm>
#include <map>

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
  if (other.empty()) return;
  messages_.reserve(messages_.size() + other.size());  // kinds stay where they are
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < messages_.size(); ++i) places.emplace(messages_[i].first, i);
  for (const auto& [kind, message] : other) {
    const auto known = places.find(kind);
    if (known == places.end())
      messages_.emplace_back(kind, message);
    else
      messages_[known->second].second = message;
  }
}

void Flash::erase(std::string_view kind) {
  std::erase_if(messages_, [&](const auto& message) { return message.first == kind; });
}

Value flash_to_value(const Flash& flash) {
  Value value = Value::object();
  for (const auto& [kind, message] : flash) value.as_object().append(kind) = message;
  return value;
}

Flash flash_of_value(const Value& value) {
  if (!value.is_object()) return {};
  std::vector<std::pair<std::string, std::string>> messages;
  for (const auto& [kind, message] : value.as_object())
    if (message.is_string()) messages.emplace_back(kind, message.text());
  return Flash(std::move(messages));
}

}  // namespace plume
