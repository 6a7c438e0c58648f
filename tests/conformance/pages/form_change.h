// form-change: `phx-change`: what the server receives, with `_target` and `_unused_` keys.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class FormChange : public plume::LiveView {
 public:
  plume::Assign<std::string> seen;
  plume::Assign<plume::Value> values{plume::Value{{"first", ""}, {"last", ""}}};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "change") values = params["person"];
    seen = params.json(true);
  }

  PLUME_HEEX(R"heex(<form id="f" phx-change="change">
  <input id="first" name="person[first]" value={@values["first"]} />
  <input id="last" name="person[last]" value={@values["last"]} />
  <input id="hid" type="hidden" name="token" value="t0" />
  <input id="note" name="note" phx-change="one" />
  <input id="nameless" />
</form>
<pre id="seen">{@seen}</pre>)heex")
};

}  // namespace corpus
