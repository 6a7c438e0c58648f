// Command: what an element of a core component does when it is used.
#pragma once

#include <string_view>
#include <variant>

#include "plume/js.h"

namespace plume::core {

/// Nothing, an event of the view, or commands of the browser: `on_select="select"`, or, to a live component,
/// `on_select={plume::JS().push("select", {.target = @myself})}`. Borrows the event's name.
using Command = std::variant<std::monostate, std::string_view, JS>;

}  // namespace plume::core
