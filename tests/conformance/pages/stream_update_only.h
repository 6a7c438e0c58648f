// stream-update-only: an insert which changes an item only if the client has it.
#pragma once

#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamUpdateOnly : public plume::LiveView {
 public:
  struct Item {
    int id;
    int v;
  };
  plume::Stream<Item> items;

  void mount(const plume::Params&, const plume::Session&) override {
    items.insert_range(std::vector<Item>{{1, 1}, {2, 2}});
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "known") items.insert({1, 100}, {.update_only = true});
    if (event == "unknown") items.insert({9, 9}, {.update_only = true});
    if (event == "plain") items.insert({9, 90});
    if (event == "again") items.insert({9, 91}, {.update_only = true});
    if (event == "gone") items.erase({2, 0});
    if (event == "gone2") items.insert({2, 22}, {.update_only = true});
  }

  PLUME_HEEX(R"noformat(<ul id="items" phx-update="stream"><li :for={{id, i} <- @items} id={id}>{i.id}={i.v}</li></ul>
<button :for={op <- {"known", "unknown", "plain", "again", "gone", "gone2"}} id={op} phx-click={op}>{op}</button>)noformat")
};

}  // namespace corpus
