// What templates loop over.
#include "plume/range.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace plume {
namespace {

template <class Items>
std::string joined(const Items& items) {
  std::string text;
  for (const auto& item : items) text += std::to_string(item) + " ";
  return text;
}

TEST(Range, BothEndsBelongToIt) {
  EXPECT_EQ(joined(range(1, 3)), "1 2 3 ");
  EXPECT_EQ(joined(range(2, 2)), "2 ");
  EXPECT_EQ(joined(range(-1, 1L)), "-1 0 1 ");
}

TEST(Range, BackwardsItIsEmpty) { EXPECT_EQ(joined(range(3, 1)), ""); }

TEST(Range, EndsAtTheLargestNumber) {
  constexpr auto most = std::numeric_limits<int>::max();
  EXPECT_EQ(joined(range(most, most)), std::to_string(most) + " ");
}

TEST(WithIndex, ItemsAreReferences) {
  const std::vector<std::string> items{"a", "b"};
  std::string text;
  for (const auto& [item, index] : with_index(items)) {
    EXPECT_EQ(&item, &items[index]);
    text += item + std::to_string(index);
  }
  EXPECT_EQ(text, "a0b1");
}

TEST(WithIndex, KeepsATemporary) {
  std::string text;
  for (const auto& [item, index] : with_index(std::vector<std::string>{"a", "b"})) text += item + std::to_string(index);
  EXPECT_EQ(text, "a0b1");
}

TEST(Each, ListsInBracesAndTemporariesAreKept) {
  EXPECT_EQ(joined(detail::each({3, 1, 2})), "3 1 2 ");
  EXPECT_EQ(joined(detail::each(std::vector<int>{3, 1})), "3 1 ");
  const std::vector<int> items{1};
  EXPECT_EQ(&detail::each(items), &items);
}

}  // namespace
}  // namespace plume
