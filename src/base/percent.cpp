#include "base/percent.h"

#include "base/ascii.h"

namespace plume {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  return is_hex_digit(c) ? to_lower(c) - 'a' + 10 : -1;
}

bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

}  // namespace

std::optional<std::size_t> percent_decode_in_place(char* text, std::size_t size, Plus plus) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < size; ++i) {
    char c = text[i];
    if (c == '%') {
      if (size - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus == Plus::space) {
      c = ' ';
    }
    text[length++] = c;
  }
  return length;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded(text);
  const auto length = percent_decode_in_place(decoded.data(), decoded.size(), plus);
  if (!length) return std::nullopt;
  decoded.resize(*length);
  return decoded;
}

void append_percent_encoded(std::string& out, std::string_view text, Plus plus) {
  static constexpr char hex[] = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else if (c == ' ' && plus == Plus::space) {
      out += '+';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
}

std::string percent_encode(std::string_view text, Plus plus) {
  std::string out;
  append_percent_encoded(out, text, plus);
  return out;
}

}  // namespace plume
