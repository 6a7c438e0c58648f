// form-debounce: `phx-debounce`: many keystrokes, one event; flushed by blur and by submit.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class FormDebounce : public plume::LiveView {
 public:
  plume::Assign<int> changes{0};
  plume::Assign<std::string> q;
  plume::Assign<std::string> r;
  plume::Assign<std::string> saved;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "change") {
      ++changes;
      q = params["q"].text();
      r = params["r"].text();
    }
    if (event == "save") saved = std::string(params["q"].text()).append("/").append(params["r"].text());
  }

  PLUME_HEEX(R"heex(<form id="f" phx-change="change" phx-submit="save">
  <input id="q" name="q" value={@q} phx-debounce="150" />
  <input id="r" name="r" value={@r} phx-debounce="blur" />
  <button id="go">go</button>
</form>
<p id="out">{@changes} changes, q={@q}, r={@r}, saved={@saved}</p>)heex")
};

}  // namespace corpus
