// Values of conditions. C++ gives `true` for `a && "text"`, and makes one type of both sides of `a ? b : c`.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/cpp_code.h"
#include "compiler/emitter.h"

namespace plume::compiler {

using fmt::format;

namespace {

using Tokens = std::vector<CppToken>;

bool opens(const CppToken& token) { return token.is("(") || token.is("[") || token.is("{"); }
bool closes(const CppToken& token) { return token.is(")") || token.is("]") || token.is("}"); }

/// The index of the first of `words` that stands in no brackets and no template arguments, from `begin` on.
std::size_t find_outer(const Tokens& tokens, std::size_t begin, std::initializer_list<std::string_view> words) {
  int depth = 0;
  for (auto i = begin; i < tokens.size(); ++i) {
    if (closes(tokens[i])) --depth;
    if (depth == 0) {
      if (const auto end = skip_template_arguments(tokens, i); end != i) {
        i = end - 1;
        continue;
      }
      if (std::any_of(words.begin(), words.end(), [&](auto word) { return tokens[i].is(word); })) return i;
    }
    if (opens(tokens[i])) ++depth;
  }
  return tokens.size();
}

/// Whether something binds more loosely than the operators of conditions.
bool is_no_condition(const Tokens& tokens) {
  return find_outer(tokens, 0, {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", ",", "throw"}) != tokens.size();
}

/// The parts of `a ? b : c`.
struct Conditional {
  Span condition, first, second;
};
std::optional<Conditional> parse_conditional(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  if (is_no_condition(tokens)) return std::nullopt;
  const auto question = find_outer(tokens, 0, {"?"});
  int nested = 0;
  for (auto i = question; i < tokens.size(); i = find_outer(tokens, i + 1, {"?", ":"})) {
    nested += tokens[i].is("?") ? 1 : -1;
    if (nested == 0)
      return Conditional{trimmed(text, {code.begin, tokens[question].span.begin}),
                         trimmed(text, {tokens[question].span.end, tokens[i].span.begin}),
                         trimmed(text, {tokens[i].span.end, code.end})};
  }
  return std::nullopt;
}

bool is_null(std::string_view text, Span code) {
  const auto word = text.substr(code.begin, code.end - code.begin);
  return word == "nullptr" || word == "std::nullopt" || word == "nullopt";
}

/// The kind of the literals that are all that an expression can give; empty for other expressions.
std::string_view literal_kind(std::string_view text, Span code) {
  if (const auto inner = inside(text, code, "(", ")")) return literal_kind(text, trimmed(text, *inner));
  if (const auto parts = parse_conditional(text, code)) {
    const auto kind = literal_kind(text, parts->first);
    return kind == literal_kind(text, parts->second) ? kind : "";
  }
  if (constant_string(text, code)) return "text";
  const auto tokens = lex(text, code);
  if (tokens.size() != 1) return {};
  if (tokens[0].is("true") || tokens[0].is("false")) return "bool";
  return tokens[0].kind == CppToken::Kind::number ? "number" : "";
}

bool calls(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  return std::any_of(tokens.begin(), tokens.end(), opens);
}

}  // namespace

Emitter::Pieces Emitter::value(Span code, Taker taker) {
  const auto text = source_.text();
  code = trimmed(text, code);
  if (const auto inner = inside(text, code, "(", ")");
      inner && trimmed(text, *inner).begin != trimmed(text, *inner).end) {
    auto pieces = value(*inner, taker);
    pieces.front().before.insert(0, "(");
    pieces.back().text += ")";
    return pieces;
  }
  const auto tokens = lex(text, code);
  if (is_no_condition(tokens)) return translate_in_pieces(code);
  if (find_outer(tokens, 0, {"?"}) != tokens.size()) return conditional(code, taker);
  const auto split = [&](std::size_t i) {
    return std::pair(trimmed(text, {code.begin, tokens[i].span.begin}), trimmed(text, {tokens[i].span.end, code.end}));
  };
  if (const auto i = find_outer(tokens, 0, {"||"}); i < tokens.size()) {
    const auto [first, last] = split(i);
    return alternative(first, last, taker);
  }
  auto last_and = tokens.size();
  for (auto i = find_outer(tokens, 0, {"&&"}); i < tokens.size(); i = find_outer(tokens, i + 1, {"&&"})) last_and = i;
  if (last_and == tokens.size()) return translate_in_pieces(code);
  const auto [condition, last] = split(last_and);
  return conjunction(condition, last, taker);
}

Emitter::Pieces Emitter::operand(Span code, Taker taker, std::string_view name) {
  const auto text = source_.text();
  auto pieces = value(code, taker);
  const bool is_text = taker == Taker::page && constant_string(text, code).has_value();
  auto call = format("plume::detail::{}", name);
  if (taker == Taker::component) call += calls(text, code) ? "<true>" : "<false>";
  pieces.front().before.insert(0, call + (is_text ? "(std::string_view(" : "("));
  pieces.back().text += is_text ? "))" : ")";
  return pieces;
}

namespace {
template <class Pieces>
void append(Pieces& pieces, Pieces more, std::string_view between) {
  more.front().before.insert(0, between);
  pieces.insert(pieces.end(), more.begin(), more.end());
}
}  // namespace

Emitter::Pieces Emitter::conditional(Span code, Taker taker) {
  const auto text = source_.text();
  const auto parts = parse_conditional(text, code);
  if (!parts) return translate_in_pieces(code);
  const bool first_null = is_null(text, parts->first), second_null = is_null(text, parts->second);
  const bool is_plain = !literal_kind(text, code).empty() || (first_null && second_null);
  if (is_plain || (taker == Taker::component && !first_null && !second_null)) return translate_in_pieces(code);
  unit_.need_choices();
  const auto name = !first_null && !second_null ? "choice" : taker == Taker::page ? "present" : "present_given";
  const auto side = [&](Span one, bool null) -> Pieces {
    if (null) return {{one.begin, "plume::detail::Nothing{}", ""}};
    return operand(one, taker, name);
  };
  auto pieces = translate_in_pieces(parts->condition);
  append(pieces, side(parts->first, first_null), " ? ");
  append(pieces, side(parts->second, second_null), " : ");
  return pieces;
}

Emitter::Pieces Emitter::conjunction(Span condition, Span last, Taker taker) {
  unit_.need_choices();
  auto pieces = translate_in_pieces(condition);
  append(pieces, operand(last, taker, taker == Taker::page ? "maybe" : "maybe_given"), " ? ");
  pieces.back().text += " : plume::detail::Nothing{}";
  return pieces;
}

Emitter::Pieces Emitter::alternative(Span first, Span last, Taker taker) {
  const auto text = source_.text();
  if (taker == Taker::component) {
    auto pieces = translate_in_pieces(first);
    const bool is_text = constant_string(text, last).has_value();
    if (is_text) pieces.front().before.insert(0, "__extension__(");
    append(pieces, translate_in_pieces(last), is_text ? " ?: " : " || ");
    if (is_text) pieces.back().text += ")";
    return pieces;
  }
  unit_.need_choices();
  const auto side = [&](Span one) {
    auto pieces = operand(one, taker, "choice");
    pieces.front().before.insert(0, "plume::detail::Side(");
    pieces.back().text += ")";
    return pieces;
  };
  auto pieces = operand(first, taker, "Side");
  append(pieces, side(last), " ?: ");
  pieces.front().before.insert(0, "plume::detail::shown_side(__extension__(");
  pieces.back().text += "))";
  return pieces;
}

bool Emitter::gives_optional(Span code) const {
  const auto text = source_.text();
  code = trimmed(text, code);
  if (const auto inner = inside(text, code, "(", ")")) return gives_optional(*inner);
  const auto tokens = lex(text, code);
  if (is_no_condition(tokens)) return false;
  if (const auto parts = parse_conditional(text, code))
    return is_null(text, parts->first) != is_null(text, parts->second);
  if (find_outer(tokens, 0, {"||"}) != tokens.size()) return false;
  return find_outer(tokens, 0, {"&&"}) != tokens.size();
}

}  // namespace plume::compiler
