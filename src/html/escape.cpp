#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "foundation/json_text.h"
#include "foundation/utf8.h"
#include "plume/html.h"
#include "plume/text.h"
#include "plume/value.h"

namespace plume {
namespace {

enum Class : unsigned char { plain = 0, markup = 1, json_only = 2, multibyte = 4 };

constexpr std::array<unsigned char, 256> classes_of_bytes = [] {
  std::array<unsigned char, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[c] = json_only;
  table['\\'] = json_only;
  for (char c : {'&', '<', '>', '"', '\''}) table[static_cast<unsigned char>(c)] = markup;
  for (int c = 0x80; c < 0x100; ++c) table[c] = multibyte;
  return table;
}();

std::string_view html_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "&#39;";
  }
}

// Copies `text`, with markup escaped where `html`, and as part of a JSON string where `json`. Bytes that are not UTF-8
// become U+FFFD: a browser ends the connection over an ill-formed text frame.
template <bool html, bool json>
void append_escaped(std::string& out, std::string_view text) {
  constexpr unsigned special = multibyte | (html || json ? markup : 0) | (json ? json_only : 0);
  const char* at = text.data();
  const char* const end = at + text.size();
  const char* run = at;
  while (at != end) {
    const auto kind = classes_of_bytes[static_cast<unsigned char>(*at)] & special;
    if (kind == plain) {
      ++at;
      continue;
    }
    if (kind == multibyte) {
      if (const auto length = utf8_sequence(at, end)) {
        at += length;
        continue;
      }
      out.append(run, at);
      out.append("\xEF\xBF\xBD");
    } else if (kind == markup) {
      if constexpr (!html) {
        if (*at != '"') {
          ++at;
          continue;
        }
      }
      out.append(run, at);
      if constexpr (html)
        out.append(html_entity(*at));
      else
        append_json_escape(out, *at);
    } else {
      out.append(run, at);
      append_json_escape(out, *at);
    }
    run = ++at;
  }
  out.append(run, end);
}

template <class N>
void append_number(std::string& out, N n) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, n);
  out.append(digits, end);
}

// Shortest round trip; an exponent only beyond what is readable. Negative zero is zero.
template <class Real>
void append_real(std::string& out, Real n) {
  char digits[40];
  const Real size = std::fabs(n);
  const bool fixed = std::isfinite(n) && size >= Real(1e-5) && size < Real(1e16);
  if (size == 0) return out.push_back('0');
  const auto [end, error] = fixed ? std::to_chars(digits, digits + sizeof digits, n, std::chars_format::fixed)
                                  : std::to_chars(digits, digits + sizeof digits, n);
  out.append(digits, end);
}

}  // namespace

void escape_html(std::string& out, std::string_view text) { append_escaped<true, false>(out, text); }

std::string escape_html(std::string_view text) {
  std::string out;
  escape_html(out, text);
  return out;
}

namespace detail {

void TextWriter::escaped(std::string_view text) {
  switch (form_) {
    case Form::json:
      return append_escaped<true, true>(out_, text);
    case Form::html:
      return append_escaped<true, false>(out_, text);
    case Form::plain:
      out_.append(text);
  }
}

void TextWriter::raw(std::string_view markup) {
  if (form_ == Form::json)
    append_escaped<false, true>(out_, markup);
  else
    append_escaped<false, false>(out_, markup);
}

void TextWriter::number(std::int64_t n) { append_number(out_, n); }
void TextWriter::number(std::uint64_t n) { append_number(out_, n); }

void TextWriter::number(float n) { append_real(out_, n); }
void TextWriter::number(double n) { append_real(out_, n); }

void TextWriter::bare(std::string_view name) {
  out_.push_back(' ');
  out_.append(name);
}

void TextWriter::begin_attr(std::string_view name) {
  bare(name);
  out_.append(form_ == Form::json ? std::string_view("=\\\"") : std::string_view("=\""));
}

void TextWriter::end_attr() { out_.append(form_ == Form::json ? std::string_view("\\\"") : std::string_view("\"")); }

void TextWriter::scalar(const Value& value) {
  if (value.is_string())
    escaped(value.text());
  else if (value.is_int())
    number(value.as_int());
  else if (value.is_double())
    number(value.as_double());
  else if (value.is_bool())
    text(value.as_bool());
  else if (!value.is_null())
    throw std::invalid_argument("an " + std::string(value.type_name()) +
                                " cannot be written into a page as text; use its json(), or one of its members");
}

void TextWriter::value_attr(std::string_view name, const Value& value) {
  if (value.is_object() && is_group(name)) {
    for (const auto& [key, item] : value.as_object()) checked_attr(std::string(name).append("-").append(key), item);
    return;
  }
  begin_attr(name);
  scalar(value);
  end_attr();
}

/// Attributes that are written as several where their value is an object, and the names of those within (3.2).
bool TextWriter::is_group(std::string_view name) {
  const auto root = name.substr(0, name.find('-'));
  return root == "data" || root == "aria" || root == "phx";
}

void TextWriter::check_attr_name(std::string_view name) {
  const auto forbidden = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
           std::string_view("\"'>/=").find(c) != std::string_view::npos;
  };
  bool good = !name.empty();
  for (char c : name) good = good && !forbidden(c);
  if (!good) throw std::invalid_argument("\"" + std::string(name) + "\" cannot be the name of an attribute");
}

}  // namespace detail
}  // namespace plume
