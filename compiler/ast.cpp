#include "compiler/ast.h"

#include <algorithm>

#include "compiler/whitespace.h"

namespace plume::compiler {

const Attribute* Element::find(std::string_view name) const {
  const auto& all = tag.attributes;
  const auto found = std::find_if(all.begin(), all.end(), [&](auto& attribute) { return attribute.name == name; });
  return found == all.end() ? nullptr : &*found;
}

bool is_blank(std::string_view text) { return leading_space(text) == text.size(); }

bool is_blank(const Node& node) {
  const auto* text = node.as<Text>();
  return node.as<TemplateComment>() || (text && is_blank(text->text));
}

bool is_blank(const Nodes& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) { return is_blank(node); });
}

}  // namespace plume::compiler
