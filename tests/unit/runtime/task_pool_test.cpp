#include "runtime/task_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/runtime_harness.h"
#include "support/waiting.h"

namespace plume::runtime {
namespace {

using plume::testing::eventually;
using Entries = std::vector<std::string>;

TaskPool::Owner view(std::uint32_t number, std::uint64_t client = 1) { return {{0, number, 1}, client}; }

class TaskPoolTest : public ::testing::Test {
 protected:
  ~TaskPoolTest() override {
    open();
    if (pool) pool->stop(std::chrono::steady_clock::now() + plume::testing::patience);  // tasks use what is here
    EXPECT_TRUE(eventually([this] { return left == entered; })) << "those of a pool that is gone, too";
  }
  void start(const TaskPool::Limits& limits) { pool.emplace(limits); }
  TaskPool::Work blocks() {
    return [this](auto) {
      ++entered;
      gate.wait();
      ++left;
    };
  }
  TaskPool::Work adds(const std::string& name) {
    return [this, name](auto) { journal.add(name); };
  }
  // A task that keeps the only thread.
  void occupy() {
    pool->submit(view(1000, 1000), blocks());
    EXPECT_TRUE(eventually([&] { return entered == 1; }));
  }
  void open() {
    if (!opened_) gate.open();
    opened_ = true;
  }

  Gate gate;
  std::atomic<int> entered{0}, left{0};
  Journal journal;
  std::optional<TaskPool> pool;

 private:
  bool opened_ = false;
};

TEST_F(TaskPoolTest, RunsTheTasksOfAViewInTheirOrder) {
  start({.threads = 1});
  occupy();
  for (const auto* name : {"a", "b", "c"}) pool->submit(view(1), adds(name));
  open();
  ASSERT_TRUE(journal.wait_for(3));
  EXPECT_EQ(journal.entries(), (Entries{"a", "b", "c"}));
}

TEST_F(TaskPoolTest, ViewsTakeTurns) {
  start({.threads = 1});
  occupy();
  for (int i = 0; i < 1000; ++i) pool->submit(view(1), adds("many"));
  pool->submit(view(2), adds("second"));
  pool->submit(view(3), adds("third"));
  open();
  ASSERT_TRUE(journal.wait_for(1002));
  const auto entries = journal.entries();
  EXPECT_EQ(Entries(entries.begin(), entries.begin() + 4), (Entries{"many", "second", "third", "many"}));
}

TEST_F(TaskPoolTest, AClientLeavesThreadsToOthers) {
  start({.threads = 16});
  for (std::uint32_t i = 0; i < 100; ++i) pool->submit(view(i % 10, 1), blocks());
  EXPECT_TRUE(eventually([&] { return entered == 9; }));
  pool->submit(view(20, 2), adds("another client"));
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(entered, 9);
  open();
  EXPECT_TRUE(eventually([&] { return entered == 100; }));
}

TEST_F(TaskPoolTest, UsesAllThreadsForManyClients) {
  start({.threads = 4});
  for (std::uint32_t i = 0; i < 8; ++i) pool->submit(view(i, i), blocks());
  EXPECT_TRUE(eventually([&] { return entered == 4; }));
}

TEST_F(TaskPoolTest, RefusesMoreThanMayWait) {
  start({.threads = 1, .waiting_per_view = 2, .waiting_per_client = 3});
  occupy();
  const auto kept = std::make_shared<int>();
  const auto submit = [&](const TaskPool::Owner& owner) { return pool->submit(owner, [kept](auto) {}).has_value(); };
  EXPECT_TRUE(submit(view(1)));
  EXPECT_TRUE(submit(view(1)));
  EXPECT_FALSE(submit(view(1))) << "of the view";
  EXPECT_TRUE(submit(view(2)));
  EXPECT_FALSE(submit(view(2))) << "of the client";
  EXPECT_TRUE(submit(view(3, 2)));
  EXPECT_EQ(kept.use_count(), 5) << "what was refused is gone";
  open();
  EXPECT_TRUE(eventually([&] { return kept.use_count() == 1; }));
  EXPECT_TRUE(submit(view(1)));
}

TEST_F(TaskPoolTest, ADroppedTaskIsDestroyedAtOnceByWhoDropsIt) {
  start({.threads = 1});
  occupy();
  struct Captured {
    std::thread::id* destroyed_in;
    ~Captured() { *destroyed_in = std::this_thread::get_id(); }
  };
  std::thread::id destroyed_in;
  auto ticket = pool->submit(
      view(1), [captured = std::make_shared<Captured>(&destroyed_in), this](auto) { journal.add("never run"); });
  pool->submit(view(1), adds("next"));
  ticket->drop();
  EXPECT_EQ(destroyed_in, std::this_thread::get_id());
  ticket->drop();
  open();
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"next"});
}

TEST_F(TaskPoolTest, DroppedTasksMakeRoom) {
  start({.threads = 1, .waiting_per_view = 1, .waiting_per_client = 1});
  occupy();
  for (int i = 0; i < 40'000; ++i) {
    auto ticket = pool->submit(view(1), adds("never run"));
    ASSERT_TRUE(ticket);
    ticket->drop();
  }
  pool->submit(view(1), adds("last"));
  open();
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"last"});
}

TEST_F(TaskPoolTest, ATaskThatHasBegunIsNotDropped) {
  start({.threads = 1});
  auto ticket = pool->submit(view(1), [this](auto) {
    ++entered;
    gate.wait();
    ++left;
    journal.add("run");
  });
  EXPECT_TRUE(eventually([&] { return entered == 1; }));
  ticket->drop();
  open();
  ASSERT_TRUE(journal.wait_for(1));
}

TEST_F(TaskPoolTest, StopDropsWhatWaitsAndTicketsMayOutliveIt) {
  start({.threads = 1});
  occupy();
  const auto kept = std::make_shared<int>();
  auto ticket = pool->submit(view(1), [kept](auto) {});
  pool->stop(std::chrono::steady_clock::now());
  EXPECT_EQ(kept.use_count(), 1);
  ticket->drop();
  auto late = pool->submit(view(1), [kept](auto) {});
  EXPECT_EQ(kept.use_count(), 1);
  pool.reset();
  ticket->drop();
  late->drop();
}

TEST_F(TaskPoolTest, TellsHowLongATaskWaited) {
  start({.threads = 1});
  occupy();
  const auto before = std::chrono::steady_clock::now();
  std::atomic<std::chrono::nanoseconds> told{};
  pool->submit(view(1), [&](auto waited) {
    told = waited;
    journal.add("told");
  });
  const auto submitted = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - submitted < std::chrono::milliseconds(2)) std::this_thread::yield();
  open();
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_GE(told.load(), std::chrono::milliseconds(2));
  EXPECT_LE(told.load(), std::chrono::steady_clock::now() - before);
}

TEST_F(TaskPoolTest, ManyThreadsSubmitAndDrop) {
  start({.threads = 4});
  std::atomic<int> run{0};
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (int j = 0; j < 500; ++j) {
        auto ticket = pool->submit(view(i, i % 2), [&](auto) { ++run; });
        if (j % 2) ticket->drop();
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(eventually([&] { return run >= 4 * 250; }));
  pool->stop(std::chrono::steady_clock::now() + plume::testing::patience);  // some that were to be dropped had begun
}

}  // namespace
}  // namespace plume::runtime
