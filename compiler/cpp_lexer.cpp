#include "compiler/cpp_lexer.h"

#include <algorithm>
#include <array>
#include <string>

namespace plume::compiler {

namespace {

constexpr auto npos = std::string_view::npos;
using Kind = CppToken::Kind;

constexpr std::array<std::string_view, 24> operators = {"<=>", "...", "->*", "<<=", "::", "->", "++", "--",
                                                        "<<",  "<=",  ">=",  "==",  "!=", "&&", "||", "+=",
                                                        "-=",  "*=",  "/=",  "%=",  "&=", "|=", "^=", ".."};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Reads tokens of text[begin, end).
class Reader {
 public:
  Reader(std::string_view text, Span range, std::string_view line_comment_end)
      : text_(text.substr(0, range.end)), at_(range.begin), line_comment_end_(line_comment_end) {}

  CppToken next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ >= text_.size()) return token(Kind::end, at_);
    const char c = text_[at_];
    const auto rest = text_.substr(at_);
    if (rest.starts_with("//")) return line_comment();
    if (rest.starts_with("/*")) return ended_by("*/", 2, Kind::comment);
    if (is_identifier_start(c)) return word();
    if (is_digit(c) || (c == '.' && rest.size() > 1 && is_digit(rest[1]))) return number();
    if (c == '"') return quoted(at_, Kind::string);
    if (c == '\'') return quoted(at_, Kind::character);
    if (c == '@' && rest.size() > 1 && is_identifier_start(rest[1]))
      return token(Kind::assign, identifier_end(at_ + 1));
    for (const auto op : operators)
      if (rest.starts_with(op)) return token(Kind::punctuator, at_ + op.size());
    return token(Kind::punctuator, at_ + 1);
  }

 private:
  CppToken token(Kind kind, std::size_t end) const { return {kind, text_.substr(at_, end - at_), {at_, end}}; }

  std::size_t identifier_end(std::size_t i) const {
    while (i < text_.size() && is_identifier_part(text_[i])) ++i;
    return i;
  }

  CppToken line_comment() const {
    auto end = std::min(text_.find('\n', at_), text_.size());
    if (!line_comment_end_.empty()) end = std::min(end, text_.find(line_comment_end_, at_));
    return token(Kind::comment, end);
  }

  CppToken ended_by(std::string_view closing, std::size_t skip, Kind kind) const {
    const auto found = text_.find(closing, at_ + skip);
    if (found == npos) return token(Kind::unterminated, at_ + skip);
    return token(kind, found + closing.size());
  }

  CppToken word() const {
    const auto end = identifier_end(at_);
    const auto name = text_.substr(at_, end - at_);
    if (end < text_.size() && (text_[end] == '"' || text_[end] == '\'')) {
      const bool raw = name.back() == 'R';
      const auto prefix = raw ? name.substr(0, name.size() - 1) : name;
      if (prefix == "u8" || prefix == "u" || prefix == "U" || prefix == "L" || (raw && prefix.empty())) {
        if (text_[end] == '\'') return raw ? token(Kind::identifier, end) : quoted(end, Kind::character);
        return raw ? raw_string(end) : quoted(end, Kind::string);
      }
    }
    return token(Kind::identifier, end);
  }

  CppToken number() const {
    auto i = at_;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
      if (c == '.' && next == '.') break;
      if (c == '\'' && !is_identifier_part(next)) break;
      if ((c == '+' || c == '-') && (i == at_ || !is_exponent(text_[i - 1]))) break;
      if (!is_identifier_part(c) && c != '.' && c != '\'' && c != '+' && c != '-') break;
    }
    return token(Kind::number, i);
  }
  /// In hexadecimal numbers `e` is a digit: only `p` begins an exponent there.
  bool is_exponent(char c) const {
    const bool hexadecimal = text_[at_] == '0' && at_ + 1 < text_.size() && (text_[at_ + 1] | 0x20) == 'x';
    return c == 'p' || c == 'P' || (!hexadecimal && (c == 'e' || c == 'E'));
  }

  CppToken quoted(std::size_t quote, Kind kind) const {
    for (auto i = quote + 1; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == '\\')
        ++i;
      else if (text_[i] == text_[quote])
        return token(kind, identifier_end(i + 1));
    }
    return token(Kind::unterminated, quote + 1);
  }

  CppToken raw_string(std::size_t quote) const {
    const auto open = text_.find('(', quote);
    if (open == npos || open - quote > 17) return token(Kind::unterminated, quote + 1);
    const auto closing = ")" + std::string(text_.substr(quote + 1, open - quote - 1)) + "\"";
    const auto found = text_.find(closing, open);
    if (found == npos) return token(Kind::unterminated, quote + 1);
    return token(Kind::string, identifier_end(found + closing.size()));
  }

  std::string_view text_;
  std::size_t at_;
  std::string_view line_comment_end_;
};

constexpr std::array<std::string_view, 92> keywords = {
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq"};

}  // namespace

CppToken next_token(std::string_view text, Span range, std::string_view line_comment_end) {
  return Reader(text, range, line_comment_end).next();
}

std::vector<CppToken> lex(std::string_view text, Span range) {
  std::vector<CppToken> tokens;
  for (auto at = range.begin;;) {
    const auto token = next_token(text, {at, range.end});
    if (token.kind == Kind::end) return tokens;
    if (token.kind != Kind::comment) tokens.push_back(token);
    at = token.span.end;
  }
}

std::size_t find_closing_brace(std::string_view text, Span range) {
  int depth = 0;
  for (auto at = range.begin;;) {
    const auto token = next_token(text, {at, range.end});
    if (token.kind == Kind::end) return npos;
    at = token.span.end;
    if (token.is("\\") && at < range.end && (text[at] == '{' || text[at] == '}'))
      ++at;
    else if (token.is("{"))
      ++depth;
    else if (token.is("}") && depth-- == 0)
      return token.span.begin;
  }
}

bool is_keyword(std::string_view word) { return std::binary_search(keywords.begin(), keywords.end(), word); }

bool is_plain_identifier(std::string_view name) {
  return !name.empty() && is_identifier_start(name[0]) && std::all_of(name.begin(), name.end(), is_identifier_part) &&
         !is_keyword(name);
}

bool is_identifier_start(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_identifier_part(char c) { return is_identifier_start(c) || is_digit(c); }

}  // namespace plume::compiler
