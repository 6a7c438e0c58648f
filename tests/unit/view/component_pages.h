// Views with live components, for the tests of Components.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

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

struct Navigating : LiveComponent {
  void update() override { push_navigate("/away"); }
  PLUME_HEEX(R"heex(<i></i>)heex")
};
struct BadPage : LiveView {
  Assign<std::optional<std::string>> none;
  Assign<bool> null_id{false};
  PLUME_HEEX(
      R"heex(<.live_component :if={@null_id} module={Star} id={@none} /><.live_component :if={!@null_id} module={Navigating} id="n" />)heex")
};

}  // namespace plume::testing
