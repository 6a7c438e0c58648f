// List: names and what belongs to them.
#pragma once

#include <string>
#include <string_view>

#include "plume/component.h"

namespace plume::core {

/// What a record holds (the seed's generated `list/1`), as a description list:
///
///     <.list>
///       <:item title="Name">{@bird.name}</:item>
///       <:item title="Seen">{@bird.seen}</:item>
///     </.list>
struct list {
  struct Item {
    Required<std::string_view> title;
  };

  std::string class_;
  Required<Slot<None, Item>> item;
};

}  // namespace plume::core
