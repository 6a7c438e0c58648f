// tmpl-for-in-for: comprehensions inside comprehensions.
#pragma once

#include <string>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class TmplForInFor : public plume::LiveView {
 public:
  struct Row {
    std::string name;
    std::vector<int> cells;
  };
  plume::Assign<std::vector<Row>> grid{std::vector<Row>{{"x", {1, 2}}, {"y", {3}}, {"z", {}}}};
  plume::Assign<std::string> unit{"kg"};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "unit") {
      unit = unit.get() == "kg" ? "lb" : "kg";
      return;
    }
    auto& rows = grid.edit();
    if (event == "cell")
      for (auto& row : rows) row.cells.push_back(static_cast<int>(row.cells.size()) + 10);
    if (event == "row") rows.push_back({"r" + std::to_string(rows.size()), {0}});
    if (event == "first")
      for (auto& row : rows)
        if (row.name == "x" && !row.cells.empty()) ++row.cells.front();
    if (event == "drop" && !rows.empty()) rows.erase(rows.begin());
    if (event == "clear") rows.clear();
  }

  PLUME_HEEX(R"heex(<table>
  <tbody id="grid">
    <tr :for={{name, cells} <- @grid}>
      <th>{name}</th>
      <td :for={cell <- cells} title={name}>{cell} {@unit}</td>
      <td class="sum">{cells.size()}</td>
    </tr>
  </tbody>
</table>
<p><%= for (const auto& [name, cells] : @grid) { %>{name}:<%= for (int cell : cells) { %>[{cell}]<% } %>;<% } %></p>
<button :for={e <- {"cell", "row", "first", "drop", "unit", "clear"}} id={e} phx-click={e}>{e}</button>)heex")
};

}  // namespace corpus
