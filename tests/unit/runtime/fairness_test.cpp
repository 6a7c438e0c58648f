// Runs that block one after another: what else the loop has to do goes on between them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "support/runtime_harness.h"
#include "support/waiting.h"

namespace plume::runtime {
namespace {

using plume::testing::eventually;
using std::chrono::milliseconds;

class Fairness : public ::testing::Test {
 protected:
  // Blocks longer than the monitor waits.
  ViewId adopt_slow() {
    return adopt(started.shard(), {.run = [this](Turn&, Mail&) {
                   std::this_thread::sleep_for(milliseconds(4));
                   ++runs;
                 }});
  }
  // `of_each` pieces of mail to each of so many actors.
  void send_mail(int actors, int of_each) {
    std::vector<ViewId> ids;
    for (int i = 0; i < actors; ++i) ids.push_back(adopt_slow());
    on(started.shard(), [&] {
      for (int i = 0; i < of_each; ++i)
        for (const ViewId id : ids) started.shard().enqueue(id, Mail());
    });
    all = actors * of_each;
  }

  std::atomic<int> runs{0};
  int all = 0;
  Started started{{.shards = 1, .mailbox_limit = 10'000, .blocked_after = milliseconds(1), .spare_threads = 256}};
};

// How many runs had ended when it was served.
struct Served : Ready, Alarm {
  explicit Served(const std::atomic<int>& of) : runs(of) {}
  void serve() override { note(); }
  void fire() override { note(); }
  void note() {
    if (after < 0) after = runs.load();
  }
  const std::atomic<int>& runs;
  std::atomic<int> after{-1};
};

TEST_F(Fairness, ReadyDescriptorsAreServedBetweenRunsThatBlock) {
  Served served(runs);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  on(started.shard(), [&] { started.shard().watch(pipe[0], served, Ready::readable); });
  send_mail(32, 100);
  ASSERT_TRUE(eventually([&] { return runs > 0; }));
  ASSERT_EQ(::write(pipe[1], "x", 1), 1);
  ASSERT_TRUE(eventually([&] { return served.after >= 0; }));
  EXPECT_LT(served.after, all / 4);
  on(started.shard(), [&] { started.shard().unwatch(pipe[0]); });
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_F(Fairness, AlarmsFireBetweenRunsThatBlock) {
  Served served(runs);
  on(started.shard(), [&] { started.shard().arm(served, started.shard().now() + milliseconds(5)); });
  send_mail(32, 100);
  ASSERT_TRUE(eventually([&] { return served.after >= 0; }));
  EXPECT_LT(served.after, all / 4);
}

TEST_F(Fairness, AlarmsFireWithinABroadcast) {
  Served served(runs);
  auto ids = std::make_shared<std::vector<ViewId>>();
  for (all = 0; all < 200; ++all) ids->push_back(adopt_slow());
  on(started.shard(), [&] {
    started.shard().arm(served, started.shard().now() + milliseconds(5));
    started.shard().broadcast(ids, 1, Message(), ViewId());
  });
  ASSERT_TRUE(eventually([&] { return served.after >= 0; }));
  EXPECT_LT(served.after, all / 2);
  EXPECT_TRUE(eventually([&] { return runs == all; })) << "the broadcast goes on";
}

TEST_F(Fairness, AStopKeepsItsDeadline) {
  send_mail(32, 1000);
  ASSERT_TRUE(eventually([&] { return runs > 0; }));
  const auto begin = Clock::now();
  started.runtime.stop(milliseconds(200));
  EXPECT_LT(Clock::now() - begin, milliseconds(2000));
  EXPECT_LT(runs, all / 2);
}

}  // namespace
}  // namespace plume::runtime
