// A list of things to do.
#pragma once

#include <plume/plume.h>

#include <string>
#include <vector>

class TodoLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> todos;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "add") todos.edit().emplace_back(params["todo"].text());
    if (event == "done") push_navigate("/done");
  }

  PLUME_HEEX(R"heex(
    <form id="new" phx-submit="add"><input name="todo" /></form>
    <p id="count">{@todos.size()} to do</p>
    <ul><li :for={todo <- @todos}>{todo}</li></ul>
    <button phx-click="done">Done</button>
  )heex")
};
