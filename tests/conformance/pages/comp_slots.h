// comp-slots: a live component with slots, whose content belongs to the view.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompSlots : public plume::LiveView {
 public:
  struct FootAttributes {
    std::string_view class_;
  };

  class Panel : public plume::LiveComponent {
   public:
    plume::Assign<bool> open{true};
    plume::Assign<std::string> title;
    plume::Slot<bool> inner_block;
    plume::Slot<plume::None, FootAttributes> foot;

    void handle_event(std::string_view, const plume::Params&) override { open = !open; }

    PLUME_HEEX(R"heex(<article id="panel">
  <h3 phx-click="open" phx-target={@myself} id="open">{@title}</h3>
  <%= if (@open) { %><div>{render_slot(@inner_block, @open)}</div><% } else { %><hr /><% } %>
  <footer :for={foot <- @foot} class={foot.class_}>{render_slot(foot)}</footer>
</article>)heex")
  };

  plume::Assign<int> n{0};
  plume::Assign<bool> foot{true};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "foot") foot = !foot;
  }

  PLUME_HEEX(R"heex(<.live_component module={Panel} id="panel" title={"Panel " + std::to_string(@n)} :let={open}>
  body {@n} open={open ? "true" : "false"}
  <:foot :if={@foot} class="f1">foot {@n}</:foot>
  <:foot class="f2">always</:foot>
</.live_component>
<button id="inc" phx-click="inc">inc</button>
<button id="foot" phx-click="foot">foot</button>)heex")
};

}  // namespace corpus
