#pragma once

#include <charconv>
#include <string>

/// `value` with so many digits behind the point.
inline std::string fixed(double value, int digits) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits).ptr;
  return {text, end};
}
