#pragma once

#include <plume/component.h>

#include <string_view>

#include "gallery/frame.h"

namespace gallery {

/// The page of an example: its heading, a link to its source, the example itself, and notes on how it works.
struct page {
  plume::Required<std::string_view> of;  ///< the example's name
  plume::Slot<> inner_block;
  plume::Slot<> note;

  const Example& example() const { return *find_example(of); }
};

}  // namespace gallery
