#pragma once

#include <plume/live_view.h>

#include <chrono>
#include <vector>

#include "gallery/page.h"
#include "monitor/chart.h"
#include "monitor/system_monitor.h"

/// The machine that the server runs on: a sample each second, the last minute as charts.
class MonitorLive : public plume::LiveView {
 public:
  plume::Assign<SystemSample> now;
  plume::Assign<std::vector<double>> processor, memory;  ///< percents, the oldest first

  void mount(const plume::Params&, const plume::Session&) override {
    page_title = "Monitor";
    take_sample();
    send_interval(Tick{}, std::chrono::seconds(1));
  }

  void handle_info(const plume::Message& message) override {
    if (message.is<Tick>()) take_sample();
  }

 private:
  struct Tick {};

  void take_sample() {
    now = monitor_.sample();
    keep(processor.edit(), now->processor);
    keep(memory.edit(), now->memory);
  }
  static void keep(std::vector<double>& history, double value) {
    if (history.size() == chart::width) history.erase(history.begin());
    history.push_back(value);
  }

  SystemMonitor monitor_;
};
