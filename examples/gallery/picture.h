#pragma once

#include <plume/component.h>

#include <string_view>

namespace gallery {

/// The drawing on the card of an example.
struct picture {
  plume::Required<std::string_view> of;  ///< the example's name
};

}  // namespace gallery
