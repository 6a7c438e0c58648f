// life-ignore: `phx-update="ignore"`; `phx-mounted` and `phx-remove`. JS commands are written as their JSON.
#pragma once

#include "plume/live_view.h"

namespace corpus {

class LifeIgnore : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<bool> on{true};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "on") on = !on;
  }

  PLUME_HEEX(
      R"heex(<div id="mine" phx-update="ignore" data-n={@n} class={"c" + @n}>inner {@n} <input id="kept" value={@n} /></div>
<p :if={@on} id="guest" phx-mounted='[["add_class",{"names":["in"]}]]' phx-remove='[["add_class",{"names":["out"],"to":"#mine"}],["hide",{"time":30,"transition":[["bye"],[],[]]}]]'>guest {@n}</p>
<p>{@n}</p>
<button id="inc" phx-click="inc">inc</button>
<button id="on" phx-click="on">on</button>)heex")
};

}  // namespace corpus
