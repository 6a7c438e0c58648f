#include "plume/assign.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
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

TEST_F(AssignTest, ReadsAsItsValue) {
  const Assign<std::vector<int>> items{std::vector<int>{1, 2}};
  int sum = 0;
  for (const int item : items) sum += item;
  EXPECT_EQ(sum, 3);
  EXPECT_EQ(items.size(), 2u);
  EXPECT_FALSE(items.empty());
  EXPECT_EQ(items[1], 2);
  const Assign<std::function<int(int)>> next{[](int n) { return n + 1; }};
  EXPECT_EQ(next(2), 3);
}

TEST_F(AssignTest, TextsJoinAndCompare) {
  const Assign<std::string> name{std::string("n")};
  EXPECT_EQ("x" + name, "xn");
  EXPECT_EQ(name + "x", "nx");
  EXPECT_EQ(name + name, "nn");
  EXPECT_EQ(std::string("x") + name, "xn");
  EXPECT_TRUE(name < "o" && name > std::string("m") && name == "n" && "o" != name);
  std::ostringstream out;
  out << name << Assign<int>{3};
  EXPECT_EQ(out.str(), "n3");
}

TEST_F(AssignTest, NumbersCount) {
  Assign<int> n{1};
  EXPECT_EQ(n++, 1);
  EXPECT_EQ(n.changed_at(), 5u);
  EXPECT_EQ(n--, 2);
  n *= 6;
  n /= 2;
  n %= 2;
  EXPECT_EQ(n.get(), 1);
  EXPECT_TRUE(n + 1 == 2 && 2 > n && n < 1.5);
}

TEST_F(AssignTest, OptionalValuesAreTested) {
  Assign<std::optional<int>> maybe;
  EXPECT_FALSE(maybe);
  maybe = 0;
  EXPECT_TRUE(maybe);
  Assign<std::shared_ptr<int>> shared;
  EXPECT_TRUE(!shared && shared == nullptr);
}

TEST_F(AssignTest, ReadingAMapNeverInserts) {
  const Assign<std::map<std::string, int>> counts{std::map<std::string, int>{{"a", 1}}};
  EXPECT_EQ(counts["a"], 1);
  EXPECT_EQ(counts["b"], 0);
  EXPECT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts.changed_at(), 0u);
}

}  // namespace
}  // namespace plume
