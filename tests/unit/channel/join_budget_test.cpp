#include "channel/join_budget.h"

#include <gtest/gtest.h>

namespace plume::channel {
namespace {

using namespace std::chrono_literals;

int taken(JoinBudget& budget, runtime::Clock::time_point now) {
  int count = 0;
  while (budget.take(now)) ++count;
  return count;
}

TEST(JoinBudget, GivesSoManyAtOnceAndAsManyAMinute_S14_17) {
  const auto begin = runtime::Clock::now();
  JoinBudget budget(60, begin);
  EXPECT_EQ(taken(budget, begin), 60);
  EXPECT_EQ(taken(budget, begin + 500ms), 0);
  EXPECT_EQ(taken(budget, begin + 10'500ms), 10);
  EXPECT_EQ(taken(budget, begin + 1h), 60) << "it saves up no more than that";
}

TEST(JoinBudget, OfNoneGivesNone) {
  JoinBudget budget(0, {});
  EXPECT_FALSE(budget.take(runtime::Clock::time_point() + 1h));
}

}  // namespace
}  // namespace plume::channel
