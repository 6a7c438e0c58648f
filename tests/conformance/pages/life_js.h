// life-js: JS commands without the server; they survive patches. The commands are written as their JSON.
#pragma once

#include "plume/live_view.h"

namespace corpus {

class LifeJs : public plume::LiveView {
 public:
  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
  }

  PLUME_HEEX(R"heex(<div id="box" class="a" data-n={@n}>box {@n} <span class="inner">inner {@n}</span></div>
<div id="other" hidden={@n > 5}>other {@n}</div>
<button id="hide" phx-click='[["hide",{"to":"#box"}]]'>hide</button>
<button id="show" phx-click='[["show",{"to":"#box","display":"flex"}]]'>show</button>
<button id="toggle" phx-click='[["toggle",{"to":"#other"}]]'>toggle</button>
<button id="add" phx-click='[["add_class",{"names":["b","c"],"to":"#box"}]]'>add</button>
<button id="remove" phx-click='[["remove_class",{"names":["a"],"to":"#box"}]]'>remove</button>
<button id="toggle-class" phx-click='[["toggle_class",{"names":["t"],"to":"#box"}]]'>toggle class</button>
<button id="set" phx-click='[["set_attr",{"attr":["title","set"],"to":"#box"}]]'>set</button>
<button id="unset" phx-click='[["remove_attr",{"attr":"title","to":"#box"}]]'>unset</button>
<button id="toggle-attr" phx-click='[["toggle_attr",{"attr":["aria-expanded","true","false"],"to":"#box"}]]'>toggle attribute</button>
<button id="inner" phx-click='[["add_class",{"names":["deep"],"to":{"inner":".inner"}}]]'><span class="inner">me</span></button>
<button id="closest" class="host" phx-click='[["add_class",{"names":["near"],"to":{"closest":".host"}}]]'>closest</button>
<button id="chain" phx-click='[["push",{"event":"inc"}],["add_class",{"names":["pushed"],"to":"#other"}],["toggle_class",{"names":["odd","even"],"to":"#other"}]]'>chain</button>
<button id="inc" phx-click="inc">inc</button>)heex")
};

}  // namespace corpus
