#include "compiler/markup.h"

#include <fmt/format.h>

#include <algorithm>

namespace plume::compiler {

using fmt::format;

namespace {

/// Whether a tag or component stands in the nodes, be it in a block; slots are no part of what is around them.
bool has_tag(const Nodes& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [](const Node& node) {
    if (const auto* element = node.as<Element>()) return element->tag.kind != TagKind::slot;
    const auto* block = node.as<Block>();
    return block && std::any_of(block->branches.begin(), block->branches.end(),
                                [](const Branch& branch) { return has_tag(branch.children); });
  });
}

}  // namespace

std::string Markup::attributes(int line, bool outermost) const {
  std::string all;
  if (options_.debug_attributes) all += format(" data-phx-loc=\"{}\"", line);
  if (!outermost || options_.root_attribute.empty()) return all;
  all += " " + options_.root_attribute;
  if (!scope_.empty()) all += " " + scope_;
  return all;
}

std::string Markup::call(int line) const {
  return options_.debug_annotations ? format("<!-- @caller {}:{} ({}) -->", options_.file, line, options_.app) : "";
}

Markup::Frame Markup::around_template(const Nodes& nodes) const { return around(component_, line_, nodes); }

Markup::Frame Markup::around_slot(std::string_view name, int line, const Nodes& nodes) const {
  return around(name, line, nodes);
}

Markup::Frame Markup::around(std::string_view name, int line, const Nodes& nodes) const {
  if (!options_.debug_annotations || !has_tag(nodes)) return {};
  return {format("<!-- <{}> {}:{} ({}) -->", name, options_.file, line, options_.app), format("<!-- </{}> -->", name)};
}

}  // namespace plume::compiler
