#include "plume/assign.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plume {
namespace {

class AssignTest : public ::testing::Test {
 protected:
  AssignTest() { detail::current_epoch = 5; }
  ~AssignTest() override { detail::current_epoch = 1; }
};

struct Incomparable {
  int n;
};

TEST_F(AssignTest, TheFirstValueIsNoChange) {
  const Assign<int> n{3};
  EXPECT_EQ(n.get(), 3);
  EXPECT_EQ(n.changed_at(), 0u);
}

TEST_F(AssignTest, WritingAnEqualValueChangesNothing) {
  Assign<std::string> text{"a"};
  text = "a";
  text = std::string("a");
  EXPECT_EQ(text.changed_at(), 0u);
  text = "b";
  EXPECT_EQ(text.changed_at(), 5u);
}

TEST_F(AssignTest, ContainersAreComparedByTheirElements) {
  Assign<std::vector<std::string>> words{std::vector<std::string>{"a"}};
  words = std::vector<std::string>{"a"};
  EXPECT_EQ(words.changed_at(), 0u);
  Assign<std::map<std::string, std::vector<int>>> lists;
  lists = std::map<std::string, std::vector<int>>{};
  EXPECT_EQ(lists.changed_at(), 0u);
  lists = std::map<std::string, std::vector<int>>{{"a", {1}}};
  EXPECT_EQ(lists.changed_at(), 5u);
}

TEST_F(AssignTest, EveryWriteOfWhatCannotBeComparedIsAChange) {
  Assign<std::vector<Incomparable>> rows;
  rows = std::vector<Incomparable>{};
  EXPECT_EQ(rows.changed_at(), 5u);
  Assign<std::map<int, Incomparable>> map;
  map = std::map<int, Incomparable>{};
  EXPECT_EQ(map.changed_at(), 5u);
  Assign<std::optional<Incomparable>> maybe;
  maybe = std::nullopt;
  EXPECT_EQ(maybe.changed_at(), 5u);
}

TEST_F(AssignTest, ChangingInPlaceAlwaysCounts) {
  Assign<int> n{1};
  n.edit();
  EXPECT_EQ(n.changed_at(), 5u);
  detail::current_epoch = 6;
  n.update([](int& value) { value += 0; });
  EXPECT_EQ(n.changed_at(), 6u);
}

}  // namespace
}  // namespace plume
