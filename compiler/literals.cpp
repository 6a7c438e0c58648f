#include "compiler/literals.h"

#include <fmt/format.h>

#include <cstdint>

#include "foundation/json_text.h"

namespace plume::compiler {

namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Reads up to `most` digits of a base from the front of `text`; nullopt where there are none, or fewer than `least`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t base, std::size_t least,
                                         std::size_t most) {
  std::uint32_t value = 0;
  std::size_t n = 0;
  for (; n < most && n < text.size(); ++n) {
    const char c = text[n];
    const std::uint32_t digit = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a') + 10
                                : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A') + 10
                                                       : 99;
    if (digit >= base) break;
    value = value * base + digit;
  }
  if (n < least) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

std::optional<std::uint32_t> simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case '\\':
    case '\'':
    case '"':
    case '?':
      return static_cast<unsigned char>(c);
    default:
      return std::nullopt;
  }
}

/// Appends the escape sequence that stands behind a backslash at the front of `text`, and takes it off.
bool take_escape(std::string& out, std::string_view& text) {
  if (text.empty()) return false;
  const char kind = text[0];
  if (const auto simple = simple_escape(kind)) {
    out += static_cast<char>(*simple);
    text.remove_prefix(1);
    return true;
  }
  if (kind >= '0' && kind <= '7') {
    const auto value = take_number(text, 8, 1, 3);
    if (!value || *value == 0 || *value > 0x7F) return false;
    out += static_cast<char>(*value);
    return true;
  }
  text.remove_prefix(1);
  if (kind != 'u' && kind != 'U' && kind != 'x') return false;
  const std::size_t digits = kind == 'u' ? 4 : 8;
  const auto value = kind == 'x' ? take_number(text, 16, 1, 8) : take_number(text, 16, digits, digits);
  if (!value || *value == 0 || *value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000)) return false;
  if (kind == 'x' && *value > 0x7F) return false;
  append_utf8(out, *value);
  return true;
}

std::optional<std::string> raw_string_value(std::string_view literal) {
  const auto open = literal.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const auto tail = ")" + std::string(literal.substr(1, open - 1)) + "\"";
  const auto body = literal.substr(open + 1);
  if (!body.ends_with(tail)) return std::nullopt;
  return std::string(body.substr(0, body.size() - tail.size()));
}

// The escapes that JSON and C++ have in common; "" for other characters.
std::string_view common_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return "";
  }
}

// `escape` gives the escape of other characters, or "" for those that stand for themselves.
template <class Escape>
std::string quoted(std::string_view text, Escape escape) {
  std::string out = "\"";
  for (const char c : text) {
    std::string escaped(common_escape(c));
    if (escaped.empty()) escaped = escape(static_cast<unsigned char>(c));
    if (escaped.empty())
      out += c;
    else
      out += escaped;
  }
  return out + '"';
}

}  // namespace

std::string json_string(std::string_view text) {
  return quoted(text, [](unsigned char c) {
    std::string escaped;
    if (c < 0x20) append_json_escape(escaped, static_cast<char>(c));
    return escaped;
  });
}

std::string cpp_string(std::string_view text) {
  return quoted(text,
                [](unsigned char c) { return c < 0x20 || c == 0x7F ? fmt::format("\\{:03o}", c) : std::string(); });
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::optional<std::string> string_value(std::string_view literal) {
  if (literal.starts_with("u8")) literal.remove_prefix(2);
  if (literal.starts_with("R\"")) return raw_string_value(literal.substr(1));
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  literal.remove_prefix(1);
  literal.remove_suffix(1);
  std::string out;
  while (!literal.empty()) {
    const char c = literal.front();
    literal.remove_prefix(1);
    if (c != '\\')
      out += c;
    else if (!take_escape(out, literal))
      return std::nullopt;
  }
  return out;
}

}  // namespace plume::compiler
