#pragma once

#include <plume/component.h>

#include <string_view>

#include "gallery/catalogue.h"
#include "gallery/nav_link.h"

namespace gallery {

/// What surrounds every page: the navigation, the notice that the connection is lost, the footer.
struct frame {
  std::string_view current;  ///< the example that the page belongs to
  plume::Slot<> inner_block;
};

}  // namespace gallery
