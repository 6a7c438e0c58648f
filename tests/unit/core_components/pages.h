// Templates that use the core components.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/core_components.h"

namespace plume::testing {

namespace core = plume::core;

struct Buttons {
  PLUME_HEEX(R"heex(<.core::button phx-click="go" disabled variant="primary" type="button">a</.core::button>
<.core::button navigate="/a" class="x">b</.core::button>
<.core::button patch="/b" replace rel="next">c</.core::button>
<.core::button href="/c" method="delete" variant="danger">d</.core::button>)heex")
};

struct Icons {
  Assign<std::string> name{"check"};
  PLUME_HEEX(R"heex(<.core::icon name={@name} class="big" /><.core::back navigate="/">Home</.core::back>)heex")
};

struct Headers {
  PLUME_HEEX(R"heex(<.core::header level="h2">Birds<:subtitle>all</:subtitle><:actions>+</:actions></.core::header>
<.core::header>Birds</.core::header>)heex")
};

struct ListPage {
  PLUME_HEEX(R"heex(<.core::list><:item title="Name">Ada</:item><:item title="Age">36</:item></.core::list>)heex")
};

struct ProgressPage {
  Assign<std::optional<double>> value{25.0};
  Assign<bool> hidden{false};
  PLUME_HEEX(R"heex(<.core::progress label="Load" value={@value} max={50} label_hidden={@hidden} id="p" />)heex")
};

struct InputPage {
  Assign<Form> form{to_form(Value{{"name", "Ada"}}, {.as = "user"})};
  Assign<std::string> type{"text"};
  Assign<std::vector<SelectOption>> options{std::vector<SelectOption>{"a", {"Bee", "b"}}};
  PLUME_HEEX(
      R"heex(<.core::input field={@form["name"]} type={@type} label="Name" prompt="Choose" options={@options} placeholder="p" />)heex")
};

struct FreeInput {
  Assign<std::optional<std::string>> id;
  Assign<std::optional<Value>> value;
  Assign<std::vector<std::string>> errors;
  Assign<std::string> type{"text"}, hint;
  Assign<std::optional<bool>> checked;
  Assign<bool> multiple{false};
  PLUME_HEEX(
      R"heex(<.core::input id={@id} name="q" value={@value} type={@type} errors={@errors} hint={@hint} checked={@checked} multiple={@multiple} disabled options={{"a", SelectOption::line(), SelectOption::group("G", {"b", "c"})}} aria-label="Query" class="wide" />)heex")
};

struct SimpleForm {
  Assign<Form> form{to_form(Value{{"name", "Ada"}}, {.as = "user"})};
  PLUME_HEEX(
      R"heex(<.core::simple_form :let={f} for={@form} id="f" phx-change="check" autocomplete="off">{f["name"].name}<:actions :let={f}>{f["name"].value}</:actions></.core::simple_form>)heex")
};

struct Bird {
  std::string id, name;
  int span;
};

struct TablePage {
  using birds_table = core::table<Bird>;
  Assign<std::vector<Bird>> birds{std::vector<Bird>{{"b1", "Wren", 15}, {"b2", "Kite", 180}}};
  Assign<std::string> sorted_by, direction{"ascending"};
  PLUME_HEEX(
      R"heex(<.birds_table id="birds" rows={@birds} row_id={[](const Bird& bird) { return bird.id; }} row_click={[](const Bird& bird) { return JS().push("show", {.value = Value{{"id", bird.id}}}); }} caption="Birds" sorted_by={@sorted_by} direction={@direction} on_sort="sort"><:col :let={bird} label="Name" sort="name">{bird.name}</:col><:col :let={bird} label="Span" class="core-number">{bird.span} cm</:col><:action :let={bird}>x {bird.id}</:action><:empty>None.</:empty></.birds_table>)heex")
};

struct PlainTable {
  using numbers_table = core::table<int>;
  Assign<std::vector<int>> numbers{std::vector<int>{7, 8}};
  PLUME_HEEX(R"heex(<.numbers_table id="n" rows={@numbers}><:col :let={n} label="N">{n}</:col></.numbers_table>)heex")
};

struct ModalPage {
  Assign<bool> shown{false};
  PLUME_HEEX(
      R"heex(<.core::modal id="m" title="Sure?" show={@shown} on_cancel={JS().push("no")}>Body<:actions>Yes</:actions></.core::modal>)heex")
};

struct FlashPage {
  Assign<Flash> messages;
  PLUME_HEEX(R"heex(<.core::flash kind="info" flash={@messages} />)heex")
};

struct FlashOfItsOwn {
  PLUME_HEEX(
      R"heex(<.core::flash kind="error" id="own" title="Oh" on_clear={JS().push("clear")} data-x="1">Text</.core::flash>)heex")
};

struct FlashGroup {
  FlashGroup() { messages.edit().put("error", "<No>"); }
  Assign<Flash> messages;
  PLUME_HEEX(R"heex(<.core::flash_group flash={@messages} />)heex")
};

struct TabsPage {
  Assign<std::string> tab;
  Assign<int> n{1};
  PLUME_HEEX(
      R"heex(<.core::tabs id="t" label="Parts" selected={@tab} on_select="tab"><:tab id="a" label="A">a{@n}</:tab><:tab id="b" label="B">b{@n}</:tab></.core::tabs>)heex")
};

struct DropdownPage {
  PLUME_HEEX(
      R"heex(<.core::dropdown id="d" label="More"><:item navigate="/a">Go</:item><:item phx-click="x" phx-value-id="1">Do</:item></.core::dropdown>)heex")
};

struct PaginationPage {
  Assign<int> page{2}, pages{3};
  PLUME_HEEX(R"heex(<.core::pagination page={@page} pages={@pages} on_page="page" />)heex")
};

struct LinkedPagination {
  PLUME_HEEX(
      R"heex(<.core::pagination page={1} pages={2} patch={[](int n) { return "/b?page=" + std::to_string(n); }} label="Birds" />)heex")
};

}  // namespace plume::testing
