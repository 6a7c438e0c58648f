// tmpl-attrs: boolean, null, class lists, style, numbers.
#pragma once

#include <optional>
#include <string>

#include "plume/live_view.h"

namespace corpus {

class TmplAttrs : public plume::LiveView {
 public:
  plume::Assign<bool> on{false};
  plume::Assign<int> level{0};
  plume::Assign<std::optional<std::string>> label;
  plume::Assign<std::optional<std::string>> style;

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "toggle") on = !on;
    if (event == "level") ++level;
    if (event == "label") {
      if (!label.get())
        label = "Name";
      else if (!label->value().empty())
        label = "";
      else
        label = std::nullopt;
    }
    if (event == "style") style = style.get() ? std::nullopt : std::optional<std::string>("color: red");
  }

  PLUME_HEEX(R"heex(<div id="list" class={["base", @on && "on", nullptr, ["deep", @level > 1 && "high"]]}>list</div>
<div id="empty" class={[@on && "on"]}>empty list</div>
<div id="plain" class={@on ? "on" : "off"} hidden={@level > 2} style={@style}>plain</div>
<div id="nulls" class={@label} title={@label} aria-hidden={@on} data-level={@level} data-on={@on ? "true" : "false"}>nulls</div>
<input id="box" type="checkbox" checked={@on} disabled={@level == 1} />
<input id="field" value={@label} placeholder={@label} readonly={!@on} />
<details id="more" open={@on}><summary>more</summary>text</details>
<button id="toggle" phx-click="toggle">toggle</button>
<button id="level" phx-click="level">level</button>
<button id="label" phx-click="label">label</button>
<button id="style" phx-click="style">style</button>)heex")
};

}  // namespace corpus
