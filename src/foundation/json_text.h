// Pieces of JSON text that is written by hand.
#pragma once

#include <cstdint>
#include <string>

namespace plume {

/// Appends `\uXXXX`.
inline void append_unicode_escape(std::string& out, std::uint16_t unit) {
  constexpr char digits[] = "0123456789abcdef";
  const char escape[] = {
      '\\', 'u', digits[unit >> 12], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
  out.append(escape, sizeof escape);
}

/// Appends a quote, a backslash or a control character as it stands in a JSON string.
inline void append_json_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out.append("\\\"", 2);
      break;
    case '\\':
      out.append("\\\\", 2);
      break;
    case '\n':
      out.append("\\n", 2);
      break;
    case '\r':
      out.append("\\r", 2);
      break;
    case '\t':
      out.append("\\t", 2);
      break;
    default:
      append_unicode_escape(out, static_cast<unsigned char>(c));
  }
}

/// Ends an array or object whose items were written with a comma behind each: replaces the last comma, or adds the
/// bracket if there were none.
inline void close_json(std::string& out, char bracket) {
  if (out.back() == ',')
    out.back() = bracket;
  else
    out.push_back(bracket);
}

}  // namespace plume
