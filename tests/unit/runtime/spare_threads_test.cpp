// Runs that block while no thread is spare, or while their group is full.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/run_group.h"
#include "support/runtime_harness.h"
#include "support/waiting.h"

namespace plume::runtime {
namespace {

using plume::testing::eventually;
using std::chrono::milliseconds;
using Entries = std::vector<std::string>;

// Actors that block until the gate opens, more of them than there are threads.
class SpareThreads : public ::testing::Test {
 protected:
  static constexpr std::size_t spare = 3;

  SpareThreads()
      : started({.shards = 1, .mailbox_limit = 4, .blocked_after = milliseconds(1), .spare_threads = spare}) {}
  ~SpareThreads() override { open(); }

  ViewId adopt_blocker(const std::string& name, RunGroup* group = nullptr) {
    return adopt(started.shard(),
                 {.run =
                      [this, name](Turn&, Mail& mail) {
                        ++entered;
                        gate.wait();
                        journal.add(name + std::string(mail.bytes));
                      },
                  .drained = [this, name] { journal.add(name + " drained"); }},
                 group);
  }
  // Mail to so many actors; waits until all threads are in their runs.
  std::vector<ViewId> block(std::size_t count) {
    std::vector<ViewId> ids;
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(adopt_blocker(std::to_string(i)));
      started.runtime.send(ids.back(), Mail());
    }
    EXPECT_TRUE(eventually([&] { return entered == std::min(count, spare); }));
    come_round();
    return ids;
  }
  // The loop has done all that it could do.
  void come_round() {
    for (int i = 0; i < 3; ++i) on(started.shard(), [] {});
  }
  void open() {
    if (!opened_) gate.open();
    opened_ = true;
  }

  Gate gate;
  std::atomic<std::size_t> entered{0};
  Journal journal;
  Started started;

 private:
  bool opened_ = false;
};

TEST_F(SpareThreads, NoMoreRunsBeginThanThereAreThreads) {
  block(5 * spare);
  EXPECT_EQ(entered, spare);
  open();
  ASSERT_TRUE(journal.wait_for(5 * spare));
  EXPECT_EQ(entered, 5 * spare);
}

TEST_F(SpareThreads, TheLoopDoesEverythingElse) {
  struct Reader : Ready {
    explicit Reader(Journal& j) : journal(j) {}
    void serve() override {
      if (take_events() & readable) journal.add("readable");
    }
    Journal& journal;
  } reader(journal);
  struct Bell : Alarm {
    explicit Bell(Journal& j) : journal(j) {}
    void fire() override { journal.add("alarm"); }
    Journal& journal;
  } bell(journal);

  block(2 * spare);
  Shard& shard = started.shard();
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  on(shard, [&] { shard.watch(pipe[0], reader, Ready::readable); });
  ASSERT_EQ(::write(pipe[1], "x", 1), 1);
  ASSERT_TRUE(journal.wait_for(1));
  on(shard, [&] {
    shard.unwatch(pipe[0]);
    shard.arm(bell, shard.now() + milliseconds(1));
  });
  EXPECT_TRUE(eventually([&] { return journal.entries().back() == "alarm"; }));
  ::close(pipe[0]);
  ::close(pipe[1]);
  EXPECT_EQ(entered, spare);
}

TEST_F(SpareThreads, ActorsThatDoNotBlockRunAllTheSame) {
  block(2 * spare);
  const auto quick = adopt(started.shard(), {.run = [&](Turn&, Mail&) { journal.add("quick"); }, .may_block = false});
  started.runtime.send(quick, Mail());
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"quick"});
}

