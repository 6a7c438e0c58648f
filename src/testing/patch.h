// patch: puts new HTML into the page, as far as it is to be replaced (server-api 15.9).
#pragma once

#include <string_view>

#include "testing/dom.h"
#include "testing/render_tree.h"

namespace plume::testing {

/// Replaces what is inside the element of a view. Elements with `phx-update="ignore"` stay, streams change as `changes`
/// says, views within the view keep what they show. `page`: where views that live on may stand besides. Throws
/// std::invalid_argument where an element lacks the id that it needs, or its `phx-update` is none.
void patch(dom::Node& view, dom::Node& page, std::string_view html, const StreamChanges& changes);

/// Takes the entries out of the streams of the first HTML: the join gives them anew.
void empty_streams(dom::Node& view);

}  // namespace plume::testing
