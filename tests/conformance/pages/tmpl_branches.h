// tmpl-branches: nested blocks that switch between different static texts and back.
#pragma once

#include "plume/live_view.h"

namespace corpus {

class TmplBranches : public plume::LiveView {
 public:
  plume::Assign<char> mode{'a'};
  plume::Assign<bool> deep{false};
  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    const bool all = event == "all";
    if (all || event == "mode") mode = mode == 'c' ? 'a' : static_cast<char>(mode + 1);
    if (all || event == "deep") deep = !deep;
    if (all || event == "inc") ++n;
  }

  PLUME_HEEX(R"heex(<div id="box">
  <%= switch (@mode) { %>
    <% case 'a': %>
      <p class="a">mode a, {@n}</p>
    <% case 'b': %>
      <%= if (@deep) { %>
        <p class="b deep">b is deep <b>{@n}</b></p>
        <%= if (@n % 2 == 0) { %>even {@n}<% } else { %><em>odd {@n}</em><% } %>
      <% } else { %>
        <p class="b">b is flat</p>
      <% } %>
    <% default: %>
      other
  <% } %>
</div>
<p :if={@deep} id="deep-line">deep {@n}</p>
<p :if={!@deep} id="flat-line">flat</p>
<%= if (@mode == 'c' && @deep) { %>only when c and deep<% } %>
<p id="inline">{@deep ? "yes " + @n : "no"}</p>
<%= if (!@deep) { %><i>unless {@mode}</i><% } %>
<%= if (@n > 2) { %><b>many</b><% } else if (@n > 0) { %>some {@n}<% } else { %><% } %>
<button id="mode" phx-click="mode">mode</button>
<button id="deep" phx-click="deep">deep</button>
<button id="inc" phx-click="inc">inc</button>
<button id="all" phx-click="all">all</button>)heex")
};

}  // namespace corpus
