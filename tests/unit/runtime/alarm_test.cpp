#include "runtime/alarm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

namespace plume::runtime {
namespace {

struct Recorder : Alarm {
  Recorder(std::vector<int>& f, int n) : fired(f), number(n) {}
  void fire() override { fired.push_back(number); }
  std::vector<int>& fired;
  int number;
};

Clock::time_point at(int seconds) { return Clock::time_point(std::chrono::seconds(seconds)); }

TEST(Alarms, FireInOrderOfTime) {
  Alarms alarms;
  std::vector<int> fired;
  std::vector<std::unique_ptr<Recorder>> all;
  for (int i = 0; i < 200; ++i) all.push_back(std::make_unique<Recorder>(fired, i));
  std::mt19937 random(7);
  std::vector<int> times(200);
  for (int i = 0; i < 200; ++i) alarms.arm(*all[static_cast<std::size_t>(i)], at(1000 + i));
  for (int i = 0; i < 200; ++i) {  // each one moved, some twice
    const auto which = random() % 200;
    times[which] = static_cast<int>(random() % 100) + 1;
    alarms.arm(*all[which], at(times[which]));
  }
  for (std::size_t i = 0; i < 200; i += 3) alarms.disarm(*all[i]);
  for (std::size_t i = 1; i < 200; i += 3) all[i].reset();
  alarms.fire(at(100));
  std::vector<int> fired_at;
  for (const int number : fired) fired_at.push_back(times[static_cast<std::size_t>(number)]);
  EXPECT_TRUE(std::is_sorted(fired_at.begin(), fired_at.end()));
  std::size_t expected = 0;
  for (std::size_t i = 2; i < 200; i += 3) expected += times[i] != 0;
  EXPECT_EQ(fired.size(), expected);
}

TEST(Alarms, OneMayArmItselfAgain) {
  struct Repeating : Alarm {
    explicit Repeating(Alarms& a) : alarms(a) {}
    void fire() override {
      if (++count < 3) alarms.arm(*this, at(count));
    }
    Alarms& alarms;
    int count = 0;
  };
  Alarms alarms;
  Repeating repeating(alarms);
  alarms.arm(repeating, at(0));
  alarms.fire(at(10));
  EXPECT_EQ(repeating.count, 3);
  EXPECT_TRUE(alarms.empty());
}

TEST(Alarms, OneMayOutliveTheAlarms) {
  std::vector<int> fired;
  auto alarms = std::make_unique<Alarms>();
  Recorder recorder(fired, 1);
  alarms->arm(recorder, at(1));
  alarms.reset();
}

}  // namespace
}  // namespace plume::runtime
