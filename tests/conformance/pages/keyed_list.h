// keyed-list and keyed-plain: insert, remove, swap, reverse, move and change, with `:key` and without.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

/// The state and the events of both pages.
class ListPage : public plume::LiveView {
 public:
  struct Item {
    std::string id;
    int val;
  };
  using Items = std::vector<Item>;

  plume::Assign<Items> list{first_list()};
  plume::Assign<std::string> tone{"x"};
  plume::Assign<std::vector<std::string>> ops{
      std::vector<std::string>{"front", "middle", "end", "remove_first", "remove_last", "remove_mid", "swap", "reverse",
                               "rotate", "change", "move_change", "mix", "clear", "reset", "tone"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "tone") {
      tone = tone.get() == "x" ? "y" : "x";
      return;
    }
    Items& items = list.edit();
    if (event == "front") items.insert(items.begin(), {"f", 0});
    if (event == "middle") items.insert(items.begin() + 2, {"m", 50});
    if (event == "end") items.push_back({"z", 99});
    if (event == "remove_first") items.erase(items.begin());
    if (event == "remove_last") items.pop_back();
    if (event == "remove_mid") items.erase(items.begin() + 1);
    if (event == "swap") std::swap(items[0], items[1]);
    if (event == "reverse") std::reverse(items.begin(), items.end());
    if (event == "rotate") std::rotate(items.begin(), items.begin() + 1, items.end());
    if (event == "change") items[1].val += 10;
    if (event == "move_change") {
      items[1].val += 100;
      std::rotate(items.begin(), items.begin() + 1, items.begin() + 2);
    }
    if (event == "mix") {
      items.erase(items.begin());
      std::reverse(items.begin(), items.end());
      for (auto& item : items) ++item.val;
      items.push_back({"n", 7});
    }
    if (event == "clear") items.clear();
    if (event == "reset") items = first_list();
  }

 private:
  static Items first_list() { return {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}}; }
};

class KeyedList : public ListPage {
 public:
  PLUME_HEEX(R"heex(<ol id="list">
  <li :for={{id, val} <- @list} :key={id} id={"k-" + id}><span>{id}</span> <b>{val}</b> <i>{@tone}</i></li>
</ol>
<button :for={op <- @ops} id={op} phx-click={op}>{op}</button>)heex")
};

class KeyedPlain : public ListPage {
 public:
  PLUME_HEEX(R"heex(<ol id="list">
  <li :for={{id, val} <- @list}><span>{id}</span> <b>{val}</b> <i>{@tone}</i></li>
</ol>
<button :for={op <- @ops} id={op} phx-click={op}>{op}</button>)heex")
};

}  // namespace corpus
