// Pages whose values C++ would change, and names of which only the C++ compiler knows what they are.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/js.h"
#include "plume/value.h"

namespace plume::testing::values {

struct Person {
  std::string name;
  std::string title() const { return "Dr. " + name; }
};

/// `a && b`, `a || b` and `a ? b : c` in all places of a page.
struct ConditionsPage {
  Assign<bool> on{false};
  Assign<int> n{0};
  Assign<std::string> text{std::string("text")};
  Assign<std::optional<std::string>> maybe;
  Assign<std::shared_ptr<Person>> person;
  Assign<JS> open{JS().push("open")};
  Assign<Value> value;
  const char* null = nullptr;
  char letter = 'a';
  std::string name() const { return "name"; }
  PLUME_HEEX(
      R"heex(<p id={@on && "i"} title={@on && @text} data-n={@on && @n} hidden={@on && @n > 0} phx-click={@on && @open} class={["a", @on && "b", @on ? "c" : @text, @person && @person->name]} style={@on && "x:y"}>{@on && "t"},{@on && @text},{@on && @n},{@on && @n > 0},{@person && @person->title()},{@value && "v"}</p><b title={@on ? @text : nullptr} lang={@on ? nullptr : @name()} class={@on ? @text : nullptr}>{@on ? @name() : nullptr},{@on ? @letter : @n},{@on ? @text : @null},{@on ? @text : 5},{@maybe || "none"},{@on || @maybe || @null || "last"},{"(" + (@on && "in") + ")"}</b><i :for={one <- @value["list"]}>{one}</i>)heex")
};

struct Labelled {
  std::optional<std::string> label;
  std::optional<JS> click;
  std::string note = "default";
  bool on = false;
  const Person* person = nullptr;
  Rest rest;
  PLUME_HEEX(
      R"heex(<p title={@label} phx-click={@click} data-on={@on} {@rest}>{@note} {@person ? @person->name : "nobody"}</p>)heex")
};
struct GivenPage {
  Assign<bool> on{false};
  Assign<std::string> text{std::string("text")};
  const char* null = nullptr;
  Person ada{"Ada"};
  std::string name() const { return "name"; }
  PLUME_HEEX(
      R"heex(<.Labelled label={@on && @text} click={@on && JS().push("x")} on={@on && @text == "text"} person={@on ? &@ada : nullptr} phx-blur={@on && "blur"} note={@null} /><.Labelled label={@on ? nullptr : @name()} note={"a" + @text + ", " + @on + 1} class={["x", @on && "y"]} /><.Labelled label={@null} on={@on || @null} />)heex")
};

/// What is read by names of any spelling.
struct Base {
  static inline int made = 0;
  static int title() { return made; }
};
enum class Mode { list, grid };
inline int Capital = 0;
inline int now(int) { return Capital; }
struct NamesPage : Base {
  Assign<Mode> mode{Mode::list};
  int kCount = 0;
  static inline int MAX = 0;
  static constexpr int limit = 3;
  int evaluated = 0;
  Mode count(Mode m) { return ++evaluated, m; }
  PLUME_HEEX(
      R"heex({Base::title()}{Capital}{kCount}{MAX}{NamesPage::kCount}{NamesPage::MAX}{Base::made}{values::Capital}{now(1)}{values::now(1)}{@kCount}<p :if={@mode == Mode::list && NamesPage::limit == 3}>{(@mode == Mode::list)}</p>)heex")
};
/// Members that are called, or read by keys.
struct MembersPage {
  using Names = std::map<std::string, std::string>;
  Assign<Names> names{Names{{"a", "Ada"}}};
  const Names fixed{{"b", "Bob"}};
  std::map<int, Person> people{{1, {"Cy"}}};
  std::function<std::string(int)> plain = [](int n) { return std::to_string(n); };
  Assign<std::function<int(int)>> twice{[](int n) { return 2 * n; }};
  Assign<std::vector<int>> list{std::vector<int>{7}};
  PLUME_HEEX(
      R"heex({@names["a"]},{@names["z"]},{@fixed["b"]},{@people[1].name},{@people[2].name},{@plain(3)},{@twice(4)},{@list[0]}<i :for={[k, v] <- @names}>{k}{v}{@names[k]}</i>{"a" + @list[0] + ", " + @names["a"] + 'c'})heex")
};

}  // namespace plume::testing::values
