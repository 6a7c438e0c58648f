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

/// Functions and types of namespace std whose result comes from their arguments alone. Those that call functions or
/// read clocks, files or the environment are not among them.
bool is_pure_in_std(std::string_view name) {
  static constexpr std::string_view names[] = {"abs",
                                               "array",
                                               "as_const",
                                               "basic_string",
                                               "begin",
                                               "ceil",
                                               "clamp",
                                               "data",
                                               "distance",
                                               "empty",
                                               "end",
                                               "fabs",
                                               "floor",
                                               "fmod",
                                               "format",
                                               "get",
                                               "get_if",
                                               "hash",
                                               "holds_alternative",
                                               "hypot",
                                               "initializer_list",
                                               "isfinite",
                                               "isinf",
                                               "isnan",
                                               "lerp",
                                               "list",
                                               "llabs",
                                               "lround",
                                               "make_optional",
                                               "make_pair",
                                               "make_tuple",
                                               "map",
                                               "max",
                                               "midpoint",
                                               "min",
                                               "minmax",
                                               "next",
                                               "nullopt",
                                               "numeric_limits",
                                               "optional",
                                               "pair",
                                               "pow",
                                               "prev",
                                               "round",
                                               "set",
                                               "signbit",
                                               "size",
                                               "span",
                                               "sqrt",
                                               "ssize",
                                               "stod",
                                               "stof",
                                               "stoi",
                                               "stol",
                                               "stoll",
                                               "stoul",
                                               "stoull",
                                               "string",
                                               "string_view",
                                               "to_string",
                                               "tuple",
                                               "trunc",
                                               "unordered_map",
                                               "unordered_set",
                                               "variant",
                                               "vector"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// A name at token `begin`, with what qualifies it.
struct QualifiedName {
  std::string text;  // `app::Mode::list`, `::limit`
  std::size_t begin, end;
  bool is_qualified;
  std::string_view root, rest;

  /// What is called by this name reads nothing but its arguments.
  bool is_pure() const {
    if (!is_qualified) return text == "render_slot";
    return root == "plume" || (root == "std" && is_pure_in_std(rest));
  }
};

/// Reads the name that begins at token `i`, an identifier or `::`.
QualifiedName read_name(const Tokens& tokens, std::size_t i) {
  QualifiedName name{{}, i, i, is_at(tokens, i, "::"), {}, {}};
  if (name.is_qualified) name.text = tokens[name.end++].text;
  name.root = name.rest = tokens[name.end].text;
  name.text += tokens[name.end++].text;
  while (is_at(tokens, name.end, "::") && name.end + 1 < tokens.size() &&
         tokens[name.end + 1].kind == Kind::identifier) {
    name.rest = tokens[name.end + 1].text;
    name.text.append("::").append(name.rest);
    name.end += 2;
    name.is_qualified = true;
  }
  return name;
}

bool follows_operand(const Tokens& tokens, std::size_t i) { return i > 0 && ends_operand(tokens[i - 1]); }

/// Whether there is a function in the code: what it reads when it is called cannot be seen.
bool has_lambda(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is("[") || follows_operand(tokens, i)) continue;
    const auto end = closing_bracket(tokens, i) + 1;
    if (is_at(tokens, end, "(") || is_at(tokens, end, "{") || is_at(tokens, end, "<")) return true;
  }
  return false;
}

/// Whether the C++ compiler can be asked about the name: it is used as a value, not as a type, and its address is not
/// taken.
bool is_used_as_value(const Tokens& tokens, const QualifiedName& name) {
  if (name.end < tokens.size() && tokens[name.end].kind != Kind::punctuator) return false;
  if (name.begin == 0) return true;
  const auto& before = tokens[name.begin - 1];
  if (before.is("&") && !follows_operand(tokens, name.begin - 1)) return false;
  return !(before.is("(") && is_at(tokens, name.end, ")") && !follows_operand(tokens, name.begin - 1));
}

/// Collects what the tokens of one piece of code depend on.
class Reading {
 public:
  Reading(const Tokens& tokens, const std::vector<Span>& types, const Names& visible, const Names& own)
      : tokens_(tokens), types_(types), visible_(visible), own_(own) {}

