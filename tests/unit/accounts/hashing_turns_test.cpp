#include "auth/hashing_turns.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/runtime_harness.h"
#include "support/waiting.h"

namespace {

using plume::runtime::Journal;
using plume::testing::eventually;

TEST(HashingTurns, AClientHasFewAndOthersStillGetTheirs) {
  HashingTurns turns({.at_once = 8, .per_client = 2, .in_all = 100});
  const auto first = turns.take("1.2.3.4"), second = turns.take("1.2.3.4");
  EXPECT_TRUE(first);
  EXPECT_TRUE(second);
  EXPECT_FALSE(turns.take("1.2.3.4"));
  EXPECT_TRUE(turns.take("1.2.3.5"));
}

TEST(HashingTurns, AllAddressesOfAnIPv6NetworkAreOneClient) {
  HashingTurns turns({.at_once = 8, .per_client = 1, .in_all = 100});
  const auto first = turns.take("2001:db8:1:2::1");
  EXPECT_FALSE(turns.take("2001:db8:1:2:ffff::1"));
  EXPECT_TRUE(turns.take("2001:db8:1:3::1"));
}

TEST(HashingTurns, ATurnThatEndsMakesRoom) {
  HashingTurns turns({.at_once = 1, .per_client = 1, .in_all = 1});
  for (int i = 0; i < 3; ++i) {
    const auto turn = turns.take("1.2.3.4");
    EXPECT_TRUE(turn);
    EXPECT_FALSE(turns.take("1.2.3.5")) << "no more in all";
  }
}

TEST(HashingTurns, NoMoreAtOnceThanMayAndTheOthersInTheirOrder) {
  constexpr int others = 5;
  HashingTurns turns({.at_once = 1, .per_client = 1, .in_all = others + 1});
  std::atomic<int> at_once{0}, most{0};
  Journal journal;
  std::vector<std::jthread> threads;
  {
    const auto first = turns.take("first");
    for (int i = 0; i < others; ++i) {
      const auto client = std::to_string(i);
      threads.emplace_back([&, client] {
        const auto turn = turns.take(client);
        most = std::max(most.load(), ++at_once);
        journal.add(client);
        --at_once;
      });
      // It waits once its client has no further turn.
      EXPECT_TRUE(eventually([&] { return turns.waiting() == static_cast<std::size_t>(i) + 1; }));
    }
    EXPECT_FALSE(turns.take("last")) << "no more in all";
    EXPECT_TRUE(journal.entries().empty());
  }
  ASSERT_TRUE(journal.wait_for(others));
  threads.clear();
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"0", "1", "2", "3", "4"}));
  EXPECT_EQ(most, 1);
}

TEST(HashingTurns, LeavesCoresToThePages) {
  EXPECT_GE(HashingTurns::half_of_the_cores(), 1u);
  EXPECT_LE(HashingTurns::half_of_the_cores(), std::max(1u, std::thread::hardware_concurrency() / 2));
}

}  // namespace
