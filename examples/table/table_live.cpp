#include "table/table_live.h"

#include <utility>

void TableLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Table";
  append();
}

void TableLive::handle_params(const plume::Params&, std::string_view) { keyed = live_action() == "keyed"; }

void TableLive::handle_event(std::string_view event, const plume::Params& params) {
  const int number = static_cast<int>(params["number"].integer_or(0));
  if (event == "create") {
    rows.edit().clear();
    append();
  } else if (event == "append") {
    append();
  } else if (event == "update") {
    auto& all = rows.edit();
    for (std::size_t i = 0; i < all.size(); i += 10) all[i].label += " !!!";
  } else if (event == "swap" && rows->size() > 998) {
    std::swap(rows.edit()[1], rows.edit()[998]);
  } else if (event == "clear") {
    rows.edit().clear();
  } else if (event == "remove") {
    std::erase_if(rows.edit(), [&](const Row& row) { return row.number == number; });
  } else if (event == "select") {
    selected = number;
  }
}

void TableLive::append() {
  if (rows->size() + at_once <= most) maker_.append(rows.edit(), at_once);
}
