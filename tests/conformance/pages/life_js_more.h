// life-js-more: transition, dispatch, focus, exec, navigate, patch, ignore_attributes. The commands are written as
// their JSON, and `link` is a stand-in with the HTML of a live link.
#pragma once

#include <string>
#include <string_view>

#include "plume/live_view.h"

namespace corpus {

class LifeJsMoreNext : public plume::LiveView {
 public:
  struct link {
    std::string_view id;
    std::string_view navigate;
    plume::Slot<> inner_block;
    PLUME_HEEX(
        R"heex(<a href={@navigate} data-phx-link="redirect" data-phx-link-state="push" id={@id}>{render_slot(@inner_block)}</a>)heex")
  };

  PLUME_HEEX(R"heex(<h1>next</h1>
<.LifeJsMoreNext::link id="home" navigate="/corpus/life-js-more">home</.LifeJsMoreNext::link>)heex")
};

class LifeJsMore : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<std::string> q;

  void handle_params(const plume::Params& params, std::string_view) override { q = params["q"].text(); }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
  }

  PLUME_HEEX(R"heex(<p id="state">{@n} {@q}</p>
<div id="pane" class="pane" data-open='[["show",{"to":"#panel"}],["add_class",{"names":["opened"],"to":"#pane"}]]'>
  <input id="first" /><input id="second" />
</div>
<div id="panel" style="display: none" phx-mounted='[["add_class",{"names":["was-mounted"]}]]'>panel {@n}</div>
<details id="det" phx-mounted='[["ignore_attrs",{"attrs":["open"]}]]' data-n={@n}><summary>s</summary>d</details>
<button id="transition" phx-click='[["transition",{"time":40,"to":"#pane","transition":[["fade"],["from"],["to"]]}]]'>transition</button>
<button id="exec" phx-click='[["exec",{"attr":"data-open","to":"#pane"}]]'>exec</button>
<button id="dispatch" phx-click='[["dispatch",{"event":"phx:custom","to":"#pane","detail":{"a":1}}],["dispatch",{"event":"phx:plain","to":"window"}]]'>dispatch</button>
<button id="focus" phx-click='[["focus",{"to":"#second"}]]'>focus</button>
<button id="focus-first" phx-click='[["focus_first",{"to":"#pane"}]]'>focus first</button>
<button id="push-focus" phx-click='[["push_focus",{}],["focus",{"to":"#first"}]]'>push focus</button>
<button id="pop-focus" phx-click='[["pop_focus",{}]]'>pop focus</button>
<button id="hide-slow" phx-click='[["hide",{"time":40,"to":"#panel","transition":[["t"],["o1"],["o0"]]}]]'>hide slowly</button>
<button id="patch" phx-click='[["patch",{"href":"/corpus/life-js-more?q=1","replace":false}]]'>patch</button>
<button id="replace" phx-click='[["patch",{"href":"/corpus/life-js-more?q=2","replace":true}]]'>replace</button>
<button id="navigate" phx-click='[["navigate",{"href":"/corpus/life-js-more/next","replace":false}]]'>navigate</button>
<button id="open" phx-click='[["set_attr",{"attr":["open",""],"to":"#det"}]]'>open</button>
<button id="inc" phx-click="inc">inc</button>)heex")
};

}  // namespace corpus
