// Templates that fail while they are rendered, and texts that no page may hold.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"

namespace plume::testing {

struct DuplicateKeys {
  Assign<std::vector<int>> keys;
  PLUME_HEEX(R"heex(<p :for={key <- @keys} :key={key}>{key}</p>)heex")
};

struct DuplicateTexts {
  Assign<std::vector<std::string>> names;
  PLUME_HEEX(R"heex(<p :for={name <- @names} :key={name}>{name}</p>)heex")
};

struct DuplicateParts {
  Assign<std::vector<int>> keys;
  PLUME_HEEX(R"heex(<p :for={key <- @keys} :key={{key, "x"}}>{key}</p>)heex")
};

struct DuplicateInner {
  Assign<std::vector<int>> keys;
  Assign<std::vector<int>> inner{std::vector<int>{1, 2}};
  PLUME_HEEX(R"heex(<p :for={out <- @keys} :key={out}>
    <i :for={in <- @inner}
      :key={in}>{in}</i></p>)heex")
};

struct Throwing {
  Assign<int> n{0};
  Assign<std::vector<int>> rows{std::vector<int>{1, 2, 3}};
  static int checked(int n) {
    if (n < 0) throw std::runtime_error("negative");
    return n;
  }
  PLUME_HEEX(
      R"heex({@n}<p :for={row <- @rows} :key={row}>{row}<i :for={i <- @rows} :key={i}>{checked(i)}</i></p>{checked(@n)})heex")
};

struct Text {
  Assign<std::string> text;
  PLUME_HEEX(R"heex(<p title={@text}>{@text}</p>)heex")
};

struct Unsafe {
  Assign<Rest> rest;
  PLUME_HEEX(R"heex(<p {@rest}></p>)heex")
};

struct column {
  struct Attributes {
    std::string label;
  };
  Slot<None, Attributes> col;
  PLUME_HEEX(R"heex({render_slot(@col)})heex")
};
struct EntryWithoutContent {
  PLUME_HEEX(R"heex(<.column><:col label="x" /></.column>)heex")
};

}  // namespace plume::testing
