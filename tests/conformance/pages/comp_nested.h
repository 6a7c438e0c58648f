// comp-nested: a component inside a component; changes at each level.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompNested : public plume::LiveView {
 public:
  class Inner : public plume::LiveComponent {
   public:
    plume::Assign<int> low{0};
    plume::Assign<int> mid{0};

    void handle_event(std::string_view, const plume::Params&) override { ++low; }

    PLUME_HEEX(
        R"heex(<p id={"inner-" + @id}>inner {@id}: mid {@mid} low {@low} <button id={"low-" + @id} phx-click="low" phx-target={@myself}>low</button></p>)heex")
  };

  class Outer : public plume::LiveComponent {
   public:
    plume::Assign<int> mid{0};
    plume::Assign<int> top{0};
    plume::Assign<bool> more{false};

    void handle_event(std::string_view event, const plume::Params&) override {
      ++mid;
      if (event == "both") more = !more;
    }

    PLUME_HEEX(R"heex(<section id="outer">
  outer: top {@top} mid {@mid}
  <.live_component module={Inner} id="i1" mid={@mid} />
  <.live_component :if={@more} module={Inner} id="i2" mid={@mid} />
  <button id="mid" phx-click="mid" phx-target={@myself}>mid</button>
  <button id="both" phx-click="both" phx-target={@myself}>both</button>
</section>)heex")
  };

  plume::Assign<int> top{0};

  void handle_event(std::string_view, const plume::Params&) override { ++top; }

  PLUME_HEEX(R"heex(<.live_component module={Outer} id="outer" top={@top} />
<button id="top" phx-click="top">top</button>)heex")
};

}  // namespace corpus
