// Components of many rows, chosen at run time, and of few words.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/value.h"

namespace plume::testing {

struct Heading {
  Required<std::string_view> label;
};

/// A table over any type of row.
template <class Row, int Least = 0>
struct table {
  Required<const std::vector<Row>*> rows;
  Required<Slot<Row, Heading>> col;
  PLUME_HEEX(
      R"heex(<table><tr><th :for={c <- @col}>{c.label}</th></tr><tr :for={row <- *@rows} :if={row.id >= Least}><td :for={c <- @col}>{render_slot(c, row)}</td></tr></table>)heex")
};

/// Entries with attributes of all kinds.
struct Cell {
  std::string class_;
  Rest rest;
};
struct strip {
  Slot<None, Cell> cell;
  PLUME_HEEX(R"heex(<i :for={c <- @cell} class={c.class_} {c.rest}>{render_slot(c)}</i>)heex")
};
struct StripPage {
  Assign<bool> on{true};
  Rest more;
  PLUME_HEEX(
      R"heex(<.strip><:cell class={["a", @on && "b"]} phx-click="go" {@more}>1</:cell><:cell :for={n <- 2..3} class={["c", n == 3 && "d"]}>{n}</:cell></.strip>)heex")
};

struct text_field {
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<textarea>{render_slot(@inner_block)}</textarea>)heex")
};
struct TextPage {
  Assign<int> n{1};
  PLUME_HEEX(R"heex(<.text_field>Row {@n}</.text_field>)heex")
};

/// Attributes that are written as several.
struct GroupPage {
  Assign<bool> on{true};
  Assign<std::map<std::string, int>> map{std::map<std::string, int>{{"a", 1}, {"b_c", 2}}};
  Value value{{"label", "x"}, {"gone", nullptr}, {"n", Value{{"p", 1}, {"q", true}, {"r", false}}}};
  PLUME_HEEX(
      R"heex(<p data={{ {"a", 1}, {"bar-baz", "x"}, {"n", { {"p", @on}, {"q", false} }} }}><i data={@map} aria={@value}></i><object data={"/u"}></object></p>)heex")
};

struct Person {
  int id;
  std::string name;
};
struct Place {
  int id;
  double height;
};

struct TablesPage {
  using people = table<Person>;
  using places = table<Place, 2>;
  Assign<std::vector<Person>> some{std::vector<Person>{{1, "Ada"}, {2, "Bob"}}};
  Assign<std::vector<Place>> where{std::vector<Place>{{1, 0.5}, {2, 1.5}}};
  PLUME_HEEX(
      R"heex(<.people rows={&@some}><:col :let={p} label="Name">{p.name}</:col><:col :let={p} label="Id">{p.id}</:col></.people><.places rows={&@where}><:col :let={p} label="Height">{p.height}</:col></.places>)heex")
};

struct panel {
  Required<std::string_view> title;
  OneOf<"wide", "narrow"> width;
  Slot<> inner_block;
};
struct plain_panel : panel {
  PLUME_HEEX(R"heex(<p class={@width}>{@title}: {render_slot(@inner_block)}</p>)heex")
};
struct framed_panel : panel {
  PLUME_HEEX(R"heex(<fieldset class={@width}><legend>{@title}</legend>{render_slot(@inner_block)}</fieldset>)heex")
};

struct PanelPage {
  Assign<ComponentOf<panel>> shape{ComponentOf<panel>::of<plain_panel>()};
  Assign<std::string> title{"Today"};
  Assign<std::string> width{"narrow"};
  Assign<int> n{1};
  PLUME_HEEX(R"heex(<.dynamic is={@shape} title={@title} width={@width}><b>{@n}</b></.dynamic>)heex")
};

/// Answers with references to what is its own.
struct Teller {
  std::string name;
  const std::string& tell() const { return name; }
  Teller& louder() {
    name += "!";
    return *this;
  }
};
struct note {
  Required<std::string_view> title;
  Required<std::string> text;
  int least = 0;
  Rest rest;
  PLUME_HEEX(R"heex(<p title={@title} {@rest}>{@text} {@least}</p>)heex")
};
struct TellingPage {
  Assign<std::string> name{"a name that is too long for its object"};
  Assign<int> n{1};
  PLUME_HEEX(
      R"heex(<.note title={Teller{@name}.louder().tell()} text={Teller{@name}.tell()} least={std::max(@n + 1, 1)} data-x={Teller{@name}.tell()} />)heex")
};

}  // namespace plume::testing

#include "components.heex.h"
