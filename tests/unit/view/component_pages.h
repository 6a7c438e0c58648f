// Views with live components, for the tests of Components.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"
#include "plume/value.h"

namespace plume::testing {

using Words = std::vector<std::string>;

/// What components did, in order.
inline Words journal;

struct Star : LiveComponent {
  Assign<std::string> name;
  Assign<int> hits{0};

  void mount() override { journal.push_back("mount " + std::to_string(myself.number())); }
  void update() override { journal.push_back("update " + id.get() + " " + name.get()); }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "hit") ++hits;
    if (event == "rename") name = "own";
    if (event == "tell") reply({{"hits", hits.get()}});
    if (event == "other") send_update<Star>("2", [](Star& star) { star.name = "told"; });
    if (event == "away") push_navigate("/away");
  }
  PLUME_HEEX(R"heex(<i phx-target={@myself}>{@name}<b :if={@hits > 0}>{@hits}</b></i>)heex")
};

/// Stars by id; the name is for all of them.
struct Sky : LiveView {
  Assign<std::vector<int>> ids{{1, 2, 3}};
  Assign<std::string> name{"n"};
  Assign<bool> shown{true};

  void handle_event(std::string_view event, const Params& params) override {
    if (event == "name") name = std::string(params.text());
    if (event == "add") ids.edit().push_back(static_cast<int>(ids->size()) + 1);
    if (event == "twice") ids.edit().push_back(1);
    if (event == "shown") shown = !shown;
  }
  PLUME_HEEX(
      R"heex(<div :if={@shown}><.live_component :for={id <- @ids} module={Star} id={id} name={@name} /></div>)heex")
};

/// Has content of its caller, and a component of its own.
struct Panel : LiveComponent {
  Assign<bool> open{true};
  Assign<std::string> title;
  Slot<bool> inner_block;
  void handle_event(std::string_view, const Params&) override { open = !open; }
  PLUME_HEEX(
      R"heex(<section>{@title}<p :if={@open}>{render_slot(@inner_block, @open)}</p><.live_component module={Star} id="of panel" name={@open ? "open" : "closed"} /></section>)heex")
};

struct PanelPage : LiveView {
  Assign<int> n{0};
  Assign<std::string> title{"t"};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "n") ++n;
    if (event == "title") title = title.get() + "!";
  }
  PLUME_HEEX(
      R"heex(<.live_component module={Panel} id="p" title={@title} :let={open}>{@n} {open ? "yes" : "no"}<.live_component module={Star} id="in slot" name="s" /></.live_component>)heex")
};

/// Panels in a panel, which a button hides; what is in them is of the page.
struct Box : LiveComponent {
  Assign<int> width{0};
  Slot<> inner_block;
  void handle_event(std::string_view, const Params&) override { ++width; }
  PLUME_HEEX(R"heex(<div>{@width} {render_slot(@inner_block)}</div>)heex")
};
struct HidingPage : LiveView {
  Assign<bool> shown{true};
  Assign<int> n{0}, width{0};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "shown") shown = !shown;
    if (event == "n") ++n;
    if (event == "width") width = 50;
  }
  PLUME_HEEX(
      R"heex(<.live_component :if={@shown} module={Box} id="outer"><.live_component module={Box} id="inner" width={@width}>{@n}</.live_component></.live_component>)heex")
};

/// The same component with content and without.
struct FillingPage : LiveView {
  Assign<bool> filled{false};
  void handle_event(std::string_view, const Params&) override { filled = !filled; }
  PLUME_HEEX(
      R"heex(<%= if (@filled) { %><.live_component module={Box} id="b">full</.live_component><% } else { %><.live_component module={Box} id="b" /><% } %>)heex")
};

/// Updated together.
struct Batched : LiveComponent {
  Assign<std::string> text;
  static void update_many(std::span<Batched* const> all) {
    std::string ids;
    for (auto* one : all) ids += one->id.get();
    for (auto* one : all) one->text = ids;
  }
  PLUME_HEEX(R"heex(<u>{@text}</u>)heex")
};
struct Outer : LiveComponent {
  PLUME_HEEX(
      R"heex(<em><.live_component module={Batched} id={@id + "x"} /><.live_component module={Batched} id={@id + "y"} /></em>)heex")
};
struct BatchPage : LiveView {
  PLUME_HEEX(
      R"heex(<.live_component module={Outer} id="a" /><.live_component module={Batched} id="top" /><.live_component module={Outer} id="b" />)heex")
};

