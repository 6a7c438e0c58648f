// stream-two: items pass from one stream to the other while the rest changes too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamTwo : public plume::LiveView {
 public:
  struct Item {
    std::string id;
  };
  plume::Stream<Item> todo, done;
  plume::Assign<int> moves{0};
  plume::Assign<std::string> label{"item"};

  void mount(const plume::Params&, const plume::Session&) override {
    todo.insert_range(std::vector<Item>{{"1"}, {"2"}, {"3"}});
  }

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "rename") return void(label += "!");
    const Item item{std::string(params["id"].text())};
    auto& from = event == "finish" ? todo : done;
    auto& to = event == "finish" ? done : todo;
    from.erase(item);
    to.insert(item, {.at = event == "finish" ? 0 : -1});
    ++moves;
  }

  PLUME_HEEX(R"noformat(<h2>{@label} {@moves}</h2>
<ul id="todo" phx-update="stream">
  <li :for={{id, i} <- @todo} id={id}>{@label} {i.id} <button id={"finish" + i.id} phx-click="finish" phx-value-id={i.id}>finish</button></li>
</ul>
<ul id="done" phx-update="stream">
  <li :for={{id, i} <- @done} id={id}><s>{@label} {i.id}</s> <button id={"undo" + i.id} phx-click="undo" phx-value-id={i.id}>undo</button></li>
</ul>
<button id="rename" phx-click="rename">rename</button>)noformat")
};

}  // namespace corpus