TEST_F(SpareThreads, MailWaitsInItsOrderAndItsMailboxIsBounded) {
  block(spare);
  Shard& shard = started.shard();
  const auto waiting = adopt_blocker("waiting");
  const std::array<std::string, 4> texts{" 1", " 2", " 3", " 4"};
  on(shard, [&] {
    for (const auto& each : texts) EXPECT_EQ(shard.deliver(waiting, text(each)), Shard::Delivery::done);
    EXPECT_EQ(shard.deliver(waiting, text(" 5")), Shard::Delivery::full);
  });
  come_round();
  EXPECT_EQ(entered, spare);
  open();
  ASSERT_TRUE(journal.wait_for(spare + 5));
  Entries of_waiting;
  for (const auto& entry : journal.entries())
    if (entry.starts_with("waiting")) of_waiting.push_back(entry);
  EXPECT_EQ(of_waiting, (Entries{"waiting 1", "waiting 2", "waiting drained", "waiting 3", "waiting 4"}));
}

TEST_F(SpareThreads, ABroadcastWaitsInTheMailboxes) {
  block(spare);
  const auto waiting = adopt_blocker("waiting ");
  const auto to = std::make_shared<std::vector<ViewId>>(std::vector{waiting});
  started.shard().broadcast(to, 1, Message(), {});
  come_round();
  EXPECT_EQ(entered, spare);
  open();
  ASSERT_TRUE(journal.wait_for(spare + 1));
}

TEST_F(SpareThreads, AnActorMayBeStoppedWhileItWaits) {
  block(spare);
  const auto waiting = adopt_blocker("waiting ");
  started.runtime.send(waiting, Mail());
  on(started.shard(), [&] { started.shard().stop_actor(waiting); });
  open();
  ASSERT_TRUE(journal.wait_for(spare));
  come_round();
  EXPECT_EQ(entered, spare);
}

TEST_F(SpareThreads, AGroupHasNoMoreBlockedRunsThanItMay) {
  RunGroup group(1);
  const auto first = adopt_blocker("first", &group), second = adopt_blocker("second", &group);
  started.runtime.send(first, Mail());
  EXPECT_TRUE(eventually([&] { return group.blocked() == 1; }));
  started.runtime.send(second, Mail());
  come_round();
  EXPECT_EQ(entered, 1u);

  const auto other = adopt(started.shard(), {.run = [&](Turn&, Mail&) { journal.add("other"); }});
  started.runtime.send(other, Mail());
  ASSERT_TRUE(journal.wait_for(1)) << "who is in no group has room";
  open();
  ASSERT_TRUE(journal.wait_for(3));
  EXPECT_EQ(journal.entries(), (Entries{"other", "first", "second"}));
  EXPECT_TRUE(eventually([&] { return group.blocked() == 0; }));
}

TEST(RunGroup, CountsForItsParentAsWell) {
  const auto address = std::make_shared<RunGroup>(3);
  RunGroup first(2, address), second(2, address), unbounded(0);
  first.block();
  EXPECT_FALSE(first.is_full());
  first.block();
  EXPECT_TRUE(first.is_full());
  EXPECT_FALSE(second.is_full());
  second.block();
  EXPECT_TRUE(second.is_full()) << "since their address is full";
  first.unblock();
  EXPECT_FALSE(first.is_full());
  EXPECT_FALSE(second.is_full());
  unbounded.block();
  EXPECT_FALSE(unbounded.is_full());
  first.unblock();
  second.unblock();
  EXPECT_EQ(address->blocked(), 0u);
}

TEST(RunGroup, MailOfAnotherLoopWaitsForItToo) {
  Gate gate;
  Journal journal;
  Started started({.shards = 2, .blocked_after = milliseconds(1)});
  RunGroup group(1);
  const auto add = [&](std::size_t shard, const std::string& name) {
    return adopt(started.runtime.shard(shard),
                 {.run =
                      [&, name](Turn&, Mail&) {
                        gate.wait();
                        journal.add(name);
                      }},
                 &group);
  };
  const auto first = add(0, "first"), second = add(1, "second");
  started.runtime.send(first, Mail());
  EXPECT_TRUE(eventually([&] { return group.blocked() == 1; }));
  started.runtime.send(second, Mail());
  on(started.runtime.shard(1), [] {});
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
}

