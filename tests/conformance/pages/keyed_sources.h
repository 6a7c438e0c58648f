// keyed-sources: comprehensions over ranges, pairs, filters, several generators; an index as key.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plume/live_view.h"
#include "plume/range.h"

namespace corpus {

class KeyedSources : public plume::LiveView {
 public:
  using Pairs = std::vector<std::pair<std::string, std::optional<int>>>;

  plume::Assign<int> n{3};
  plume::Assign<Pairs> pairs{Pairs{{"a", 1}, {"b", std::nullopt}, {"c", 3}}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "more") ++n;
    if (event == "fewer") --n;
    if (event == "fill")
      for (auto& [name, value] : pairs.edit())
        if (name == "b") value = value ? std::nullopt : std::optional(2);
    if (event == "turn") std::reverse(pairs.edit().begin(), pairs.edit().end());
  }

  PLUME_HEEX(R"heex(<p><i :for={i <- 1..@n}>{i}</i></p>
<p><b :for={{name, value} <- @pairs} :if={value} :key={name}>{name}={value}</b></p>
<p><%= for (int i = 1; i <= @n; i += 2) { %><u>{i} of {@n}</u><% } %></p>
<p><%= for (const auto& [i, name] : product(@n, @pairs)) { %>{i}{name} <% } %></p>
<ul><li :for={{{name, _}, at} <- plume::with_index(@pairs)} :key={at}>{at}:{name}</li></ul>
<button :for={op <- {"more", "fewer", "fill", "turn"}} id={op} phx-click={op}>{op}</button>)heex")

 private:
  /// Two generators: each number up to `n` with the name of each pair.
  static std::vector<std::pair<int, std::string>> product(int n, const Pairs& pairs) {
    std::vector<std::pair<int, std::string>> all;
    for (int i = 1; i <= n; ++i)
      for (const auto& [name, value] : pairs) all.emplace_back(i, name);
    return all;
  }
};

}  // namespace corpus
