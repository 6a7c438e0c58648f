// tmpl-for-empty: comprehensions between empty and non-empty.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plume/live_view.h"
#include "plume/range.h"

namespace corpus {

class TmplForEmpty : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> rows;
  plume::Assign<std::optional<std::string>> note;

  void handle_event(std::string_view event, const plume::Params&) override {
    using Rows = std::vector<std::string>;
    if (event == "fill") rows = Rows{"a", "b"};
    if (event == "empty") rows = Rows{};
    if (event == "one") rows = Rows{"solo"};
    if (event == "note") note = note.get() ? std::nullopt : std::optional<std::string>("n");
  }

  PLUME_HEEX(R"heex(<ul id="rows"><li :for={row <- @rows}>{row} {@note}</li></ul>
<p :if={@rows.empty()}>No rows yet.</p>
<ol :if={!@rows.empty()}>
  <li :for={{row, i} <- plume::with_index(@rows)}>{i}: {row}</li>
</ol>
<button id="fill" phx-click="fill">fill</button>
<button id="empty" phx-click="empty">empty</button>
<button id="one" phx-click="one">one</button>
<button id="note" phx-click="note">note</button>)heex")
};

}  // namespace corpus
