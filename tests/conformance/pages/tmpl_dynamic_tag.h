// tmpl-dynamic-tag: a tag whose name is computed.
#pragma once

#include <string>
#include <string_view>

#include "plume/live_view.h"

namespace corpus {

class TmplDynamicTag : public plume::LiveView {
 public:
  plume::Assign<std::string> tag{"h2"};
  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "tag") tag = tag.get() == "h2" ? "section" : tag.get() == "section" ? "p" : "h2";
    if (event == "inc") ++n;
  }

  PLUME_HEEX(
      R"heex(<.dynamic_tag tag_name={@tag} id="dyn" class={["t", @n > 1 && "many"]} data-n={@n}>content {@n} <b>of {@tag}</b></.dynamic_tag>
<.dynamic_tag tag_name="hr" />
<button id="tag" phx-click="tag">tag</button>
<button id="inc" phx-click="inc">inc</button>)heex")
};

}  // namespace corpus
