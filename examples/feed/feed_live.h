#pragma once

#include <plume/live_view.h>
#include <plume/stream.h>

#include <string_view>

#include "feed/readings.h"
#include "gallery/page.h"

/// Ten thousand readings and more, of which the browser has a hundred at most, and the server none.
class FeedLive : public plume::LiveView {
 public:
  static constexpr int step = 30;   ///< readings that come at once
  static constexpr int most = 100;  ///< in the browser

  plume::Stream<Reading> items;
  plume::Assign<int> newest{first_count};
  plume::Assign<int> top{0}, bottom{0};  ///< the window that the browser shows
  plume::Assign<bool> live{true};        ///< new ones come

  void mount(const plume::Params& params, const plume::Session& session) override;
  /// `older` and `newer` when an end of the list comes into view, `top` to go back to the newest one, `live` to hold
  /// new ones back or not.
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_info(const plume::Message& message) override;

  int unseen() const { return *newest - *top; }

 private:
  void show_newest();
  void show_older();
  void show_newer();
  plume::Timer timer_;
};
