// Form controls, whose live values are the exception of templates.md 5.9.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/value.h"

namespace plume::testing {

struct ValueAndChecked {
  Assign<std::string> v{"x"}, other{"o"};
  Assign<bool> c{true};
  PLUME_HEEX(R"heex(<input value={@v} checked={@c} title={@v}> {@v} {@other})heex")
};

struct Options {
  Assign<std::vector<std::string>> options{std::vector<std::string>{"a", "b"}};
  Assign<std::string> chosen{"a"};
  Assign<int> n{0};
  PLUME_HEEX(
      R"heex(<select><option :for={o <- @options} value={o} selected={o == @chosen}>{o}</option></select>{@n})heex")
};

struct TextArea {
  Assign<std::string> text{"t"}, other{"o"};
  PLUME_HEEX(R"heex(<textarea name={@other}>{@text}</textarea>{@text})heex")
};

struct Joined {
  Assign<std::string> v{"x"}, other{"o"};
  PLUME_HEEX(R"heex(<input value={"v-" + @v + "-" + @other}>)heex")
};

struct Members {
  Assign<Value> form{Value{{"x", "1"}, {"y", "2"}}};
  PLUME_HEEX(R"heex(<input value={@form["x"]}><input value={@form["y"]}>)heex")
};

struct MemberLength {
  struct User {
    std::string name;
    int age;
  };
  Assign<User> user{User{"Ada", 36}};
  PLUME_HEEX(R"heex(<input value={length(@user.name)}>)heex")
  static std::size_t length(const std::string& text) { return text.size(); }
};

struct Keyed {
  struct Row {
    int id;
    std::string name;
  };
  Assign<std::vector<Row>> rows{std::vector<Row>{{1, "a"}, {2, "b"}}};
  PLUME_HEEX(R"heex(<input :for={row <- @rows} :key={row.id} value={row.name}>)heex")
};

struct field_of_rest {
  std::string_view label;
  Rest rest;
  PLUME_HEEX(R"heex(<label>{@label} <input {@rest}></label>)heex")
};
/// The attributes of an input, and something beside them.
struct Field {
  Rest attributes;
  int other = 0;
};
struct ThroughRest {
  Assign<Rest> attributes;
  Assign<Field> field;
  Assign<std::string> label{"l"};
  PLUME_HEEX(
      R"heex(<.field_of_rest label={@label} {@attributes} /><.field_of_rest label={@label} {@field.attributes} />)heex")
};

struct field_of_member {
  std::string_view label;
  std::string value;
  PLUME_HEEX(R"heex(<label>{@label} <input value={@value}></label>)heex")
};
struct ThroughMember {
  Assign<std::string> v{"x"}, label{"l"};
  Assign<Value> form{Value{{"x", "1"}, {"y", "2"}}};
  PLUME_HEEX(
      R"heex(<.field_of_member label={@label} value={@v} /><.field_of_member label={@label} value={text_of(@form["x"])} />)heex")
  static std::string text_of(const Value& value) { return std::string(value.text()); }
};

struct ThroughSpread {
  Assign<std::map<std::string, std::string>> attributes{std::map<std::string, std::string>{{"value", "x"}}};
  Assign<std::string> label{"l"};
  PLUME_HEEX(R"heex(<.field_of_member label={@label} {@attributes} />)heex")
};

}  // namespace plume::testing
