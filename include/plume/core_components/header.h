// Header: the heading of a page or a part of it.
#pragma once

#include <string>

#include "plume/component.h"

namespace plume::core {

/// A heading with a line below it, and actions beside it (the seed's generated `header/1`):
///
///     <.header>
///       Birds
///       <:subtitle>Those that were seen this year.</:subtitle>
///       <:actions><.button navigate="/birds/new">New bird</.button></:actions>
///     </.header>
struct header {
  OneOf<"h1", "h2", "h3"> level;
  std::string class_;
  Required<Slot<>> inner_block;
  Slot<> subtitle;
  Slot<> actions;
};

}  // namespace plume::core
