// The templates of the worked examples (templates.md 4.8).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"

namespace plume::testing {

struct X1 {
  Assign<std::string> id{"x"}, c{"y"}, name{"Z"};
  PLUME_HEEX(R"heex(<div id={@id} class={["a", @c]}>
  Hi {@name}
</div>)heex")
};

struct X2 {
  Assign<bool> ok{true};
  Assign<int> a{1};
  PLUME_HEEX(R"heex(<p :if={@ok}>yes {@a}</p>)heex")
};

struct X3 {
  Assign<int> ok{3}, a{1}, b{9};
  PLUME_HEEX(R"heex(<%= if (@ok) { %>yes {@a}<% } else { %>no {@b}<% } %>)heex")
};

struct X4 {
  struct State {
    char kind;
    int v;
  };
  Assign<State> s{State{'a', 0}};
  Assign<int> x{1};
  PLUME_HEEX(R"heex(<%= switch (@s.kind) { %>
  <% case 'a': %>A{@x}
  <% case 'b': %>B{@s.v}{@x}
<% } %>)heex")
};

struct X5 {
  Assign<std::vector<int>> xs;
  PLUME_HEEX(R"heex(<ul><li :for={x <- @xs}>{x}</li></ul>)heex")
};

struct X6 {
  struct Row {
    int id;
    std::string n;
    int unused = 0;
  };
  Assign<std::vector<Row>> xs{std::vector<Row>{{1, "a"}, {2, "b"}}};
  Assign<int> c{0};
  PLUME_HEEX(R"heex(<ul><li :for={x <- @xs} :key={x.id}>{x.n} {@c}</li></ul>)heex")
};

struct X7 {
  Assign<std::vector<int>> xs{std::vector<int>{1, 2}}, ys{std::vector<int>{1, 2, 3}};
  static std::vector<std::pair<int, int>> different(const std::vector<int>& xs, const std::vector<int>& ys) {
    std::vector<std::pair<int, int>> all;
    for (int x : xs)
      for (int y : ys)
        if (x != y) all.emplace_back(x, y);
    return all;
  }
  PLUME_HEEX(R"heex(<%= for (const auto& [x, y] : different(@xs, @ys)) { %>{x}-{y};<% } %>)heex")
};

struct X8 {
  Assign<std::vector<int>> xs{std::vector<int>{1, 2}};
  PLUME_HEEX(R"heex(<%= for (int x : @xs) { %><%= if (x > 1) { %>big {x}<% } else { %>small<% } %><% } %>)heex")
};

struct hello {
  std::string_view name = "bob";
  int n = 0;
  PLUME_HEEX(R"heex(<p>Hi {@name} {@n}</p>)heex")
};
struct X9 {
  Assign<std::string> n{"x"};
  Assign<int> c{1};
  PLUME_HEEX(R"heex(<div><.hello name={@n} n={@c} /><.hello /></div>)heex")
};

struct card {
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<div class="card">{render_slot(@inner_block)}</div>)heex")
};
struct X10 {
  Assign<int> x{1};
  PLUME_HEEX(R"heex(<.card>dyn {@x}</.card>)heex")
};
struct X10Static {
  PLUME_HEEX(R"heex(<.card>static</.card>)heex")
};
struct X10Without {
  PLUME_HEEX(R"heex(<.card/>)heex")
};

struct headed {
  Slot<> header;
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<section>
  <header :if={@header}>{render_slot(@header)}</header>
  {render_slot(@inner_block)}
</section>)heex")
};
struct X11 {
  Assign<int> h{1}, b{2};
  PLUME_HEEX(R"heex(<.headed>
  <:header>H {@h}</:header>
  Body {@b}
</.headed>)heex")
};
struct X12 {
  PLUME_HEEX(R"heex(<.headed><:header>x</:header><:header>z</:header>b</.headed>)heex")
};

struct btn {
  Rest rest;
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<button {@rest}>{render_slot(@inner_block)}</button>)heex")
};
struct X13 {
  Assign<std::string> id{"i"};
  PLUME_HEEX(R"heex(<.btn class="x" phx-click="go" id={@id}>ok</.btn>)heex")
};

struct X14 {
  struct Inner {
    int m;
  };
  struct Outer {
    int n;
    std::vector<Inner> ys;
  };
  Assign<std::vector<Outer>> xs{std::vector<Outer>{{1, {{1}, {2}}}}};
  PLUME_HEEX(R"heex(<%= for (const auto& x : @xs) { %><%= for (const auto& y : x.ys) { %>{x.n}{y.m}<% } %><% } %>)heex")
};

struct X16 {
  Assign<std::string> v{"x"};
  Assign<bool> c{true};
  PLUME_HEEX(R"heex(<input value={@v} checked={@c}>)heex")
};

}  // namespace plume::testing
