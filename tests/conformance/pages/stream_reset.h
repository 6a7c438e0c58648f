// stream-reset: to other items, to none, to the same in another order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamReset : public plume::LiveView {
 public:
  struct Item {
    std::string id;
    std::string mark{};
  };
  plume::Stream<Item> items;

  void mount(const plume::Params&, const plume::Session&) override { items.insert_range(of({"a", "b", "c"})); }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "other") items.reset(of({"x", "b", "y"}));
    if (event == "none") items.reset();
    if (event == "reorder") items.reset(of({"c", "a", "b"}));
    if (event == "fewer") items.reset(of({"b"}));
    // The page deletes b last. The reference deletes before it inserts, so b stays there; here the last call holds.
    if (event == "reset_then") {
      items.erase({"b"});
      items.reset(of({"a", "b", "c"}));
      items.insert({"q"}, {.at = 1});
    }
    if (event == "insert") items.insert({"z"});
    if (event == "mark") items.insert({"a", "*"});
  }

  PLUME_HEEX(R"noformat(<div id="items" phx-update="stream">
  <p :for={{dom_id, item} <- @items} id={dom_id}>item {item.id}{item.mark}</p>
</div>
<button :for={op <- {"other", "none", "reorder", "fewer", "reset_then", "insert", "mark"}} id={op} phx-click={op}>{op}</button>)noformat")

 private:
  static std::vector<Item> of(std::initializer_list<const char*> ids) {
    std::vector<Item> items;
    for (const auto* id : ids) items.push_back({id});
    return items;
  }
};

}  // namespace corpus
