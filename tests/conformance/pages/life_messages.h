// life-messages: messages to the view itself: at once, after a time, several in a row, an interval.
#pragma once

#include <chrono>

#include "plume/live_view.h"

namespace corpus {

class LifeMessages : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<int> ticks{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    using std::chrono_literals::operator""ms;
    const int times = event == "now" ? 1 : event == "three" ? 3 : 0;
    for (int i = 0; i < times; ++i) send(self(), Inc{});
    if (event == "later") send_after(Inc{}, 40ms);
    if (event == "start") {
      last_tick_ = ticks + 3;
      interval_ = send_interval(Tick{}, 25ms);
    }
  }

  void handle_info(const plume::Message& message) override {
    if (message.is<Inc>()) ++n;
    if (message.is<Tick>() && ticks < last_tick_ && ++ticks == last_tick_) interval_.cancel();
  }

  PLUME_HEEX(R"heex(<p id="out">n {@n} ticks {@ticks}</p>
<button :for={op <- {"now", "three", "later", "start"}} id={op} phx-click={op}>{op}</button>)heex")

 private:
  struct Inc {};
  struct Tick {};
  plume::Timer interval_;
  int last_tick_ = 0;
};

}  // namespace corpus
