#include "compiler/cpp_code.h"

#include <algorithm>
#include <array>

#include "compiler/literals.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;
using Tokens = std::vector<CppToken>;

bool opens(const CppToken& token) { return token.is("(") || token.is("[") || token.is("{"); }
bool closes(const CppToken& token) { return token.is(")") || token.is("]") || token.is("}"); }

/// Calls `visit(index)` for each token that stands in no brackets.
template <class Visit>
void each_outer(const Tokens& tokens, Visit visit) {
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (closes(tokens[i])) --depth;
    if (depth == 0) visit(i);
    if (opens(tokens[i])) ++depth;
  }
}

Span span_of(const Tokens& tokens, std::size_t begin, std::size_t end) {
  return {tokens[begin].span.begin, tokens[end - 1].span.end};
}

}  // namespace

std::vector<Span> split_at(std::string_view text, Span code, std::string_view separator) {
  const auto tokens = lex(text, code);
  std::vector<Span> parts;
  if (tokens.empty()) return parts;
  auto begin = code.begin;
  each_outer(tokens, [&](std::size_t i) {
    if (!tokens[i].is(separator)) return;
    parts.push_back({begin, tokens[i].span.begin});
    begin = tokens[i].span.end;
  });
  if (separator != "," || !lex(text, {begin, code.end}).empty()) parts.push_back({begin, code.end});
  return parts;
}

bool has_operator(std::string_view text, Span code, std::initializer_list<std::string_view> operators) {
  const auto tokens = lex(text, code);
  bool found = false;
  each_outer(tokens, [&](std::size_t i) {
    for (const auto op : operators) found |= tokens[i].kind == Kind::punctuator && tokens[i].text == op;
  });
  return found;
}

std::optional<Span> inside(std::string_view text, Span code, std::string_view open, std::string_view close) {
  const auto tokens = lex(text, code);
  if (tokens.size() < 2 || !tokens.front().is(open) || !tokens.back().is(close)) return std::nullopt;
  std::size_t outer = 0;
  each_outer(tokens, [&](std::size_t) { ++outer; });
  if (outer != 2) return std::nullopt;
  return Span{tokens.front().span.end, tokens.back().span.begin};
}

Span trimmed(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  if (tokens.empty()) return {code.begin, code.begin};
  return span_of(tokens, 0, tokens.size());
}

std::optional<std::string> constant_string(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  if (tokens.empty()) return std::nullopt;
  std::string value;
  for (const auto& token : tokens) {
    if (token.kind != Kind::string) return std::nullopt;
    const auto part = string_value(token.text);
    if (!part) return std::nullopt;
    value += *part;
  }
  return value;
}

bool ends_operand(const CppToken& token) {
  if (token.kind == Kind::identifier) return !is_keyword(token.text) || token.text == "this";
  return token.kind == Kind::assign || token.kind == Kind::string || token.kind == Kind::number ||
         token.kind == Kind::character || closes(token);
}

std::size_t skip_template_arguments(const Tokens& tokens, std::size_t i) {
  if (i == 0 || i >= tokens.size() || !tokens[i].is("<") || tokens[i - 1].kind != Kind::identifier) return i;
  const bool is_cast = tokens[i - 1].text.ends_with("_cast");
  int depth = 0;
  for (auto end = i; end < tokens.size(); ++end) {
    const auto& token = tokens[end];
    if (token.is("<")) ++depth;
    if (token.is(">") && --depth == 0) return end + 1;
    const bool fits = token.kind == Kind::identifier || token.kind == Kind::number || token.is("<") || token.is(">") ||
                      token.is("::") || token.is(",") || token.is("*") || token.is("&");
    if (!fits && !is_cast) return i;
  }
  return i;
}

std::size_t closing_bracket(const Tokens& tokens, std::size_t i) {
  int depth = 0;
  for (; i < tokens.size(); ++i) {
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i]) && --depth == 0) return i;
  }
  return i;
}

// Declarations

namespace {

bool is_qualifier(const CppToken& token) {
  static constexpr std::string_view words[] = {"const", "constexpr", "static", "volatile", "typename", "thread_local"};
  return std::any_of(std::begin(words), std::end(words), [&](auto word) { return token.is(word); });
}
bool is_basic_type(const CppToken& token) {
  static constexpr std::string_view words[] = {"bool", "char", "char8_t",  "char16_t", "char32_t", "wchar_t", "short",
                                               "int",  "long", "unsigned", "signed",   "float",    "double",  "auto"};
  return std::any_of(std::begin(words), std::end(words), [&](auto word) { return token.is(word); });
}
bool is_name(const CppToken& token) { return token.kind == Kind::identifier && !is_keyword(token.text); }

/// Reads one declaration, `[qualifiers] type [&*] name` or `auto [a, b]`, from tokens that begin it.
class DeclarationReader {
 public:
  DeclarationReader(const Tokens& tokens, std::size_t at) : tokens_(tokens), at_(at) {}

  Names names() {
    const auto begin = at_;
    auto found = read_names();
    if (!found.empty()) type_ = span_of(tokens_, begin, name_at_);
    return found;
  }
  /// All before the name of what names() found.
  Span type() const { return type_; }

 private:
  Names read_names() {
    skip_qualifiers();
    if (!skip_type()) return {};
    skip_qualifiers();
    const auto before = at_;
    while (is("&") || is("&&") || is("*") || is("const")) ++at_;
    const bool indirect = at_ != before;
    name_at_ = at_;
    if (is_auto_ && is("[")) return binding_names();
    if (at_ >= tokens_.size() || !is_name(tokens_[at_])) return {};
    const auto name = tokens_[at_++].text;
    const bool declares = is("=") || is(":") || is("{") || (!indirect && (is("(") || is(";") || at_ == tokens_.size()));
    return declares ? Names{std::string(name)} : Names{};
  }

