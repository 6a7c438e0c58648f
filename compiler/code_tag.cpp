#include "compiler/code_tag.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {
using Role = CodeShape::Role;

CodeShape malformed(std::string message, std::string hint) {
  return {Role::malformed, BlockKind::if_, false, std::move(message), std::move(hint)};
}

CodeShape closing_shape(const std::vector<CppToken>& tokens) {
  if (tokens.size() == 1 || (tokens.size() == 2 && tokens[1].is(";"))) return {Role::end, {}, false, {}, {}};
  if (tokens[1].is("else") && tokens.size() > 2 && tokens.back().is("{")) {
    if (tokens.size() == 3) return {Role::else_, {}, true, {}, {}};
    if (tokens[2].is("if")) return {Role::else_, {}, false, {}, {}};
  }
  return malformed(fmt::format("{} cannot follow the }} that ends a block", tokens[1].text),
                   "a block goes on with <% } else { %> or <% } else if (…) { %>, and ends with <% } %>");
}

CodeShape opening_shape(const CppToken& first) {
  if (first.is("if")) return {Role::head, BlockKind::if_, false, {}, {}};
  if (first.is("for") || first.is("while")) return {Role::head, BlockKind::loop, false, {}, {}};
  if (first.is("switch")) return {Role::head, BlockKind::switch_, false, {}, {}};
  return malformed(
      "a block begins with if, for, while or switch",
      first.is("else") ? "write <% } else { %>" : "use <%= if (…) { %>, or close the brace in the same tag");
}

/// Blocks as other template languages write them.
bool looks_foreign(const std::vector<CppToken>& tokens) {
  const auto& first = tokens.front();
  if (tokens.size() == 1) return first.is("end") || first.is("else");
  return tokens.back().is("do") &&
         (first.is("if") || first.is("for") || first.is("unless") || first.is("case") || first.is("cond"));
}
}  // namespace

CodeShape shape_of(std::string_view text, Span code) {
  const auto tokens = lex(text, code);
  if (tokens.empty()) return {};
  if (tokens.front().is("}")) return closing_shape(tokens);
  if (tokens.back().is("{")) return opening_shape(tokens.front());
  if ((tokens.front().is("case") || tokens.front().is("default")) && tokens.back().is(":"))
    return {Role::label, {}, false, {}, {}};
  if (looks_foreign(tokens))
    return malformed("blocks are written with braces, as in C++",
                     "<%= if (…) { %> … <% } else { %> … <% } %>, <%= for (…) { %> … <% } %>");
  return {};
}

}  // namespace plume::compiler
