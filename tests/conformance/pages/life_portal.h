// life-portal: content which stands elsewhere in the page and yet belongs to its view.
#pragma once

#include "plume/built_in.h"
#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class LifePortal : public plume::LiveView {
 public:
  class Tool : public plume::LiveComponent {
   public:
    plume::Assign<int> t{0};

    void handle_event(std::string_view, const plume::Params&) override { ++t; }

    PLUME_HEEX(R"heex(<i id="tool">tool {@t} <button id="t" phx-click="t" phx-target={@myself}>t</button></i>)heex")
  };

  plume::Assign<int> n{0};
  plume::Assign<bool> open{true};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "open") open = !open;
  }

  PLUME_HEEX(R"heex(<div id="slot-here"></div>
<p>{@n}</p>
<.portal :if={@open} id="far" target="#slot-here">
  <div id="teleported">far {@n} <button id="far-inc" phx-click="inc">inc</button>
    <.live_component module={Tool} id="tool" />
  </div>
</.portal>
<button id="inc" phx-click="inc">inc</button>
<button id="open" phx-click="open">open</button>)heex")
};

}  // namespace corpus
