// life-crash: a view that throws: the client is told, joins again, and the state is that of a new mount.
#pragma once

#include <stdexcept>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class LifeCrash : public plume::LiveView {
 public:
  class Bomb : public plume::LiveComponent {
   public:
    void handle_event(std::string_view, const plume::Params&) override { throw std::runtime_error("boom"); }
    PLUME_HEEX(R"heex(<button id="boom" phx-click="boom" phx-target={@myself}>boom</button>)heex")
  };

  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "inc")
      ++n;
    else if (event == "crash")
      throw std::runtime_error("crashed as asked");
    else if (event == "crash_later")
      send(self(), Crash{});
    else
      LiveView::handle_event(event, params);
  }
  void handle_info(const plume::Message&) override { throw std::runtime_error("crashed later"); }

  PLUME_HEEX(R"heex(<p id="n">{@n}</p>
<button :for={op <- {"inc", "crash", "crash_later", "unknown"}} id={op} phx-click={op}>{op}</button>
<.live_component module={Bomb} id="bomb" />)heex")

 private:
  struct Crash {};
};

}  // namespace corpus
