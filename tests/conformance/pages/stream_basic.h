// stream-basic: append, prepend, insert at, update, move, delete.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamBasic : public plume::LiveView {
 public:
  struct Item {
    int id;
    std::string name;
  };
  plume::Stream<Item> items;
  plume::Assign<int> next{4};

  void mount(const plume::Params&, const plume::Session&) override {
    items.insert_range(std::vector<Item>{{1, "one"}, {2, "two"}, {3, "three"}});
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "append") add(-1);
    if (event == "prepend") add(0);
    if (event == "at") add(2);
    if (event == "update") items.insert({2, "two*"});
    if (event == "move") items.insert({1, "moved"});
    if (event == "delete") items.erase({2, ""});
    if (event == "delete_id") items.erase_by_dom_id("items-3");
    if (event == "delete_gone") items.erase_by_dom_id("items-99");
    if (event == "many") {
      items.insert_range(std::vector<Item>{{50, "fifty"}, {51, "fifty-one"}}, {.at = 0});
      items.erase({1, ""});
    }
  }

  PLUME_HEEX(R"noformat(<ul id="items" phx-update="stream">
  <li :for={{dom_id, item} <- @items} id={dom_id}>{item.id} <b>{item.name}</b></li>
</ul>
<p>next {@next}</p>
<button :for={op <- {"append", "prepend", "at", "update", "move", "delete", "delete_id", "delete_gone", "many", "noop"}} id={op} phx-click={op}>{op}</button>)noformat")

 private:
  void add(int at) {
    items.insert({*next, "n" + std::to_string(*next)}, {.at = at});
    ++next;
  }
};

}  // namespace corpus
