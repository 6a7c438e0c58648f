// How often all sockets of one address join (server-api 14.17).
#include "channel/address_joins.h"

#include <gtest/gtest.h>

#include <string>

namespace plume::channel {
namespace {

using namespace std::chrono_literals;

const runtime::Clock::time_point begin = runtime::Clock::time_point{} + 24h;

TEST(AddressJoins, EachHasABudget_S14_17) {
  AddressJoins joins(2);
  EXPECT_TRUE(joins.take("192.0.2.1", begin));
  EXPECT_TRUE(joins.take("192.0.2.1", begin));
  EXPECT_FALSE(joins.take("192.0.2.1", begin));
  EXPECT_TRUE(joins.take("192.0.2.2", begin));
  EXPECT_TRUE(joins.take("192.0.2.1", begin + 30s)) << "as many in each minute";
  EXPECT_FALSE(joins.take("192.0.2.1", begin + 30s));
}

TEST(AddressJoins, ANetworkOfIpv6IsOneAddress_S14_17) {
  AddressJoins joins(1);
  EXPECT_TRUE(joins.take("2001:db8:1:2::1", begin));
  EXPECT_FALSE(joins.take("2001:db8:1:2:ffff::7", begin));
  EXPECT_TRUE(joins.take("2001:db8:1:3::1", begin));
  EXPECT_TRUE(joins.take("::ffff:192.0.2.1", begin));
  EXPECT_TRUE(joins.take("::ffff:192.0.2.2", begin)) << "which are addresses of IPv4";
}

TEST(AddressJoins, ABudgetOutlivesTheTurnOfAMinute_S14_17) {
  AddressJoins joins(60);
  joins.take("192.0.2.9", begin);
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(joins.take("192.0.2.1", begin + 59s));
  EXPECT_TRUE(joins.take("192.0.2.1", begin + 60'500ms));
  EXPECT_FALSE(joins.take("192.0.2.1", begin + 60'500ms));
}

TEST(AddressJoins, ForgetsThoseThatHaveTheirWholeBudgetAgain_S14_17) {
  AddressJoins joins(10);
  for (int i = 0; i < 100; ++i) joins.take("192.0.2." + std::to_string(i), begin);
  EXPECT_EQ(joins.size(), 100u);
  joins.take("198.51.100.1", begin + 60s);
  joins.take("198.51.100.1", begin + 120s);
  EXPECT_EQ(joins.size(), 1u);
}

TEST(AddressJoins, RemembersABoundedNumber_S14_17) {
  AddressJoins joins(1);
  for (std::size_t i = 0; i < AddressJoins::most_addresses + 10; ++i) EXPECT_TRUE(joins.take(std::to_string(i), begin));
  EXPECT_EQ(joins.size(), AddressJoins::most_addresses);
  EXPECT_FALSE(joins.take("0", begin)) << "those that are known stay limited";
}

}  // namespace
}  // namespace plume::channel