/// Counts how often it is given something else.
struct Counting : LiveComponent {
  struct Point {
    int x;
    friend bool operator==(const Point&, const Point&) = default;
  };
  Assign<std::vector<std::string>> words;
  Assign<std::optional<bool>> maybe;
  Assign<Value> json;
  Assign<Point> point{Point{0}};
  Assign<int> updates{0};
  void update() override { ++updates; }
  PLUME_HEEX(R"heex(<i>{@updates}</i>)heex")
};
struct CountingPage : LiveView {
  std::vector<std::string> words;
  std::optional<bool> maybe;
  Value json;
  Counting::Point point{0};
  void handle_event(std::string_view, const Params&) override {}
  PLUME_HEEX(
      R"heex(<.live_component module={Counting} id="c" words={words} maybe={maybe} json={json} point={point} />)heex")
};

/// Changes its own id.
struct Renaming : LiveComponent {
  Assign<int> mounts{0};
  void mount() override {
    ++mounts;
    id = "own";
  }
  void handle_event(std::string_view, const Params&) override { id = id.get() + "!"; }
  PLUME_HEEX(R"heex(<i>{@id} {@mounts}</i>)heex")
};
struct RenamingPage : LiveView {
  Assign<int> n{0};
  void handle_event(std::string_view, const Params&) override { ++n; }
  PLUME_HEEX(R"heex(<b>{@n}</b><.live_component module={Renaming} id="a" />)heex")
};

/// Components of two classes, which have equal ids of several kinds.
struct Left : LiveComponent {
  Assign<int> hits{0};
  void handle_event(std::string_view, const Params&) override { ++hits; }
  PLUME_HEEX(R"heex(<i>{@id}={@hits}</i>)heex")
};
struct Right : LiveComponent {
  Assign<int> hits{0};
  void handle_event(std::string_view, const Params&) override { ++hits; }
  PLUME_HEEX(R"heex(<b>{@id}={@hits}</b>)heex")
};
struct PairsPage : LiveView {
  Assign<std::vector<std::string>> ids;
  void mount(const Params&, const Session&) override {
    for (int i = 0; i < 40; ++i) ids.edit().push_back("the id of a component that is number " + std::to_string(i));
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "reverse") std::reverse(ids.edit().begin(), ids.edit().end());
    if (event == "drop") ids.edit().pop_back();
  }
  PLUME_HEEX(
      R"heex(<p :for={id <- @ids} :key={id}><.live_component module={Left} id={id} /><.live_component module={Right} id={id} /></p>)heex")
};

/// Calls `within` in the middle of its render, and between two writes of an event.
inline std::function<std::string()> within = [] { return std::string(); };
struct Interrupted : LiveComponent {
  Assign<std::string> before, after;
  void update() override {
    before = id.get() + within();
    after = before.get();
  }
  PLUME_HEEX(
      R"heex(<i><.live_component module={Left} id={@id} />{@before}{within()}{@after}<.live_component module={Right} id={@id} /></i>)heex")
};
struct InterruptedPage : LiveView {
  Assign<int> n{0}, twice{0};
  void handle_event(std::string_view, const Params&) override {
    ++n;
    within();
    twice = 2 * *n;
  }
  PLUME_HEEX(
      R"heex(<p :for={i <- 1..3} :key={{@n, i}}>{within()}<.live_component module={Interrupted} id={i} /><.live_component module={Box} id={i}>{within()}{@n}</.live_component></p><b>{@twice}</b>)heex")
};

/// Goes away at a wrong time, which its id names.
struct Navigating : LiveComponent {
  void mount() override {
    if (id.get() == "mount") push_navigate("/away");
  }
  void update() override {
    if (id.get() == "update") redirect("/away");
  }
  PLUME_HEEX(R"heex(<i></i>)heex")
};
struct NavigatingTogether : LiveComponent {
  static void update_many(std::span<NavigatingTogether* const> all) { all[0]->push_patch("/away"); }
  PLUME_HEEX(R"heex(<i></i>)heex")
};
struct BadPage : LiveView {
  Assign<std::optional<std::string>> id;
  Assign<bool> together{false};
  PLUME_HEEX(
      R"heex(<.live_component :if={!@together} module={Navigating} id={@id} /><.live_component :if={@together} module={NavigatingTogether} id={@id} />)heex")
};

/// Breaks after its neighbour was rendered.
struct Breaking : LiveComponent {
  std::string text() const { throw std::runtime_error("boom"); }
  PLUME_HEEX(R"heex(<i>{text()}</i>)heex")
};
struct BreakingPage : LiveView {
  PLUME_HEEX(
      R"heex(<.live_component module={Star} id="s" name="secret" /><.live_component module={Breaking} id="b" />)heex")
};

}  // namespace plume::testing
