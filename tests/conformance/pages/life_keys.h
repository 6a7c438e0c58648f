// life-keys: keys, focus and blur, window events, click away, throttle.
#pragma once

#include <string>
#include <vector>

#include "pages/text.h"
#include "plume/live_view.h"

namespace corpus {

class LifeKeys : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> log;

  void handle_event(std::string_view event, const plume::Params& params) override {
    std::string line(event);
    if (params.contains("key")) line.append("=").append(params["key"].text());
    if (!params["value"].text().empty()) line.append(":").append(params["value"].text());
    auto& lines = log.edit();
    lines.push_back(line);
    if (lines.size() > 6) lines.erase(lines.begin());
  }

  PLUME_HEEX(R"heex(<pre id="log">{join(@log, " ")}</pre>
<input id="any" phx-keydown="down" phx-keyup="up" value="v1" />
<input id="enter" phx-keydown="entered" phx-key="Enter" />
<input id="foc" phx-focus="focused" phx-blur="blurred" value="v2" />
<div phx-window-keydown="win" phx-key="Escape">window keys</div>
<div id="menu" phx-click-away="away"><button id="inside" phx-click="inside">inside</button></div>
<button id="throttled" phx-click="throttled" phx-throttle="300">throttled</button>
<p id="outside">outside</p>)heex")
};

}  // namespace corpus
