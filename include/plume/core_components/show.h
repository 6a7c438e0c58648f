// show and hide: commands that let elements appear and disappear.
#pragma once

#include <string_view>

#include "plume/js.h"

namespace plume::core {

/// Appends commands that fade elements in, with the transition of the style sheet (the seed's `show/2` of the generated
/// core components): `<button phx-click={plume::core::show("#details")}>`.
/// `display` is what they become: "flex", "grid".
JS show(const Selector& to, JS js = {}, std::string_view display = "block");

/// The same for fading them out.
JS hide(const Selector& to, JS js = {});

}  // namespace plume::core
