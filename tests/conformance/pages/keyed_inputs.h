// keyed-inputs: inputs in keyed rows keep what the user typed while rows move.
#pragma once

#include <algorithm>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class KeyedInputs : public plume::LiveView {
 public:
  plume::Assign<std::vector<int>> rows{std::vector<int>{1, 2, 3}};
  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") {
      ++n;
      return;
    }
    auto& items = rows.edit();
    if (event == "reverse") std::reverse(items.begin(), items.end());
    if (event == "drop" && !items.empty()) items.erase(items.begin());
    if (event == "front") items.insert(items.begin(), *std::max_element(items.begin(), items.end()) + 1);
  }

  PLUME_HEEX(R"heex(<div :for={row <- @rows} :key={row} id={"row-" + row}>
  <input id={"in-" + row} name={"in-" + row} /> row {row} n {@n}
</div>
<button :for={op <- {"reverse", "drop", "front", "inc"}} id={op} phx-click={op}>{op}</button>)heex")
};

}  // namespace corpus
