#include "compiler/member_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/component_name.h"
#include "compiler/cpp_code.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;
using Tokens = std::vector<CppToken>;

/// Calls `visit(span, is_pattern)` for all C++ of a template but types; a pattern is that of a `:let`.
void each_code(const Nodes& nodes, const std::function<void(Span, bool)>& visit) {
  for (const auto& node : nodes) {
    if (const auto* output = node.as<Output>()) visit(output->code, false);
    if (const auto* statement = node.as<Statement>()) visit(statement->code, false);
    if (const auto* block = node.as<Block>()) {
      visit(block->head, false);
      for (const auto& branch : block->branches) {
        if (branch.code != block->head) visit(branch.code, false);
        each_code(branch.children, visit);
      }
    }
    if (const auto* element = node.as<Element>()) {
      for (const auto& attribute : element->tag.attributes) {
        const bool is_type = attribute.name == ":type" || (element->is_live_component() && attribute.name == "module");
        if (attribute.kind >= Attribute::Value::expression && !is_type) visit(attribute.code, attribute.name == ":let");
      }
      each_code(element->children, visit);
    }
  }
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Checker {
 public:
  Checker(const Source& source, const Surroundings& around, Diagnostics& diagnostics)
      : source_(source), around_(around), diagnostics_(diagnostics) {}

  void run(const Nodes& nodes) {
    each_code(nodes, [&](Span code, bool is_pattern) { collect(lex(source_.text(), code), is_pattern); });
    each_code(nodes, [&](Span code, bool is_pattern) {
      if (!is_pattern) check(lex(source_.text(), code));
    });
  }

 private:
  static bool is(const Tokens& tokens, std::size_t i, std::string_view text) {
    return i < tokens.size() && tokens[i].is(text);
  }

  /// Whether the name at `i` looks as if it were declared there: `int n`, `auto& [a, b]`, `n <- @rows`.
  static bool looks_declared(const Tokens& tokens, std::size_t i) {
    if (is(tokens, i + 1, "<") && is(tokens, i + 2, "-")) return true;
    if (i == 0) return false;
    const auto& before = tokens[i - 1];
    return before.is("&") || before.is("&&") || before.is("*") || before.is(">") || before.is("[") ||
           (before.is("{") && i == 1) || (before.kind == Kind::identifier && !before.is("return"));
  }

  /// Names that the template may bind somewhere stand for no members.
  void collect(const Tokens& tokens, bool is_pattern) {
    bool lists = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      lists |= tokens[i].is("[") || (tokens[i].is("{") && i == 0);
      if (tokens[i].kind != Kind::identifier) continue;
      const bool in_list = lists && (is(tokens, i + 1, ",") || is(tokens, i + 1, "]") || is(tokens, i + 1, "}"));
      if (is_pattern || looks_declared(tokens, i) || in_list) bound_.emplace(tokens[i].text);
    }
  }

  void check(const Tokens& tokens) {
    const bool unevaluated = std::any_of(tokens.begin(), tokens.end(),
                                         [](auto& token) { return token.is("decltype") || token.is("sizeof"); });
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == Kind::assign)
        check_assign(tokens, i);
      else if (around_.in_own_file && around_.host && tokens[i].kind == Kind::identifier && !unevaluated)
        check_name(tokens, i);
    }
  }

  void check_assign(const Tokens& tokens, std::size_t i) {
    const auto name = tokens[i].text.substr(1);
    const auto member = member_name(name).value_or(std::string(name));
    const auto at = tokens[i].span.begin;
    if (writes(tokens, i))
      return diagnostics_.error("A02", at, fmt::format("a template cannot change @{}", name),
                                "change it in a callback of the class");
    if (!around_.host || member_of(*around_.host, member)) return;
    if (around_.in_own_file && contains(around_.host->hidden, member))
      diagnostics_.error("A03", at, fmt::format("@{} is not public in {}", name, around_.class_name),
                         "a template in a file of its own sees public members only");
    else if (contains(around_.host->functions, member) && !is(tokens, i + 1, "(") && name != "live_action")
      diagnostics_.error(
          "A04", at,
          fmt::format("@{} is a function of {}, which must be called: @{}()", name, around_.class_name, name));
  }

  static bool writes(const Tokens& tokens, std::size_t i) {
    for (const auto op : {"=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "++", "--"})
      if (is(tokens, i + 1, op)) return true;
    return i > 0 && (tokens[i - 1].is("++") || tokens[i - 1].is("--"));
  }

  void check_name(const Tokens& tokens, std::size_t i) {
    const auto name = tokens[i].text;
    const bool qualified = (i > 0 && (tokens[i - 1].is("::") || tokens[i - 1].is(".") || tokens[i - 1].is("->"))) ||
                           is(tokens, i + 1, "::");
    if (qualified || bound_.contains(name) || name == around_.class_name) return;
    const bool member = member_of(*around_.host, name) || contains(around_.host->hidden, name);
    const bool function = contains(around_.host->functions, name) && is(tokens, i + 1, "(");
    if (member || function)
      diagnostics_.error("A01", tokens[i].span.begin,
                         fmt::format("{} is a member of {}: it is written @{}", name, around_.class_name, name));
  }

  const Source& source_;
  const Surroundings& around_;
  Diagnostics& diagnostics_;
  Names bound_;
};

}  // namespace

void check_members(const Source& source, const Nodes& nodes, const Surroundings& around, Diagnostics& diagnostics) {
  Checker(source, around, diagnostics).run(nodes);
}

}  // namespace plume::compiler
