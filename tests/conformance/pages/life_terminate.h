// life-terminate: terminate of a nested view, when its element goes away.
#pragma once

#include <string>

#include "plume/live_render.h"

namespace corpus {

class LifeTerminate : public plume::LiveView {
 public:
  struct Ended {
    int n;
  };

  class Child : public plume::LiveView {
   public:
    plume::Assign<int> n{0};

    void handle_event(std::string_view, const plume::Params&) override { ++n; }
    void terminate(std::string_view) override { send(parent(), Ended{n}); }

    PLUME_HEEX(R"heex(<p>kid {@n} <button id="inc" phx-click="inc">inc</button></p>)heex")
  };

  plume::Assign<bool> on{true};
  plume::Assign<std::string> heard{"nothing"};

  void handle_event(std::string_view, const plume::Params&) override { on = !on; }
  void handle_info(const plume::Message& message) override {
    if (const auto* ended = message.get_if<Ended>()) heard = "ended at " + std::to_string(ended->n);
  }

  PLUME_HEEX(R"heex(<p id="heard">{@heard}</p>
{@on ? std::optional(plume::live_render<Child>("kid")) : std::nullopt}
<button id="off" phx-click="off">off</button>)heex")
};

}  // namespace corpus
