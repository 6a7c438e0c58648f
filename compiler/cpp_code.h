// What a template compiler must understand of the C++ in a template: where a list's commas are, what a declaration
// binds, what a generator loops over, and what cannot stand in a template at all.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cpp_lexer.h"
#include "compiler/source.h"

namespace plume::compiler {

using Names = std::set<std::string, std::less<>>;

enum class CodeUse {
  expression,  ///< `{…}`, `<%= … %>`
  statement,   ///< `<% … %>`
  head,        ///< `if (…) {`, `else if (…) {`, `case X:`
  pattern,     ///< `:let={…}`
};

struct CodeProblem {
  std::string_view id;
  std::size_t offset;
  std::string message;
  std::string hint;
};

/// The first thing in `code` that would break the C++ around it: unbalanced brackets, unclosed strings, a `;` in an
/// expression, jumps, directives (T23, T25). What it lets pass is the C++ compiler's to judge.
std::optional<CodeProblem> find_problem(std::string_view text, Span code, CodeUse use);

/// The parts of `code` between separators that stand in no brackets. No parts where there are no tokens; a trailing
/// comma adds none.
std::vector<Span> split_at(std::string_view text, Span code, std::string_view separator);

/// Whether one of `operators` stands in no brackets.
bool has_operator(std::string_view text, Span code, std::initializer_list<std::string_view> operators);

/// The code between the brackets where `code` is nothing but one pair of them.
std::optional<Span> inside(std::string_view text, Span code, std::string_view open, std::string_view close);

/// `code` without white space and comments at its ends; an empty span where nothing is left.
Span trimmed(std::string_view text, Span code);

/// The value where `code` is nothing but string literals.
std::optional<std::string> constant_string(std::string_view text, Span code);

/// Whether an operand may end with this token: what follows is an operator, an index or a call, and no operand.
bool ends_operand(const CppToken& token);

/// The index behind the template arguments that begin at `tokens[i]`; `i` if there are none.
std::size_t skip_template_arguments(const std::vector<CppToken>& tokens, std::size_t i);

/// The index of the bracket that closes the one at `i`; the number of tokens if none does.
std::size_t closing_bracket(const std::vector<CppToken>& tokens, std::size_t i);

/// The names that declarations in `code` bind: a statement, or the head of a block.
Names declared_names(std::string_view text, Span code);

/// The types of declarations in `code`.
std::vector<Span> declared_types(std::string_view text, Span code);

/// What a generator or `:let` binds: a name, a list of patterns `[a, b]` or `{a, b}`, or a C++ declaration.
struct Pattern {
  enum class Kind { name, list, declaration };
  Kind kind = Kind::name;
  Span span;
  std::string name;  ///< of Kind::name
  std::vector<Pattern> parts;
  Names names() const;  ///< all bound ones but those beginning with `_`
};
std::optional<Pattern> parse_pattern(std::string_view text, Span code);

/// `pattern <- collection`.
struct Generator {
  Pattern pattern;
  Span collection;
  std::optional<Span> range_end;  ///< where `collection` is only the first number of `1..n`: the last one
};
std::optional<Generator> parse_generator(std::string_view text, Span code);

}  // namespace plume::compiler
