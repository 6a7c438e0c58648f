// life-push-event: push_event to the window and to hooks: with a change, from a message, from mount, from a component.
#pragma once

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class LifePushEvent : public plume::LiveView {
 public:
  class Horn : public plume::LiveComponent {
   public:
    void handle_event(std::string_view, const plume::Params&) override { push_event("honk", {{"from", "horn"}}); }
    PLUME_HEEX(R"heex(<button id="horn" phx-click="honk" phx-target={@myself}>honk</button>)heex")
  };

  plume::Assign<int> n{0};

  void mount(const plume::Params&, const plume::Session&) override {
    if (connected()) push_event("hello", {{"n", 0}});
  }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "one") push_event("note", {{"list", plume::Array{1, "two", nullptr, true, 1.5}}, {"text", "a & b"}});
    if (event == "two") {
      push_event("note", {{"i", 1}});
      push_event("note", {{"i", 2}});
      ++n;
    }
    if (event == "later") send(self(), Later{});
    if (event == "empty") push_event("other");
  }
  void handle_info(const plume::Message&) override { push_event("note", {{"late", true}}); }

  PLUME_HEEX(R"heex(<p id="ear" phx-hook="Bridge" data-listen="note honk">{@n}</p>
<button :for={op <- {"one", "two", "later", "empty"}} id={op} phx-click={op}>{op}</button>
<.live_component module={Horn} id="horn" />)heex")

 private:
  struct Later {};
};

}  // namespace corpus
