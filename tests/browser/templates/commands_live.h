// A page for every command of JS: buttons named after what they do, and elements that it happens to.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/js.h"
#include "plume/live_component.h"
#include "plume/live_view.h"

namespace site {

using plume::JS;
using plume::Value;

/// Shows the last event it got.
class Ear : public plume::LiveComponent {
 public:
  plume::Assign<std::string> heard;

  void handle_event(std::string_view event, const plume::Params& params) override {
    heard = std::string(event) + " " + params["a"].json();
  }
  PLUME_HEEX(R"heex(
    <p id={"ear-" + @id} class="ear">
      <output>{@heard}</output>
      <button class="own" phx-click={JS().push("own", {.target = @myself, .value = Value{{"a", 1}}})}>own</button>
    </p>
  )heex")
};

/// Runs the commands of its caller, then one of its own.
struct confirmed {
  plume::Required<std::string_view> id;
  JS on_confirm;
  plume::Slot<> inner_block;
  PLUME_HEEX(R"heex(
    <button id={@id} phx-click={JS(@on_confirm).add_class("confirmed")}>{render_slot(@inner_block)}</button>
  )heex")
};

class CommandsLive : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<std::string> heard;
  plume::Assign<std::string> at;
  plume::Assign<bool> shown{true};

  /// Every command that takes time.
  static std::vector<std::pair<std::string, JS>> timed(int ms, bool blocking) {
    const plume::ClassOptions of_class{.to = "#box", .transition = "t", .time = ms, .blocking = blocking};
    return {
        {"show", JS().show({.to = "#hid", .transition = "t", .time = ms, .blocking = blocking})},
        {"hide", JS().hide({.to = "#box", .transition = "t", .time = ms, .blocking = blocking})},
        {"toggle", JS().toggle({.to = "#box", .in = "t", .out = "t", .time = ms, .blocking = blocking})},
        {"add_class", JS().add_class("a", of_class)},
        {"remove_class", JS().remove_class("old", of_class)},
        {"toggle_class", JS().toggle_class("a", of_class)},
        {"transition", JS().transition("t", {.to = "#box", .time = ms, .blocking = blocking})},
    };
  }

