// comp-counter: own state, events to itself, reply, change from the parent.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompCounter : public plume::LiveView {
 public:
  class Counter : public plume::LiveComponent {
   public:
    plume::Assign<int> n{0};
    plume::Assign<int> step{0};

    void handle_event(std::string_view event, const plume::Params& params) override {
      if (event == "inc") n += step.get();
      if (event == "echo") {
        reply({{"got", params}, {"n", n.get()}});
        ++n;
      }
    }

    PLUME_HEEX(R"heex(<div id="counter" phx-hook="Bridge">
  <b>{@n}</b> step {@step}
  <button id="inc" phx-click="inc" phx-target={@myself}>inc</button>
  <button id="by-selector" phx-click="inc" phx-target="#counter">inc by selector</button>
  <button id="noop" phx-click="noop" phx-target={@myself}>noop</button>
</div>)heex")
  };

  plume::Assign<int> step{1};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "step") ++step;
  }

  PLUME_HEEX(R"heex(<h1>step {@step}</h1>
<.live_component module={Counter} id="c" step={@step} />
<button id="step" phx-click="step">step</button>
<button id="outer" phx-click="outer">outer</button>)heex")
};

}  // namespace corpus
