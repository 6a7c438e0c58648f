#include "components/bird.h"

#include <algorithm>
#include <string_view>

void Bird::check(plume::FormErrors& errors) const {
  if (name.empty()) errors.add("name", "Which bird was it?");
  if (wingspan < 5 || wingspan > 400) errors.add("wingspan", "Between 5 and 400 cm.");
}

std::vector<Bird> known_birds() {
  return {{"Wren", Size::small, 15, false},
          {"White-tailed eagle", Size::large, 230, true},
          {"Kingfisher", Size::small, 25, true},
          {"Magpie", Size::medium, 56, false},
          {"Grey heron", Size::large, 185, false}};
}

void sort_birds(std::vector<Bird>& birds, std::string_view by, bool descending) {
  const auto sort = [&](auto field) {
    if (descending)
      std::ranges::stable_sort(birds, std::ranges::greater(), field);
    else
      std::ranges::stable_sort(birds, std::ranges::less(), field);
  };
  if (by == "name") sort(&Bird::name);
  if (by == "size") sort(&Bird::size);
  if (by == "wingspan") sort(&Bird::wingspan);
}
