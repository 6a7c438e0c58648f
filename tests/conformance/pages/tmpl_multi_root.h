// tmpl-multi-root: a template with several roots; function components with several or no root tags.
#pragma once

#include "plume/live_view.h"

namespace corpus {

class TmplMultiRoot : public plume::LiveView {
 public:
  struct pair {
    int n = 0;
    PLUME_HEEX(R"heex(<dt>no. {@n}</dt>
<dd>twice {@n * 2}</dd>)heex")
  };

  struct words {
    int n = 0;
    PLUME_HEEX(R"heex(just {@n} words)heex")
  };

  struct maybe {
    bool open = false;
    plume::Slot<> inner_block;
    PLUME_HEEX(R"heex(<%= if (@open) { %>{render_slot(@inner_block)}<% } %>)heex")
  };

  plume::Assign<int> n{0};
  plume::Assign<bool> open{false};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "open") open = !open;
  }

  PLUME_HEEX(R"heex(loose text {@n}
<p>first</p>
between
<dl><.pair n={@n} /><.pair :if={@open} n={@n + 100} /></dl>
<.words n={@n} />
<.maybe open={@open}>inside {@n} <b>bold</b></.maybe>
<button id="inc" phx-click="inc">inc</button><button id="open" phx-click="open">open</button>
last {@open ? "open" : "false"})heex")
};

}  // namespace corpus
