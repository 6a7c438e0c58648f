// Reading numbers, and writing whole ones.
#pragma once

#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace plume {

/// Returns the number that all of `text` is, or nothing if it is none or the type cannot hold it.
template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

/// Appends a whole number in decimal.
template <std::integral Number>
void append_number(std::string& out, Number number) {
  char digits[std::numeric_limits<Number>::digits10 + 2];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace plume
