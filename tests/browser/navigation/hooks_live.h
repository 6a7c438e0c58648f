// Hooks that come to a page which had none.
#pragma once

#include <string>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace travel {

/// Its first page has no hook. Another one, or an event, brings one, and an event of the server for it.
class HooksLive : public plume::LiveView {
 public:
  plume::Assign<bool> shown{false};
  plume::Assign<int> n{0};

  void mount(const plume::Params& params, const plume::Session&) override {
    if (params["shown"].text() == "yes") show();
  }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "show") show();
    if (event == "count") ++n;
  }

  PLUME_HEEX(R"heex(
    <h1>{@shown ? "Shown" : "Hidden"}</h1>
    <button id="show" phx-click="show">Show</button>
    <button id="count" phx-click="count">{@n}</button>
    <.link id="go" navigate="/hooks/yes">Go</.link>
    <p :if={@shown} id="log" phx-hook=".Log" data-n={@n} phx-update="ignore"></p>
    <script :type={plume::ColocatedHook} name=".Log">
      export default {
        mounted() {
          this.write("mounted");
          this.handleEvent("told", ({what}) => this.write(what));
        },
        updated() { this.write(this.el.dataset.n) },
        write(text) { this.el.textContent += text + "." }
      }
    </script>
  )heex")

 private:
  void show() {
    shown = true;
    push_event("told", {{"what", "told"}});
  }
};

}  // namespace travel
