// A view whose template stands beside it, in collocated_live.html.heex.
#pragma once

#include <string_view>

#include "plume/plume.h"

class CollocatedLive : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  void handle_event(std::string_view, const plume::Params&) override { ++n; }
};
