#pragma once

#include <plume/live_view.h>

#include <string_view>

#include "gallery/page.h"

/// A number that the buttons of the page change.
class CounterLive : public plume::LiveView {
 public:
  plume::Assign<int> count{0};

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Counter"; }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "increase") ++count;
    if (event == "decrease") --count;
    if (event == "reset") count = 0;
  }
};
