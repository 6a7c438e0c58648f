#include "testing/markup.h"

namespace plume::testing {

using dom::Node;

namespace {

bool is_control(const Node& node) { return is_field(node) || node.is_element("button"); }

const Node* first_legend(const Node& fieldset) {
  for (const auto& child : fieldset.children)
    if (child->is_element("legend")) return child.get();
  return nullptr;
}

/// Whether a fieldset around the control disables it.
bool in_disabled_fieldset(const Node& control) {
  const Node* below = &control;
  for (const Node* at = control.parent; at; below = at, at = at->parent)
    if (at->is_element("fieldset") && at->has("disabled") && below != first_legend(*at)) return true;
  return false;
}

}  // namespace

bool is_disabled(const Node& node) {
  if (is_control(node)) return node.has("disabled") || in_disabled_fieldset(node);
  if (node.is_element("fieldset")) return node.has("disabled") || in_disabled_fieldset(node);
  if (node.is_element("optgroup")) return node.has("disabled");
  if (!node.is_element("option")) return false;
  return node.has("disabled") || (node.parent && node.parent->is_element("optgroup") && node.parent->has("disabled"));
}

}  // namespace plume::testing