TEST(Runtime, StopsInTimeWithMoreHandlersBlockedThanThereAreThreads) {
  struct Shared {
    Gate gate;
    std::mutex mutex;
    std::vector<std::unique_ptr<Actor>> entered;  // an abandoned actor is nobody's
    std::atomic<std::size_t> returned{0};
    std::size_t count() {
      const std::scoped_lock lock(mutex);
      return entered.size();
    }
  } shared;
  struct Abandoned : Actor {
    explicit Abandoned(Shared& s) : shared(s) {}
    void run(Turn&, Mail&) override {
      {
        const std::scoped_lock lock(shared.mutex);
        shared.entered.emplace_back(this);
      }
      shared.gate.wait();
      ++shared.returned;
    }
    void commit(Turn&) override {}
    Shared& shared;
  };
  std::size_t abandoned = 0;
  {
    Runtime runtime({.shards = 2, .blocked_after = milliseconds(1), .spare_threads = 40});
    runtime.start();
    for (std::size_t i = 0; i < 200; ++i) {
      Shard& shard = runtime.shard(i % 2);
      runtime.send(on(shard, [&] { return shard.adopt(std::make_unique<Abandoned>(shared)); }), Mail());
    }
    EXPECT_TRUE(eventually([&] { return shared.count() >= 40; }));
    const auto begin = Clock::now();
    abandoned = runtime.stop(milliseconds(100));
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5));
    EXPECT_GE(abandoned, 40u);
    EXPECT_LE(abandoned, 41u) << "one more for the second loop";
  }
  shared.gate.open();
  EXPECT_TRUE(eventually([&] { return shared.returned == abandoned; }));
  EXPECT_EQ(shared.count(), abandoned);
}

TEST(Runtime, AStopWaitsForNoDestructorOfWhatWasHeldBack) {
  // Outlives the actor, which is never destroyed.
  static Gate& gate = *new Gate;
  static std::atomic<std::size_t> entered{0}, returned{0};
  constexpr std::size_t spare = 2;
  {
    Runtime runtime({.shards = 1, .blocked_after = milliseconds(1), .spare_threads = spare});
    runtime.start();
    Shard& shard = runtime.shard(0);
    for (std::size_t i = 0; i < spare; ++i)
      runtime.send(adopt(shard, {.run =
                                     [](Turn&, Mail&) {
                                       ++entered;
                                       gate.wait();
                                       ++returned;
                                     }}),
                   Mail());
    ASSERT_TRUE(eventually([] { return entered == spare; }));
    // As a view that gives back what the blocked handlers hold.
    const std::shared_ptr<void> waits(nullptr, [](void*) { gate.wait(); });
    runtime.send(adopt(shard, {.run = [waits](Turn&, Mail&) {}}), Mail());
    const auto begin = Clock::now();
    EXPECT_EQ(runtime.stop(milliseconds(100)), spare);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5));
    gate.open();
    EXPECT_TRUE(eventually([] { return returned == spare; }));
  }
}

TEST(Runtime, IdleThreadsEndButForOneOfEachLoop) {
  constexpr std::size_t blockers = 20;
  Gate gate;
  std::atomic<std::size_t> entered{0};
  Started started({.shards = 2, .blocked_after = milliseconds(1), .spare_idle_time = milliseconds(20)});
  for (std::size_t i = 0; i < blockers; ++i)
    started.runtime.send(adopt(started.runtime.shard(i % 2), {.run =
                                                                  [&](Turn&, Mail&) {
                                                                    ++entered;
                                                                    gate.wait();
                                                                  }}),
                         Mail());
  EXPECT_TRUE(eventually([&] { return entered == blockers; }));
  EXPECT_GE(started.runtime.threads(), blockers);
  gate.open();
  EXPECT_TRUE(eventually([&] { return started.runtime.threads() <= 4; }));
}

}  // namespace
}  // namespace plume::runtime
