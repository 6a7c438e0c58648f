// Components whose templates are the files of the folder beside this header.
#pragma once

#include <string_view>

#include "plume/assign.h"
#include "plume/component.h"

namespace plume::testing {
namespace cards {

struct card {
  Required<std::string_view> title;
  int level = 2;
  Slot<> inner_block;
};
struct divider {};

}  // namespace cards

struct CardsPage {
  Assign<int> n{1};
  PLUME_HEEX(R"heex(<.cards::card title="A" level={@n}>x</.cards::card><.cards::divider />)heex")
};

}  // namespace plume::testing
