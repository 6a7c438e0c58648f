// comp-move: a component rendered at different places of the page keeps its state.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompMove : public plume::LiveView {
 public:
  class Pawn : public plume::LiveComponent {
   public:
    plume::Assign<int> n{0};

    void handle_event(std::string_view, const plume::Params&) override { ++n; }

    PLUME_HEEX(
        R"heex(<span id={"pawn-" + @id}>{@id}={@n} <button id={"inc-" + @id} phx-click="inc" phx-target={@myself}>inc</button></span>)heex")
  };

  plume::Assign<bool> left{true};
  plume::Assign<std::vector<std::string>> order{{"p", "q"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "side") left = !left;
    if (event == "order") order.update([](auto& ids) { std::swap(ids[0], ids[1]); });
  }

  PLUME_HEEX(R"heex(<div id="left">left <.live_component :if={@left} module={Pawn} id="m" /></div>
<div id="right">right <.live_component :if={!@left} module={Pawn} id="m" /></div>
<div id="row"><.live_component :for={id <- @order} module={Pawn} id={id} /></div>
<button id="side" phx-click="side">side</button>
<button id="order" phx-click="order">order</button>)heex")
};

}  // namespace corpus
