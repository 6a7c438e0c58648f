// Templates that are rendered without any allocation once they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/range.h"

namespace plume::testing {

struct badge {
  std::string_view label;
  int n = 0;
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<b class={["badge", @n > 5 && "many"]}>{@label} {@n} {render_slot(@inner_block)}</b>)heex")
};

struct SteadyPage {
  struct Row {
    int id;
    std::string name;
    int value;
  };
  Assign<int> n{0};
  Assign<bool> open{true};
  Assign<std::string> text{"a text that is too long for the small buffer of a string"};
  Assign<std::vector<Row>> rows;
  PLUME_HEEX(R"heex(<h1 title={@text}>{@n}</h1>
<p :if={@open}>{@text} {@n}</p>
<table><tr :for={row <- @rows} :key={row.id} id={"row-" + row.id}><td :for={i <- 1..3}>{row.name} {row.value + i}</td></tr></table>
<ul><li :for={row <- @rows}><.badge label={row.name} n={row.value}>{@n}</.badge></li></ul>)heex")
};

/// Keys that are texts, and of several parts.
struct TextKeysPage {
  Assign<std::vector<std::string>> names;
  PLUME_HEEX(R"heex(<ul><li :for={name <- @names} :key={name}>{name}</li></ul>
<ol><li :for={{name, i} <- plume::with_index(@names)} :key={{1, name}}>{i}</li></ol>)heex")
};

}  // namespace plume::testing
