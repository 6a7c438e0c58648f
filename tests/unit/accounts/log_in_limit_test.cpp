#include "auth/log_in_limit.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

class LogInLimitTest : public testing::Test {
 protected:
  LogInLimit::Clock::time_point now{24h};
  LogInLimit limit{[this] { return now; }};

  /// Attempts of one client that all fail. Each must be one that may be made.
  void fail(int times, const std::string& email, const std::string& client) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(limit.begin(email, client), 0s) << email << " " << client << " " << i;
  }
  /// The same of as many clients.
  void fail_by_many(int times, const std::string& email) {
    for (int i = 0; i < times; ++i) fail(1, email, "client " + std::to_string(next_client_++));
  }

 private:
  int next_client_ = 0;
};

TEST_F(LogInLimitTest, AfterFiveFailuresAnAddressWaitsAndEachFurtherOneDoublesThat) {
  fail_by_many(LogInLimit::most_of_email, "ada@example.org");
  for (const seconds wait : {30s, 60s, 120s, 240s, 480s, 900s, 900s}) {
    EXPECT_EQ(limit.begin("ada@example.org", "other"), wait);
    EXPECT_EQ(limit.begin("ADA@Example.org", "another"), wait) << "refused attempts do not count";
    fail_by_many(1, "grace@example.org " + std::to_string(wait.count()));
    now += wait - 1s;
    EXPECT_EQ(limit.begin("ada@example.org", "yet another"), 1s);
    now += 1s;
    fail_by_many(1, "ada@example.org");
  }
}

TEST_F(LogInLimitTest, AfterTwentyFailuresAClientWaitsWhateverTheAddress) {
  for (int i = 0; i < LogInLimit::most_of_client; ++i) fail(1, std::to_string(i), "1.2.3.4");
  EXPECT_EQ(limit.begin("ada@example.org", "1.2.3.4"), 30s);
  for (int i = 0; i < LogInLimit::most_of_email; ++i) limit.begin("ada@example.org", "1.2.3.4");
  fail(1, "ada@example.org", "1.2.3.5");
}

TEST_F(LogInLimitTest, AllAddressesOfAnIPv6NetworkAreOneClient) {
  for (int i = 0; i < LogInLimit::most_of_client - 1; ++i)
    fail(1, std::to_string(i), "2001:db8:1:2:" + std::to_string(i) + "::1");
  fail(1, "own@example.org", "2001:db8:1:2::5");
  limit.succeeded("own@example.org", "2001:DB8:1:2::6");
  fail(1, "ada@example.org", "2001:db8:1:2::5");
  EXPECT_EQ(limit.begin("ada@example.org", "2001:db8:1:2:ffff::"), 30s);
  fail(1, "ada@example.org", "2001:db8:1:3::5");
  for (int i = 0; i < LogInLimit::most_of_client; ++i) fail(1, "of " + std::to_string(i), "::ffff:1.2.3.4");
  fail(1, "ada@example.org", "::ffff:1.2.3.5");
}

TEST_F(LogInLimitTest, ALogInForgetsTheFailuresForTheAddress) {
  fail_by_many(LogInLimit::most_of_email - 1, "ada@example.org");
  fail(1, "ada@example.org", "1.2.3.4");
  limit.succeeded("Ada@example.org", "1.2.3.4");
  fail_by_many(LogInLimit::most_of_email, "ada@example.org");
  EXPECT_EQ(limit.begin("ada@example.org", "1.2.3.4"), 30s);
}

TEST_F(LogInLimitTest, ALogInIsNoFailureOfTheClientButForgetsNoOther) {
  for (int i = 0; i < 100; ++i) {
    fail(1, "own@example.org", "1.2.3.4");
    limit.succeeded("own@example.org", "1.2.3.4");
  }
  for (int i = 0; i < LogInLimit::most_of_client - 1; ++i) fail(1, std::to_string(i), "1.2.3.4");
  fail(1, "own@example.org", "1.2.3.4");
  limit.succeeded("own@example.org", "1.2.3.4");
  fail(1, "ada@example.org", "1.2.3.4");
  EXPECT_EQ(limit.begin("ada@example.org", "1.2.3.4"), 30s);
  limit.succeeded("nobody@example.org", "who never began");
}

TEST_F(LogInLimitTest, AnHourForgetsFailures) {
  fail_by_many(LogInLimit::most_of_email, "ada@example.org");
  now += 1h + 1s;
  fail_by_many(LogInLimit::most_of_email, "ada@example.org");
  EXPECT_EQ(limit.begin("ada@example.org", "1.2.3.4"), 30s) << "as for the first time";
}

TEST_F(LogInLimitTest, OnlySoManyAreKeptTheLatest) {
  fail_by_many(LogInLimit::most_of_email, "first@example.org");
  now += 1s;
  fail_by_many(LogInLimit::most_of_email, "second@example.org");
  now += 1s;
  for (std::size_t i = 0; i < LogInLimit::most_kept - 1; ++i) fail_by_many(1, std::to_string(i));
  EXPECT_EQ(limit.begin("second@example.org", "1.2.3.4"), 29s) << "no room was needed for what is known";
  fail_by_many(1, "first@example.org");
}

TEST_F(LogInLimitTest, LongAddressesAreCut) {
  const std::string start(160, 'a');
  fail_by_many(LogInLimit::most_of_email, start + std::string(100'000, 'b'));
  EXPECT_EQ(limit.begin(start + "c", "1.2.3.4"), 30s);
}

}  // namespace