  Dependencies read() {
    found_.untracked = has_lambda(tokens_);
    for (std::size_t i = 0; i < tokens_.size();) i = read_at(i);
    if (has_lambda(tokens_)) found_.named.clear();
    return std::move(found_);
  }

 private:
  /// Reads what is at `i`; the index behind it.
  std::size_t read_at(std::size_t i) {
    const auto& token = tokens_[i];
    for (const auto& type : types_)
      if (type.begin <= token.span.begin && token.span.begin < type.end) return i + 1;
    if (token.kind == Kind::assign) return read_assign(i);
    if (token.is("::") && !follows_operand(tokens_, i) && i + 1 < tokens_.size() &&
        tokens_[i + 1].kind == Kind::identifier)
      return read_named(i);
    if (token.kind != Kind::identifier) return i + 1;
    if (is_keyword(token.text)) return read_keyword(i);
    const bool is_member = i > 0 && (tokens_[i - 1].is(".") || tokens_[i - 1].is("->"));
    if (is_member || (i > 0 && tokens_[i - 1].is("::"))) return skip_template_arguments(tokens_, i + 1);
    return read_named(i);
  }

  std::size_t read_assign(std::size_t i) {
    if (is_at(tokens_, i + 1, "("))
      found_.untracked = true;
    else
      found_.assigns.push_back(path(i, tokens_[i].text.substr(1)));
    return i + 1;
  }

  std::size_t read_keyword(std::size_t i) {
    const auto word = tokens_[i].text;
    if (word == "case") {
      while (i < tokens_.size() && !tokens_[i].is(":")) ++i;
      return i;
    }
    if ((word == "sizeof" || word == "alignof") && is_at(tokens_, i + 1, "("))
      return closing_bracket(tokens_, i + 1) + 1;
    if (word == "this" || word == "new" || word == "throw" || word == "decltype" || word == "typeid" ||
        word == "sizeof" || word == "noexcept")
      found_.untracked = true;
    return skip_template_arguments(tokens_, i + 1);
  }

  std::size_t read_named(std::size_t i) {
    const auto name = read_name(tokens_, i);
    if (!name.is_qualified && visible_.contains(name.text)) {
      found_.untracked = true;
      found_.mentioned.insert(name.text);
      if (!is_at(tokens_, name.end, "(")) found_.variables.push_back(path(i, name.text));
      return name.end;
    }
    if (!name.is_qualified && own_.contains(name.text)) return name.end;
    auto end = skip_template_arguments(tokens_, name.end);
    while (end != name.end && is_at(tokens_, end, "::")) end = skip_template_arguments(tokens_, end + 2);
    const bool is_made = end != name.end || is_at(tokens_, end, "(") || is_at(tokens_, end, "{");
    if (is_made || !name.is_qualified)
      found_.untracked |= !name.is_pure();
    else if (name.root != "std" && name.root != "plume")
      is_used_as_value(tokens_, name) ? void(found_.named.try_emplace(name.text, tokens_[i].span.begin))
                                      : void(found_.untracked = true);
    return end;
  }

  Path path(std::size_t i, std::string_view name) const {
    const auto end = path_end(tokens_, i);
    return {std::string(name), {tokens_[i].span.begin, tokens_[end - 1].span.end}, end == i + 1};
  }

  const Tokens& tokens_;
  const std::vector<Span>& types_;
  const Names& visible_;
  const Names& own_;
  Dependencies found_;
};

}  // namespace

void Dependencies::add(const Dependencies& other) {
  assigns.insert(assigns.end(), other.assigns.begin(), other.assigns.end());
  variables.insert(variables.end(), other.variables.begin(), other.variables.end());
  mentioned.insert(other.mentioned.begin(), other.mentioned.end());
  named.insert(other.named.begin(), other.named.end());
  untracked |= other.untracked;
}

std::vector<std::string> Dependencies::assign_names() const {
  std::vector<std::string> names;
  for (const auto& path : assigns)
    if (std::find(names.begin(), names.end(), path.name) == names.end()) names.push_back(path.name);
  return names;
}

Dependencies DependencyFinder::of(Span code, const Names& visible, const Names& own) const {
  return Reading(lex(text_, code), declared_types(text_, code), visible, own).read();
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
    auto found = of(statement->code, visible, own);
    found.untracked |= !std::exchange(found.named, {}).empty();  // they may be types
    return found;
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
