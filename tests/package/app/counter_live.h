#pragma once

#include <plume/live_view.h>

/// A page whose template stands beside it.
class CounterLive : public plume::LiveView {
 public:
  plume::Assign<int> count{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") count = count + 1;
  }
};
