// comp-update: send_update to components: by id, to one which is gone, from a component to another.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompUpdate : public plume::LiveView {
 public:
  class Label : public plume::LiveComponent {
   public:
    plume::Assign<int> updates{0};
    plume::Assign<std::string> text;

    void update() override { ++updates; }
    void handle_event(std::string_view, const plume::Params& params) override {
      send_update<Label>(params["to"].text(), [by = id.get()](Label& label) { label.text = "poked by " + by; });
    }

    PLUME_HEEX(
        R"heex(<p id={@id}>{@text} ({@updates}) <button id={"poke-" + @id} phx-click="poke" phx-target={@myself} phx-value-to={@id == "l1" ? "l2" : "l1"}>poke</button></p>)heex")
  };

  plume::Assign<bool> shown{true};
  plume::Assign<std::vector<std::string>> events{{"update1", "update2", "shown"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "update1") send_update<Label>("l1", [](Label& label) { label.text = "ONE"; });
    if (event == "update2") send_update<Label>("l2", [](Label& label) { label.text = "TWO"; });
    if (event == "shown") shown = !shown;
  }

  PLUME_HEEX(R"heex(<.live_component module={Label} id="l1" text="one" />
<.live_component :if={@shown} module={Label} id="l2" text="two" />
<button :for={op <- @events} id={op} phx-click={op}>{op}</button>)heex")
};

}  // namespace corpus
