// The templates of the tracking transcripts (templates.md 5.10).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "examples.h"
#include "plume/assign.h"
#include "plume/component.h"
#include "plume/range.h"
#include "plume/value.h"

namespace plume::testing {

inline int evaluations = 0;
/// Counts how often it was asked for.
template <class T>
const T& counted(const T& value) {
  ++evaluations;
  return value;
}

struct bold {
  std::optional<std::string_view> k;
  Rest rest;
  Slot<> inner_block;
  PLUME_HEEX(R"heex(<b {@rest}>{@k}{render_slot(@inner_block)}</b>)heex")
};
struct BoldPage {
  Assign<int> z{1};
  PLUME_HEEX(R"heex(<.bold class="x">{@z}</.bold>)heex")
};

struct sum {
  int x = 0;
  int y = 0;
  PLUME_HEEX(R"heex(<i>{@x + 1} {@y}</i>)heex")
};
struct SumPage {
  Assign<int> x{1}, y{1};
  PLUME_HEEX(R"heex(<.sum x={@x} y={@y}/>)heex")
};

struct Pair {
  int a;
  int b;
};
struct pass {
  Pair v{};
  Slot<Pair> inner_block;
  PLUME_HEEX(R"heex(<em>{render_slot(@inner_block, @v)}</em>)heex")
};
struct PassPage {
  Assign<Pair> v{Pair{1, 2}};
  Assign<int> y{3};
  PLUME_HEEX(R"heex(<.pass :let={e} v={@v}>{e.a} {e.b} {@y}</.pass>)heex")
};
struct PassUnusedPage {
  Assign<Pair> v{Pair{1, 2}};
  Assign<int> y{3};
  PLUME_HEEX(R"heex(<.pass v={@v}>{@y}</.pass>)heex")
};

struct items_of {
  std::vector<int> es;
  Slot<int> inner_block;
  PLUME_HEEX(R"heex(<%= for (int e : @es) { %>{render_slot(@inner_block, e)}<% } %>)heex")
};
struct ItemsPage {
  Assign<std::vector<int>> es{std::vector<int>{1, 2}};
  Assign<int> y{3};
  PLUME_HEEX(R"heex(<.items_of :let={e} es={@es}>{e} {@y}</.items_of>)heex")
};

struct StatementPage {
  Assign<int> x{1}, y{2}, unrelated{0};
  PLUME_HEEX(R"heex(<% const auto v = @x; %>{v} {@y} {@unrelated})heex")
};

struct PathsPage {
  struct Inner {
    int b;
    int c;
  };
  struct Outer {
    Inner a;
  };
  Assign<Outer> f{Outer{{1, 2}}};
  Assign<Value> m{Value{{"a", Value{{"b", 1}, {"c", 2}}}}};
  Assign<std::string> k{"a"};
  PLUME_HEEX(R"heex({@f.a.b} {@m["a"]["b"]} {@m[@k]["b"]} {@f.a.c > 0 && @f.a.b > 0 ? "yes" : "no"})heex")
};

struct LengthPage {
  Assign<std::vector<int>> l{std::vector<int>{1}};
  PLUME_HEEX(R"heex({@l.size()})heex")
};

struct ConditionPage {
  Assign<std::optional<int>> a{1};
  Assign<int> b{2};
  PLUME_HEEX(R"heex(<%= if (const auto x = @a) { %>{x} {@b}<% } %>)heex")
};

struct LoopPage {
  struct Row {
    int a;
    int b;
  };
  Assign<std::vector<Row>> xs{std::vector<Row>{{1, 2}, {3, 4}}};
  Assign<int> y{5};
  PLUME_HEEX(R"heex(<%= for (const auto& x : @xs) { %>{x.a} {x.b} {@y};<% } %>)heex")
};

struct DerivedPage {
  Assign<std::vector<int>> xs{std::vector<int>{1, 2}};
  Assign<int> z{5};
  PLUME_HEEX(R"heex(<%= for (int x : @xs) { %><% const int y = x + 1; %>{y} {@z} {x}<% } %>)heex")
};

struct IndexPage {
  Assign<std::vector<std::string>> xs{std::vector<std::string>{"a", "b"}};
  PLUME_HEEX(R"heex(<p :for={{x, i} <- with_index(@xs)} :key={x}>{i} {x}</p>)heex")
};

struct HeadersPage {
  Assign<std::vector<int>> hs{std::vector<int>{1, 2}};
  Assign<int> z{5};
  PLUME_HEEX(R"heex(<.headed><:header :for={h <- @hs}>{h} {@z}</:header>b</.headed>)heex")
};

struct BracedPage {
  PLUME_HEEX(R"heex(<.headed><:header :for={word <- {"x", "y"}}>{word}</:header>b</.headed>)heex")
};

struct labelled {
  std::string label;
  PLUME_HEEX(R"heex(<i>{@label}</i>)heex")
};
struct JoiningPage {
  Assign<int> n{3};
  Assign<std::optional<std::string>> maybe;
  PLUME_HEEX(
      R"heex(<p class={"c" + @n}>{@n > 2 ? "n " + @n : "few"} {"<" + @maybe + ">"}<.labelled label={"no. " + @n + R"(")"} />{@n + 1 + "!"}</p>)heex")
};

struct SpreadPage {
  Assign<Rest> m;
  Assign<int> n{1};
  PLUME_HEEX(R"heex(<.bold {@m}>{@n}</.bold>)heex")
};

struct SameTextsPage {
  Assign<std::vector<std::string>> words{std::vector<std::string>{"a", "b"}};
  Assign<Rest> attributes;
  PLUME_HEEX(R"heex(<p {@attributes}>{@words}</p>)heex")
};

struct SameClassesPage {
  Assign<std::vector<std::string>> more{std::vector<std::string>{"b", "c"}};
  Assign<bool> on{true};
  PLUME_HEEX(R"heex(<p class={[@on && "a", [@more, !@on && "a"]]}></p>)heex")
};

struct ValuePage {
  Assign<Value> v;
  PLUME_HEEX(R"heex(<p title={@v}>{@v}</p>)heex")
};

struct EvaluationPage {
  Assign<int> x{1}, y{2};
  PLUME_HEEX(R"heex({plume::testing::counted(@x)} <p :if={@x > 0}>{plume::testing::counted(@y)}</p>)heex")
};

struct counting {
  int a = 0;
  int b = 0;
  std::string_view c;
  PLUME_HEEX(
      R"heex(<p>{plume::testing::counted(@a)}{plume::testing::counted(@b)}{plume::testing::counted(@c)}</p>)heex")
};
struct CountingPage {
  Assign<int> x{1}, y{2}, unrelated{0};
  PLUME_HEEX(R"heex(<.counting a={@x} b={@y} c="s" />{@unrelated})heex")
};

struct SamePage {
  Assign<bool> a{true}, b{true};
  PLUME_HEEX(R"heex(<p :if={@a}>same</p><p :if={@b}>same</p>)heex")
};

struct LookAlikePage {
  Assign<bool> a{true};
  Assign<std::string> q{"1"}, w{"2"};
  PLUME_HEEX(R"heex(<%= if (@a) { %>x{@q}<% } else { %>x{@w}<% } %>)heex")
};

}  // namespace plume::testing
