#include "auth/registration_limit.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

class RegistrationLimitTest : public testing::Test {
 protected:
  RegistrationLimit::Clock::time_point now{24h};
  RegistrationLimit limit{[this] { return now; }};

  void take(int times, const std::string& client) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(limit.begin(client), 0s) << client << " " << i;
  }
};

TEST_F(RegistrationLimitTest, AClientHasTwentyAndThenOneEveryThreeMinutes) {
  take(RegistrationLimit::at_first, "1.2.3.4");
  EXPECT_EQ(limit.begin("1.2.3.4"), RegistrationLimit::for_each);
  take(1, "1.2.3.5");
  now += RegistrationLimit::for_each - 1s;
  EXPECT_EQ(limit.begin("1.2.3.4"), 1s);
  now += 1s;
  take(1, "1.2.3.4");
  EXPECT_EQ(limit.begin("1.2.3.4"), RegistrationLimit::for_each);
}

TEST_F(RegistrationLimitTest, HasAllAgainAfterAnHour) {
  take(RegistrationLimit::at_first, "1.2.3.4");
  now += RegistrationLimit::at_first * RegistrationLimit::for_each + 24h;
  take(RegistrationLimit::at_first, "1.2.3.4");
  EXPECT_GT(limit.begin("1.2.3.4"), 0s);
}

TEST_F(RegistrationLimitTest, AllAddressesOfAnIPv6NetworkAreOneClient) {
  for (int i = 0; i < RegistrationLimit::at_first; ++i) take(1, "2001:db8:1:2::" + std::to_string(i));
  EXPECT_GT(limit.begin("2001:db8:1:2:ffff::"), 0s);
  take(1, "2001:db8:1:3::");
}

TEST_F(RegistrationLimitTest, OnlySoManyAreKeptTheLatest) {
  take(RegistrationLimit::at_first, "first");
  now += 1s;
  for (std::size_t i = 0; i < RegistrationLimit::most_kept - 1; ++i) take(2, std::to_string(i));
  EXPECT_GT(limit.begin("first"), 0s) << "who has the fewest left is kept longest";
  take(1, "one more");
  EXPECT_GT(limit.begin("first"), 0s);
}

}  // namespace
