// stream-of-components: items which hold live components.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamOfComponents : public plume::LiveView {
 public:
  struct Item {
    int id;
    std::string name;
  };
  class Star : public plume::LiveComponent {
   public:
    plume::Assign<std::string> name;
    plume::Assign<int> hits{0};
    void handle_event(std::string_view, const plume::Params&) override { ++hits; }
    PLUME_HEEX(
        R"noformat(<span id={@id}>{@name}:{@hits} <button id={"hit-" + @id} phx-click="hit" phx-target={@myself}>hit</button></span>)noformat")
  };

  plume::Stream<Item> items;
  int next = 3;

  void mount(const plume::Params&, const plume::Session&) override {
    items.insert_range(std::vector<Item>{{1, "a"}, {2, "b"}});
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "add") {
      items.insert({next, "n" + std::to_string(next)}, {.at = 0});
      ++next;
    }
    if (event == "rename") items.insert({1, "a!"});
    if (event == "delete") items.erase({2, ""});
    if (event == "reset") items.reset(std::vector<Item>{{1, "a"}});
  }

  PLUME_HEEX(R"noformat(<ul id="items" phx-update="stream">
  <li :for={{id, i} <- @items} id={id}><.live_component module={StreamOfComponents::Star} id={"star-" + i.id} name={i.name} /></li>
</ul>
<button :for={op <- {"add", "rename", "delete", "reset"}} id={op} phx-click={op}>{op}</button>)noformat")
};

}  // namespace corpus
