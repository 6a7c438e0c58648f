#include "plume/core_components/pagination.h"

#include <algorithm>

namespace plume::core {

int pagination::current() const { return std::clamp(*page, 1, std::max(1, *pages)); }

std::optional<std::string> pagination::path(int number) const {
  return patch ? std::optional(patch(number)) : std::nullopt;
}

std::vector<int> page_numbers(int page, int pages) {
  std::vector<int> numbers;
  // Up to seven, so that the row stays as long as it is while one goes through the pages.
  const int first = std::clamp(page - 1, 3, std::max(3, pages - 4));
  const int last = std::clamp(page + 1, std::min(5, pages), std::max(std::min(5, pages), pages - 2));
  for (int number = 1; number <= pages; ++number) {
    const bool at_the_ends = number == 1 || number == pages;
    const bool fills_gap_alone = (number == 2 && first == 3) || (number == pages - 1 && last == pages - 2);
    if (at_the_ends || fills_gap_alone || (number >= first && number <= last))
      numbers.push_back(number);
    else if (numbers.back() != 0)
      numbers.push_back(0);
  }
  return numbers;
}

}  // namespace plume::core
