// tmpl-no-curly: braces that are no interpolation.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class TmplNoCurly : public plume::LiveView {
 public:
  plume::Assign<int> n{1};
  plume::Assign<std::string> color{"red"};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "color") color = color.get() == "red" ? "blue" : "red";
  }

  PLUME_HEEX(R"heex(<style id="css">
  p.c { color: <%= @color %>; }
  p.n::after { content: "{@n}"; }
</style>
<p id="code" class="c" phx-no-curly-interpolation>
  if (x) { y = {@n}; } <b data-n={@n}>{bold}</b> <%= @n %>
</p>
<p id="escaped">&lbrace;@n&rbrace; and &lbrace;{@n}&rbrace;</p>
<p id="json" data-json={"[" + @n + "]"}>json</p>
<button id="inc" phx-click="inc">inc</button>
<button id="color" phx-click="color">color</button>)heex")
};

}  // namespace corpus
