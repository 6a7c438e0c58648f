// comp-message: a component tells its view something by a message; the view answers by new assigns.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompMessage : public plume::LiveView {
 public:
  struct Picked {
    std::string id;
    int amount;
  };

  class Picker : public plume::LiveComponent {
   public:
    plume::Assign<int> mine{0};
    plume::Assign<int> total{0};

    void handle_event(std::string_view, const plume::Params& params) override {
      const auto text = params["amount"].text();
      int amount = 0;
      std::from_chars(text.data(), text.data() + text.size(), amount);
      mine += amount;
      send(self(), Picked{id.get(), amount});
    }

    PLUME_HEEX(R"heex(<div id={"picker-" + @id}>
  {@id}: {@mine} of {@total}
  <button id={"pick1-" + @id} phx-click="pick" phx-value-amount="1" phx-target={@myself}>1</button>
  <button id={"pick5-" + @id} phx-click="pick" phx-value-amount="5" phx-target={@myself}>5</button>
</div>)heex")
  };

  plume::Assign<int> total{0};
  plume::Assign<std::string> last;
  plume::Assign<std::vector<std::string>> ids{{"a", "b"}};

  void handle_info(const plume::Message& message) override {
    if (const auto* picked = message.get_if<Picked>()) {
      total += picked->amount;
      last = picked->id;
    }
  }

  PLUME_HEEX(R"heex(<p id="total">total {@total}<span :if={!@last.empty()}> by {@last}</span></p>
<.live_component :for={id <- @ids} module={Picker} id={id} total={@total} />)heex")
};

}  // namespace corpus
