// stream-empty: a child with an id which shows only while it is alone.
#pragma once

#include <string>
#include <string_view>

#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamEmpty : public plume::LiveView {
 public:
  struct Item {
    int id;
  };
  plume::Stream<Item> items;
  plume::Assign<std::string> word{"Nothing"};
  int next = 1;

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "add") items.insert({next++});
    if (event == "drop") items.erase({--next});
    if (event == "word") word = *word == "Nothing" ? "Empty" : "Nothing";
    if (event == "reset") {
      items.reset();
      next = 1;
    }
  }

  PLUME_HEEX(R"noformat(<div id="items" phx-update="stream">
  <p id="items-empty" class="hidden only:block">{@word} here</p>
  <p :for={{id, i} <- @items} id={id}>item {i.id}</p>
</div>
<button :for={op <- {"add", "drop", "word", "reset"}} id={op} phx-click={op}>{op}</button>)noformat")
};

}  // namespace corpus
