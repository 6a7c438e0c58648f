// What the elements of a live page are.
#pragma once

#include <optional>

#include "plume/value.h"
#include "testing/dom.h"

namespace plume::testing {

/// The container of a view.
inline bool is_view(const dom::Node& node) { return node.has("data-phx-session"); }

/// The container that an element stands in, or is; null where there is none.
inline dom::Node* view_element(dom::Node& node) { return dom::closest(node, is_view); }

/// The number of the live component that an element stands in, or is the root of; nothing in the view itself.
inline std::optional<std::int64_t> component_around(dom::Node& node) {
  const dom::Node* const around =
      dom::closest(node, [](const dom::Node& at) { return at.has("data-phx-component") || is_view(at); });
  return around ? Value(around->get("data-phx-component")).integer() : std::nullopt;
}

/// What a user fills in.
inline bool is_field(const dom::Node& node) {
  return node.is_element("input") || node.is_element("select") || node.is_element("textarea");
}

/// Whether a user cannot use an element, as the HTML standard has it: controls that are disabled, or in a disabled
/// fieldset but not in its first legend; options that are disabled, or in a disabled group; disabled fieldsets and
/// groups. The attribute means nothing on other elements.
bool is_disabled(const dom::Node& node);

}  // namespace plume::testing
