// LivePage: a view of the property tests that holds live components.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fields.h"
#include "part.h"
#include "plume/live_view.h"

namespace property {

class LivePage : public plume::LiveView, public Fields {
 public:
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "touch") return touch();
    change(*original.random);
  }
};

struct LiveSample {
  plume::view::ViewType type;
  bool controls;  ///< as of Sample
};

template <class Page>
LiveSample live_sample() {
  return {plume::view::view_type<Page>([] { return std::make_unique<Page>(); }), has_controls<Page>};
}

}  // namespace property
