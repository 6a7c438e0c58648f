// Nesting: how views within a page are written, and found again when they join.
#pragma once

#include <string>
#include <string_view>

#include "plume/live_render.h"

namespace plume::view {

/// The class of nested views of that name; null where live_render is used for no such class.
const ViewType* find_nested_type(std::string_view name);

/// One container made of two: `over` replaces the tag, and its attributes win. Without those that are Plume's.
Container merged(const Container& own, const std::optional<Container>& over);

/// The element around a view. `framework`: its first attributes, ready-made and with a space before each. Throws
/// std::invalid_argument for a tag or attribute that is no name.
std::string container_html(const Container& container, std::string_view framework, std::string_view content);
/// That around a nested view, in the page of the view `parent_id`. `session` and `fixed`: its tokens; `session` "": it
/// cannot be joined yet; `fixed` "": it has none. Throws std::invalid_argument where it has no id.
std::string nested_container_html(const NestedView& nested, std::string_view parent_id, std::string_view session,
                                  std::string_view fixed, std::string_view content);

}  // namespace plume::view
