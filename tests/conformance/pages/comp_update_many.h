// comp-update-many: all components of one type are updated in one call.
#pragma once

#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompUpdateMany : public plume::LiveView {
 public:
  class Row : public plume::LiveComponent {
   public:
    plume::Assign<int> base{0};
    plume::Assign<int> rank{0};
    plume::Assign<int> batch{0};
    plume::Assign<std::string> extra;

    static void update_many(std::span<Row* const> rows) {
      int rank = 0;
      for (Row* row : rows) {
        row->batch = static_cast<int>(rows.size());
        row->rank = ++rank;
      }
    }

    PLUME_HEEX(R"heex(<li id={"row" + @id}>{@id}: base {@base}, {@rank} of {@batch}{@extra}</li>)heex")
  };

  plume::Assign<std::vector<int>> ids{{1, 2, 3}};
  plume::Assign<int> base{10};
  plume::Assign<std::vector<std::string>> events{{"base", "add", "one"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "base") base += 10;
    if (event == "add") ids.update([](auto& all) { all.push_back(all.back() + 1); });
    if (event == "one") send_update<Row>(2, [](Row& row) { row.extra = "!"; });
  }

  PLUME_HEEX(R"heex(<ul><.live_component :for={id <- @ids} module={Row} id={id} base={@base} /></ul>
<button :for={op <- @events} id={op} phx-click={op}>{op}</button>)heex")
};

}  // namespace corpus
