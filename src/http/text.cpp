#include "http/text.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace plume::http {
namespace {

constexpr auto token_characters = [] {
  std::array<bool, 256> table{};
  for (const char c :
       std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

}  // namespace

bool is_token_character(char c) { return token_characters[static_cast<unsigned char>(c)]; }

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_field_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> list_elements(std::string_view list) {
  std::vector<std::string_view> elements;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = trimmed(list.substr(0, comma));
    if (!element.empty()) elements.push_back(element);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return elements;
}

bool list_holds(std::string_view list, std::string_view token) {
  const auto elements = list_elements(list);
  return std::any_of(elements.begin(), elements.end(),
                     [token](std::string_view element) { return equal_without_case(element, token); });
}

bool is_in_media_range(std::string_view content_type, std::string_view range) {
  const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
  range = trimmed(range.substr(0, range.find(';')));
  if (range == "*/*") return true;
  if (!range.ends_with("/*")) return equal_without_case(type, range);
  range.remove_suffix(1);
  return equal_without_case(type.substr(0, range.size()), range);
}

}  // namespace plume::http
