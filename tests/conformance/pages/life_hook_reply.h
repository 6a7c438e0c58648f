// life-hook-reply: `pushEvent` of hooks, with replies; life of hooks as elements come and go.
#pragma once

#include "plume/live_view.h"

namespace corpus {

class LifeHookReply : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<bool> extra{false};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "ask") reply({{"answer", params["q"]}, {"n", n.get()}});
    if (event == "ask_inc") {
      ++n;
      reply({{"ok", true}});
    }
    if (event == "quiet") ++n;
    if (event == "list") reply({{"items", plume::Value::array({1, 2, 3})}, {"nothing", nullptr}});
    if (event == "extra") extra = !extra;
  }

  PLUME_HEEX(R"heex(<div id="hook" phx-hook="Bridge">{@n}</div>
<p id="trace" phx-hook="Trace" data-n={@n}>traced</p>
<p :if={@extra} id="extra-trace" phx-hook="Trace">extra</p>
<button id="extra" phx-click="extra">extra</button>)heex")
};

}  // namespace corpus
