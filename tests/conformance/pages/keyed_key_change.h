// keyed-key-change: the key of an item changes while the item stays; equal content under new keys; keys of several
// types.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "plume/live_view.h"
#include "plume/range.h"

namespace corpus {

class KeyedKeyChange : public plume::LiveView {
 public:
  plume::Assign<int> gen{0};
  plume::Assign<std::vector<std::string>> words{std::vector<std::string>{"red", "green", "blue"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "gen") ++gen;
    if (event == "words") std::rotate(words.edit().begin(), words.edit().begin() + 1, words.edit().end());
    if (event == "shout")
      for (auto& word : words.edit()) word += "!";
  }

  PLUME_HEEX(
      R"heex(<ul id="one"><li :for={{word, i} <- plume::with_index(@words)} :key={{i, @gen}}>{word} at {i}</li></ul>
<ul id="two"><li :for={word <- @words} :key={word}>{word} <b>{word.size()}</b></li></ul>
<p>{@gen}</p>
<button id="gen" phx-click="gen">gen</button>
<button id="words" phx-click="words">words</button>
<button id="shout" phx-click="shout">shout</button>)heex")
};

}  // namespace corpus
