// Hooks, scripts and styles that stand in their templates.
#pragma once

#include <string>

#include "plume/component.h"
#include "plume/live_view.h"

namespace site {

/// Has a style of its own, which must not reach into its slot.
struct card {
  plume::Slot<> inner_block;
  PLUME_HEEX(R"heex(
    <style :type={plume::ColocatedCSS}>
      p { color: rgb(1, 2, 3) }
    </style>
    <section class="card"><p class="own">of the card</p>{render_slot(@inner_block)}</section>
  )heex")
};

/// Has a hook of the same name as the page.
struct echo {
  std::string id;
  PLUME_HEEX(R"heex(
    <script :type={plume::ColocatedHook} name=".Ask">
      export default { mounted() { this.el.textContent = "echo " + this.el.id } }
    </script>
    <i id={@id} phx-hook=".Ask" phx-update="ignore"></i>
  )heex")
};

class ColocatedLive : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<bool> late{false};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "inc") n = n + 1;
    if (event == "late") late = true;
    if (event == "double") reply({{"twice", params["n"].as_int() * 2}});
  }

  PLUME_HEEX(R"heex(
    <style :type={plume::ColocatedCSS}>
      p { color: rgb(9, 8, 7) }
      p:scope { color: rgb(6, 5, 4) }
    </style>
    <p id="outermost">of the page</p>
    <div><p id="mine">of the page</p></div>
    <.card><div><p id="slotted">of the page too</p></div></.card>
    <button id="inc" phx-click="inc">+</button>
    <button id="late" phx-click="late">late</button>

    <p id="ask" phx-hook=".Ask" data-n={@n} phx-update="ignore">no answer yet</p>
    <script :type={plume::ColocatedHook} name=".Ask">
      const ask = async (hook) => {
        const {twice} = await hook.pushEvent("double", {n: Number(hook.el.dataset.n)});
        hook.el.textContent = `${hook.el.dataset.n} * 2 = ${twice}`;
      };
      export default {
        mounted() { ask(this) },
        updated() { ask(this) }
      }
    </script>

    <.echo id="echo" />

    <div :if={@late} id="late-part">
      <script :type={plume::ColocatedHook} name=".Late" runtime>
        {
          mounted() { this.el.textContent = "runtime \"hook\" runs"; }
        }
      </script>
      <b id="late-hook" phx-hook=".Late" phx-update="ignore"></b>
    </div>

    <script :type={plume::ColocatedJS}>
      document.documentElement.dataset.colocated = "ran";
    </script>
    <script :type={plume::ColocatedJS} name="Shelf" key="uploaders">
      export default function shelf() {}
    </script>
  )heex")
};

}  // namespace site
