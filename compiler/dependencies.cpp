#include "compiler/dependencies.h"

#include <algorithm>
#include <utility>

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;
using Tokens = std::vector<CppToken>;

bool is_at(const Tokens& tokens, std::size_t i, std::string_view text) {
  return i < tokens.size() && tokens[i].is(text);
}

/// `Type`, `CONSTANT`, `kConstant`: names that by custom do not change.
bool looks_constant(std::string_view name) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return is_upper(name[0]) || (name.size() > 1 && name[0] == 'k' && is_upper(name[1]));
}

/// The end of the path that begins at token `i`: `.member` and `["literal"]` belong to it, calls do not. Nor do
/// `->member` and `[1]`: what they lead to may be missing, and a path is also read where the code around it would not
/// do so.
std::size_t path_end(const Tokens& tokens, std::size_t i) {
  for (++i;;) {
    const bool member = is_at(tokens, i, ".") && i + 1 < tokens.size() && tokens[i + 1].kind == Kind::identifier &&
                        !is_at(tokens, i + 2, "(");
    const bool element = is_at(tokens, i, "[") && is_at(tokens, i + 2, "]") && tokens[i + 1].kind == Kind::string;
    if (!member && !element) return i;
    i += member ? 2 : 3;
  }
}

/// Whether the identifier at `i` is a name by itself, not a member of something or part of a qualified name.
bool stands_alone(const Tokens& tokens, std::size_t i) {
  if (is_at(tokens, i + 1, "::")) return false;
  return i == 0 || !(tokens[i - 1].is("::") || tokens[i - 1].is(".") || tokens[i - 1].is("->"));
}

}  // namespace

void Dependencies::add(const Dependencies& other) {
  assigns.insert(assigns.end(), other.assigns.begin(), other.assigns.end());
  variables.insert(variables.end(), other.variables.begin(), other.variables.end());
  mentioned.insert(other.mentioned.begin(), other.mentioned.end());
  untracked |= other.untracked;
}

std::vector<std::string> Dependencies::assign_names() const {
  std::vector<std::string> names;
  for (const auto& path : assigns)
    if (std::find(names.begin(), names.end(), path.name) == names.end()) names.push_back(path.name);
  return names;
}

Dependencies DependencyFinder::of(Span code, const Names& visible, const Names& own) const {
  const auto tokens = lex(text_, code);
  Dependencies found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    const auto path = [&](std::string_view name) {
      const auto end = path_end(tokens, i);
      return Path{std::string(name), {token.span.begin, tokens[end - 1].span.end}, end == i + 1};
    };
    if (token.kind == Kind::assign) {
      if (is_at(tokens, i + 1, "("))
        found.untracked = true;
      else
        found.assigns.push_back(path(token.text.substr(1)));
    } else if (token.is("this")) {
      found.untracked = true;
    } else if (token.kind == Kind::identifier && !is_keyword(token.text) && stands_alone(tokens, i)) {
      if (visible.contains(token.text)) {
        found.untracked = true;
        found.mentioned.emplace(token.text);
        if (!is_at(tokens, i + 1, "(")) found.variables.push_back(path(token.text));
      } else if (!own.contains(token.text)) {
        found.untracked |= reads_untracked(tokens, i);
      }
    }
  }
  return found;
}

/// Whether the unbound name at `i` may stand for something that changes.
bool DependencyFinder::reads_untracked(const Tokens& tokens, std::size_t i) const {
  const auto name = tokens[i].text;
  if (is_at(tokens, i + 1, "(")) {
    if (name == "render_slot") return false;
    return host_ == Host::inline_ || is_at(tokens, i + 2, ")");
  }
  return !looks_constant(name);
}

Dependencies DependencyFinder::of(const Nodes& nodes, const Names& visible, Names own) const {
  Dependencies found;
  for (const auto& node : nodes) found.add(of(node, visible, own));
  return found;
}

Dependencies DependencyFinder::of(const Node& node, const Names& visible, Names& own) const {
  if (const auto* output = node.as<Output>()) return of(output->code, visible, own);
  if (const auto* element = node.as<Element>()) return of_element(*element, visible, own);
  if (const auto* block = node.as<Block>()) return of_block(*block, visible, own);
  if (const auto* statement = node.as<Statement>()) {
    own.merge(declared_names(text_, statement->code));
    return of(statement->code, visible, own);
  }
  return {};
}

Dependencies DependencyFinder::of_element(const Element& element, const Names& visible, Names own) const {
  Dependencies found;
  if (const auto generator = generator_of(text_, element)) {
    found.add(of(generator->collection, visible, own));
    if (generator->range_end) found.add(of(*generator->range_end, visible, own));
    own.merge(generator->pattern.names());
  }
  if (const auto* condition = element.find(":if")) {
    own.merge(declared_names(text_, condition->code));
    found.add(of(condition->code, visible, own));
  }
  // Not of the :key: it tells which entry is which, and is no part of what is shown.
  found.add(of_plain(element, visible, own));
  return found;
}

namespace {
/// `module={Row}` of a live component.
bool names_a_type(const Element& element, const Attribute& attribute) {
  return attribute.name == "module" && element.is_live_component();
}
}  // namespace

Dependencies DependencyFinder::of_plain(const Element& element, const Names& visible, Names own) const {
  Dependencies found;
  for (const auto& attribute : element.tag.attributes)
    if (!attribute.special() && attribute.kind >= Attribute::Value::expression && !names_a_type(element, attribute))
      found.add(of(attribute.code, visible, own));
  own.merge(let_names(text_, element));
  found.add(of(element.children, visible, own));
  return found;
}

Dependencies DependencyFinder::of_block(const Block& block, const Names& visible, const Names& own) const {
  auto bound = own;
  bound.merge(declared_names(text_, block.head));
  auto found = of(block.head, visible, bound);
  for (const auto& branch : block.branches) {
    bound.merge(declared_names(text_, branch.code));
    found.add(of(branch.code, visible, bound));
    found.add(of(branch.children, visible, bound));
  }
  return found;
}

std::optional<Generator> generator_of(std::string_view text, const Element& element) {
  const auto* attribute = element.find(":for");
  if (!attribute) return std::nullopt;
  return parse_generator(text, attribute->code);
}

Names let_names(std::string_view text, const Element& element) {
  const auto* attribute = element.find(":let");
  if (!attribute) return {};
  const auto pattern = parse_pattern(text, attribute->code);
  return pattern ? pattern->names() : Names{};
}

}  // namespace plume::compiler
