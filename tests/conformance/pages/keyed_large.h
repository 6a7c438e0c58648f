// keyed-large: a keyed list of 120 rows: few changes among many, and a full shuffle.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class KeyedLarge : public plume::LiveView {
 public:
  struct Row {
    int id;
    std::string label;
  };
  plume::Assign<std::vector<Row>> rows;

  void mount(const plume::Params&, const plume::Session&) override {
    for (int id = 1; id <= 120; ++id) rows.edit().push_back(row(id));
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    auto& all = rows.edit();
    const auto sort_by = [&all](auto order) {
      std::stable_sort(all.begin(), all.end(), [&](const Row& a, const Row& b) { return order(a) < order(b); });
    };
    if (event == "one")
      for (auto& [id, label] : all)
        if (id == 60) label += "!";
    if (event == "every_tenth")
      for (std::size_t at = 0; at < all.size(); at += 10) all[at].label += "*";
    if (event == "swap") std::swap(all[1], all[118]);
    if (event == "shuffle") sort_by([](const Row& r) { return r.id * 37 % 121; });
    if (event == "half") std::erase_if(all, [](const Row& r) { return r.id % 2 != 0; });
    if (event == "prepend") all.insert(all.begin(), {row(1001), row(1002), row(1003)});
    if (event == "sorted") sort_by([](const Row& r) { return r.id; });
  }

  PLUME_HEEX(
      R"heex(<button :for={op <- {"one", "every_tenth", "swap", "shuffle", "half", "prepend", "sorted"}} id={op} phx-click={op}>{op}</button>
<p :for={{id, label} <- @rows} :key={id}>{label}</p>)heex")

 private:
  static Row row(int id) { return {id, "row " + std::to_string(id)}; }
};

}  // namespace corpus
