// Back: a link to where one came from.
#pragma once

#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/icon.h"

namespace plume::core {

/// A link to the page above this one, with an arrow (the seed's `back/1`):
/// `<.back navigate="/birds">All birds</.back>`.
struct back {
  Required<std::string_view> navigate;
  std::string class_;
  Rest rest;
  Required<Slot<>> inner_block;
};

}  // namespace plume::core