  void handle_params(const plume::Params& params, std::string_view) override { at = params["at"].text(); }

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "hear") heard = params.json(true);
    if (event == "inc") ++n;
    if (event == "gone") shown = false;
    if (event == "run") push_event("run", {{"to", "#box"}, {"js", JS().add_class("run").hide().value()}});
    if (event == "call") push_event("call", {{"to", "#box"}, {"attribute", "data-call"}});
  }

  PLUME_HEEX(R"heex(
    <main>
      <p>
        <output id="n">{@n}</output> <output id="at">{@at}</output> <output id="heard">{@heard}</output>
        <button id="inc" phx-click="inc">inc</button>
      </p>
      <div
        id="box"
        class="box old"
        title="before"
        data-n={@n}
        data-call={JS().set_attribute("title", "called").push("inc")}
      >
        box <b id="hid" style="display: none">hid</b>
      </div>
      <.live_component module={Ear} id="one" />
      <.live_component module={Ear} id="two" />

      <section id="push">
        <button
          id="push-value"
          phx-value-a="a"
          phx-value-b="b"
          phx-click={JS().push("hear", {.value = Value{{"b", 2}, {"c", Value::array({"<", nullptr})}}})}
        >
          value
        </button>
        <button id="push-target" phx-click={JS().push("told", {.target = "#ear-two"})}>target</button>
        <button id="push-all" phx-click={JS().push("all", {.target = ".ear"})}>targets</button>
        <button id="push-loading" phx-click={JS().push("inc", {.loading = "#box"})}>loading</button>
        <button id="push-page-loading" phx-click={JS().push("inc", {.page_loading = true})}>page loading</button>
        <button id="push-twice" phx-click={JS().push("inc").push("inc")}>twice</button>
        <form phx-change={JS().push("hear", {.value = Value{{"more", true}}})}><input id="typed" name="typed" /></form>
      </section>

      <section id="dispatch">
        <button id="dispatch-plain" phx-click={JS().dispatch("site:plain", {.to = "#box"})}>plain</button>
        <button
          id="dispatch-detail"
          phx-click={JS().dispatch("site:detail", {.to = "#box", .bubbles = false, .detail = Value{{"a", 1}}})}
        >
          detail
        </button>
        <button id="dispatch-click" phx-click={JS().dispatch("click", {.to = "#inc"})}>click</button>
        <button id="dispatch-blocking" phx-click={JS().dispatch("site:wait", {.blocking = true}).push("inc")}>wait</button>
      </section>

      <section id="visibility">
        <button id="hide" phx-click={JS().hide({.to = "#box"})}>hide</button>
        <button id="show" phx-click={JS().show({.to = "#box"})}>show</button>
        <button id="show-display" phx-click={JS().show({.to = "#hid", .display = "inline-flex"})}>show</button>
        <button id="toggle" phx-click={JS().toggle({.to = "#box"})}>toggle</button>
        <button id="toggle-display" phx-click={JS().toggle({.to = "#hid", .display = "inline"})}>toggle</button>
        <button id="show-row" phx-click={JS().show({.to = "#row"}).show({.to = "#cell"})}>show row</button>
        <button
          id="hide-slowly"
          phx-click={JS().hide({.to = "#box", .transition = plume::Transition("t1 t2", "from", "to"), .time = 400})}
        >
          hide slowly
        </button>
        <button
          id="show-slowly"
          phx-click={JS().show({.to = "#hid", .transition = "fade-in", .time = 400})}
        >
          show slowly
        </button>
        <button
          id="toggle-slowly"
          phx-click={JS().toggle({.to = "#box", .in = "coming", .out = "going", .time = 60})}
        >
          toggle slowly
        </button>
        <table><tbody><tr id="row" style="display: none"><td id="cell" style="display: none">x</td></tr></tbody></table>
      </section>

      <section id="classes">
        <button id="add-class" phx-click={JS().add_class("a  b", {.to = "#box"})}>add</button>
        <button id="remove-class" phx-click={JS().remove_class("old none", {.to = "#box"})}>remove</button>
        <button id="toggle-class" phx-click={JS().toggle_class("old new", {.to = "#box"})}>toggle</button>
        <button id="add-self" phx-click={JS().add_class("self")}>add</button>
        <button id="add-inner" phx-click={JS().add_class("inner", {.to = plume::inner("i.in")})}>a
          <i class="in">b</i></button>
        <button id="add-closest" phx-click={JS().add_class("closest", {.to = plume::closest("section")})}>add</button>
        <button
          id="add-slowly"
          phx-click={JS().add_class("added", {.to = "#box", .transition = "t", .time = 400})}
        >
          add slowly
        </button>
        <button
          id="transition"
          phx-click={JS().transition({"t1 t2", "from", "to"}, {.to = "#box", .time = 400})}
        >
          transition
        </button>
      </section>

      <section id="timed">
        <button :for={[name, js] <- timed(300, true)} id={name + "-blocking"} phx-click={js}>{name}</button>
        <button :for={[name, js] <- timed(60000, false)} id={name + "-not-blocking"} phx-click={js}>{name}</button>
      </section>

      <section id="attributes">
        <button id="set" phx-click={JS().set_attribute("title", "after \"<", {.to = "#box"})}>set</button>
        <button id="remove" phx-click={JS().remove_attribute("title", {.to = "#box"})}>remove</button>
        <button id="toggle-one" phx-click={JS().toggle_attribute("hidden", "", {.to = "#box"})}>toggle</button>
        <button id="toggle-two" phx-click={JS().toggle_attribute("aria-busy", "true", "false", {.to = "#box"})}>
          toggle
        </button>
        <details id="details" phx-mounted={JS().ignore_attributes({"open", "data-own-*"})} data-n={@n} data-own-n={@n}>
          <summary>more</summary>
        </details>
      </section>

      <section id="focus">
        <input id="first" />
        <p id="group"><b>no</b> <a href="#" id="inside">link</a> <input id="last" /></p>
        <button id="focus-one" phx-click={JS().focus({.to = "#last"})}>focus</button>
        <button id="focus-first" phx-click={JS().focus_first({.to = "#group"})}>focus first</button>
        <button id="focus-shown" phx-click={JS().show({.to = "#late"}).focus({.to = "#late"})}>show and focus</button>
        <button
          id="push-focus"
          phx-click={JS().push_focus().push_focus({.to = "#first"}).focus({.to = "#last"})}
        >
          push focus
        </button>
        <button id="pop-focus" phx-click={JS().pop_focus()}>pop focus</button>
        <input id="late" style="display: none" />
      </section>

      <section id="navigation">
        <button id="patch" phx-click={JS().patch("/commands?at=patched")}>patch</button>
        <button id="patch-replace" phx-click={JS().patch("/commands?at=replaced", {.replace = true})}>patch</button>
        <button id="navigate" phx-click={JS().navigate("/colocated")}>navigate</button>
        <button id="navigate-replace" phx-click={JS().navigate("/colocated", {.replace = true})}>navigate</button>
      </section>

      <section id="lists">
        <button id="exec" phx-click={JS().exec("data-call", {.to = "#box"})}>exec</button>
        <button id="exec-own" phx-click={JS().exec("data-own")} data-own={JS().add_class("executed")}>exec</button>
        <button
          id="concat"
          phx-click={JS().add_class("a", {.to = "#box"}).concat(JS().toggle_class("a c", {.to = "#box"}).push("inc"))}
        >
          concat
        </button>
        <.confirmed id="component" on_confirm={JS().push("inc").add_class("called", {.to = "#box"})}>
          component
        </.confirmed>
        <button id="run" phx-click="run">run</button>
        <button id="call" phx-click="call">call</button>
        <button id="gone" phx-click="gone">gone</button>
        <p
          :if={@shown}
          id="leaving"
          phx-remove={JS().hide({.transition = "leave", .time = 400})}
        >
          leaving
        </p>
        <.link id="delete" href="/things/7" method="delete">delete</.link>
        <.link id="delete-confirm" href="/things/8" method="delete" data-confirm="Sure?"><b>delete</b></.link>
        <.link id="delete-forged" href="/things/9" method="delete" csrf_token="forged">delete</.link>
      </section>
    </main>
    <script :type={plume::ColocatedJS}>
      window.addEventListener("phx:run", ({detail}) =>
        liveSocket.execJS(document.querySelector(detail.to), JSON.stringify(detail.js)));
      window.addEventListener("phx:call", ({detail}) => {
        const element = document.querySelector(detail.to);
        liveSocket.execJS(element, element.getAttribute(detail.attribute));
      });
    </script>
  )heex")
};

}  // namespace site
