#pragma once

#include <plume/live_view.h>

#include <ctime>
#include <string>
#include <string_view>

#include "gallery/page.h"

/// A clock that shows the server's time, and can be stopped.
class ClockLive : public plume::LiveView {
 public:
  plume::Assign<std::tm> now;
  plume::Assign<bool> running{true};

  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_info(const plume::Message& message) override;

 private:
  void start();
  void read_time();
  plume::Timer timer_;
};

/// `time` in a format of std::strftime.
std::string time_text(const std::tm& time, const char* format);