  bool is(std::string_view text) const { return at_ < tokens_.size() && tokens_[at_].is(text); }

  void skip_qualifiers() {
    while (at_ < tokens_.size() && is_qualifier(tokens_[at_])) ++at_;
  }

  bool skip_type() {
    is_auto_ = is("auto");
    const auto begin = at_;
    while (at_ < tokens_.size() && is_basic_type(tokens_[at_])) ++at_;
    if (at_ != begin) return true;
    if (is("::")) ++at_;
    for (;;) {
      if (at_ >= tokens_.size() || !is_name(tokens_[at_])) return false;
      ++at_;
      if (is("<") && !skip_arguments()) return false;
      if (!is("::")) return true;
      ++at_;
    }
  }

  bool skip_arguments() {
    int depth = 0;
    for (; at_ < tokens_.size() && !is(";") && !is("&&") && !is("||"); ++at_) {
      if (is("<")) ++depth;
      if (is(">") && --depth == 0) return ++at_, true;
    }
    return false;
  }

  Names binding_names() {
    Names names;
    for (++at_; at_ < tokens_.size() && !is("]"); ++at_)
      if (is_name(tokens_[at_])) names.emplace(tokens_[at_].text);
    return names;
  }

  const Tokens& tokens_;
  std::size_t at_;
  std::size_t name_at_ = 0;
  Span type_{};
  bool is_auto_ = false;
};

/// Where declarations may begin: at the front, after `;`, and in the parentheses of a block's head.
bool may_begin_declaration(const Tokens& tokens, std::size_t i) {
  if (i == 0) return true;
  if (tokens[i - 1].is(";") || tokens[i - 1].is("{") || tokens[i - 1].is("}")) return true;
  if (!tokens[i - 1].is("(") || i < 2) return false;
  const auto& word = tokens[i - 2];
  return word.is("if") || word.is("for") || word.is("while") || word.is("switch") || word.is("constexpr");
}

}  // namespace

Names declared_names(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  Names names;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (may_begin_declaration(tokens, i)) names.merge(DeclarationReader(tokens, i).names());
  return names;
}

std::vector<Span> declared_types(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  std::vector<Span> types;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!may_begin_declaration(tokens, i)) continue;
    DeclarationReader reader(tokens, i);
    if (!reader.names().empty()) types.push_back(reader.type());
  }
  return types;
}

// Patterns

Names Pattern::names() const {
  Names all;
  if (!name.empty() && name[0] != '_') all.insert(name);
  for (const auto& part : parts) all.merge(part.names());
  return all;
}

namespace {

std::optional<Pattern> parse_declaration(std::string_view text, const Tokens& tokens) {
  Pattern pattern{Pattern::Kind::declaration, span_of(tokens, 0, tokens.size()), {}, {}};
  const bool typed = tokens.size() > 1 &&
                     (is_qualifier(tokens[0]) || is_basic_type(tokens[0]) || is_name(tokens[0]) || tokens[0].is("::"));
  if (!typed) return std::nullopt;
  if (is_name(tokens.back())) {
    pattern.parts.push_back({Pattern::Kind::name, tokens.back().span, std::string(tokens.back().text), {}});
    return pattern;
  }
  const auto open = std::find_if(tokens.begin(), tokens.end(), [](auto& token) { return token.is("["); });
  if (open == tokens.end()) return std::nullopt;
  auto bindings = parse_pattern(text, {open->span.begin, pattern.span.end});
  if (!bindings) return std::nullopt;
  pattern.parts = std::move(bindings->parts);
  return pattern;
}

}  // namespace

std::optional<Pattern> parse_pattern(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  if (tokens.empty()) return std::nullopt;
  if (tokens.size() == 1) {
    if (!is_name(tokens[0])) return std::nullopt;
    return Pattern{Pattern::Kind::name, tokens[0].span, std::string(tokens[0].text), {}};
  }
  auto list = inside(text, code, "[", "]");
  if (!list) list = inside(text, code, "{", "}");
  if (!list) return parse_declaration(text, tokens);
  Pattern pattern{Pattern::Kind::list, span_of(tokens, 0, tokens.size()), {}, {}};
  for (const auto part : split_at(text, *list, ",")) {
    auto parsed = parse_pattern(text, part);
    if (!parsed || parsed->kind == Pattern::Kind::declaration) return std::nullopt;
    pattern.parts.push_back(std::move(*parsed));
  }
  if (pattern.parts.empty()) return std::nullopt;
  return pattern;
}

std::optional<Generator> parse_generator(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  std::optional<std::size_t> arrow;
  each_outer(tokens, [&](std::size_t i) {
    if (!arrow && i + 1 < tokens.size() && tokens[i].is("<") && tokens[i + 1].is("-") &&
        tokens[i].span.end == tokens[i + 1].span.begin)
      arrow = i;
  });
  if (!arrow) return std::nullopt;
  auto pattern = parse_pattern(text, {code.begin, tokens[*arrow].span.begin});
  const Span collection{tokens[*arrow + 1].span.end, code.end};
  if (!pattern || split_at(text, collection, ",").size() != 1) return std::nullopt;
  const auto ends = split_at(text, collection, "..");
  if (ends.size() > 2) return std::nullopt;
  Generator generator{std::move(*pattern), trimmed(text, ends[0]), std::nullopt};
  if (ends.size() == 2) generator.range_end = trimmed(text, ends[1]);
  return generator;
}

}  // namespace plume::compiler
