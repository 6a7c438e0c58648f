#include "runtime/runtime.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "support/runtime_harness.h"

namespace plume::runtime {
namespace {

using std::chrono::milliseconds;
using Entries = std::vector<std::string>;

TEST(Runtime, SpreadsConnectionsOverItsShards) {
  Runtime runtime({.shards = 3});
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 3; ++i) seen.insert(runtime.next_shard().index());
  EXPECT_EQ(seen.size(), 3u);
}

TEST(Runtime, SendsBetweenShards) {
  Journal journal;
  Started started({.shards = 2});
  const auto second =
      adopt(started.runtime.shard(1), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  const auto first = adopt(started.runtime.shard(0),
                           {.run = [&](Turn&, Mail&) { started.runtime.send(second, text("from the other")); }});
  started.runtime.send(first, Mail());
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"from the other"});
  started.runtime.send({.shard = 7, .index = 0, .generation = 1}, Mail());
  started.runtime.send({}, Mail());
}

TEST(Runtime, ALoopGoesOnWhileAHandlerBlocks) {
  Gate gate;
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  const auto blocker = adopt(started.shard(), {.run =
                                                   [&](Turn& turn, Mail&) {
                                                     gate.wait();
                                                     turn.out = "late";
                                                   },
                                               .commit =
                                                   [&](Turn& turn) {
                                                     EXPECT_TRUE(started.shard().on_loop());
                                                     journal.add("commit " + turn.out);
                                                   }});
  const auto other = adopt(started.shard(), {.run = [&](Turn&, Mail&) { journal.add("other"); }});
  started.runtime.send(blocker, Mail());
  started.runtime.send(other, Mail());
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"other"});
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_EQ(journal.entries(), (Entries{"other", "commit late"}));
}

TEST(Runtime, TheThreadThatLostItsLoopIsToldSo) {
  Gate gate;
  std::promise<Shard::Delivery> told;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  auto& shard = started.shard();
  const auto id = adopt(shard, {.run = [&](Turn&, Mail&) { gate.wait(); }});
  shard.post([&] { told.set_value(shard.deliver(id, Mail())); });
  on(shard, [] {});  // the loop has another thread
  gate.open();
  EXPECT_EQ(told.get_future().get(), Shard::Delivery::lost);
}

TEST(Runtime, WhatWasReadyWhenALoopWasLostIsServedByTheNextThread) {
  struct Connection : Ready {
    Connection(Shard& s, ViewId id, Journal& j) : shard(s), to(id), journal(j) {}
    void serve() override {
      journal.add("served");
      if (--reads > 0) shard.mark_ready(*this);
      shard.deliver(to, Mail());
    }
    Shard& shard;
    ViewId to;
    Journal& journal;
    int reads = 2;
  };
  Gate gate;
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  auto& shard = started.shard();
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < 4; ++i)
    connections.push_back(
        std::make_unique<Connection>(shard, adopt(shard, {.run = [&](Turn&, Mail&) { gate.wait(); }}), journal));
  on(shard, [&] {
    for (const auto& connection : connections) shard.mark_ready(*connection);
  });
  EXPECT_TRUE(journal.wait_for(8)) << "each of them loses the loop, and has more to read";
  gate.open();
  on(shard, [&] { connections.clear(); });
}

TEST(Runtime, MailForABlockedActorWaits) {
  Gate gate;
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  const auto id = adopt(started.shard(), {.run =
                                              [&](Turn&, Mail& mail) {
                                                if (mail.bytes == "first") gate.wait();
                                                journal.add("run " + std::string(mail.bytes));
                                              },
                                          .commit = [&](Turn&) { journal.add("commit"); }});
  started.runtime.send(id, text("first"));
  started.runtime.send(id, text("second"));
  on(started.shard(), [] {});
  EXPECT_TRUE(journal.entries().empty());
  gate.open();
  ASSERT_TRUE(journal.wait_for(4));
  EXPECT_EQ(journal.entries(), (Entries{"run first", "commit", "run second", "commit"}));
}

TEST(Runtime, StopsABlockedActorAfterItsRun) {
  Gate entered, gate;
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  const auto id = adopt(started.shard(), {.run =
                                              [&](Turn&, Mail&) {
                                                entered.open();
                                                gate.wait();
                                              },
                                          .commit = [&](Turn&) { journal.add("commit"); },
                                          .stopped = [&] { journal.add("stopped"); }});
  started.runtime.send(id, Mail());
  entered.wait();
  on(started.shard(), [&] { started.shard().stop_actor(id); });
  EXPECT_TRUE(journal.entries().empty());
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_EQ(journal.entries(), (Entries{"commit", "stopped"}));
}

TEST(Runtime, SleepsAndWakesUpForABlockAfterwards) {
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(2)});
  for (int round = 0; round < 3; ++round) {
    std::this_thread::sleep_for(milliseconds(70));  // until the monitor sleeps
    Gate gate;
    const auto id = adopt(started.shard(), {.run = [&](Turn& turn, Mail&) {
                            gate.wait();
                            journal.add("woken");
                            turn.stop = true;
                          }});
    started.runtime.send(id, Mail());
    on(started.shard(), [] {});
    gate.open();
    ASSERT_TRUE(journal.wait_for(static_cast<std::size_t>(round) + 1));
  }
}

TEST(Runtime, OthersAreServedQuicklyWhileManyHandlersBlock) {
  constexpr int blockers = 64;
  constexpr auto blocking = milliseconds(1500);
  std::atomic<int> over{0};
  Started started({.shards = 2});
  std::vector<ViewId> blocked, quick;
  for (int i = 0; i < blockers; ++i)
    blocked.push_back(adopt(started.runtime.shard(static_cast<std::size_t>(i) % 2), {.run = [&](Turn&, Mail&) {
                              std::this_thread::sleep_for(blocking);
                              ++over;
                            }}));
  std::promise<void>* answered = nullptr;
  for (std::size_t i = 0; i < 2; ++i)
    quick.push_back(adopt(started.runtime.shard(i), {.commit = [&](Turn&) { answered->set_value(); }}));

  for (const auto id : blocked) started.runtime.send(id, Mail());
  std::vector<Clock::duration> latencies;
  while (over < blockers) {
    std::promise<void> answer;
    answered = &answer;
    const auto begin = Clock::now();
    started.runtime.send(quick[latencies.size() % 2], Mail());
    answer.get_future().wait();
    latencies.push_back(Clock::now() - begin);
    std::this_thread::sleep_for(milliseconds(1));
  }
  std::sort(latencies.begin(), latencies.end());
  ASSERT_GE(latencies.size(), 100u);
  EXPECT_LT(latencies[latencies.size() * 99 / 100], milliseconds(50));
}

TEST(Runtime, StopEndsAllActorsOnTheirLoops) {
  Journal journal;
  Runtime runtime({.shards = 2});
  runtime.start();
  for (std::size_t i = 0; i < 2; ++i)
    adopt(runtime.shard(i), {.stopped = [&, i] {
            EXPECT_TRUE(runtime.shard(i).on_loop());
            journal.add("stopped");
          }});
  runtime.stop(milliseconds(100));
  EXPECT_EQ(journal.entries().size(), 2u);
  runtime.stop(milliseconds(100));
}

TEST(Runtime, StopLetsActorsHandleTheMailThatWaits) {
  Journal journal;
  Runtime runtime({.shards = 1});
  runtime.start();
  const auto id = adopt(runtime.shard(0), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  for (const auto* bytes : {"1", "2", "3"}) runtime.send(id, text(bytes));
  runtime.stop(std::chrono::seconds(10));
  EXPECT_EQ(journal.entries(), (Entries{"1", "2", "3"}));
}

TEST(Runtime, MayBeResizedBeforeItStarts) {
  Runtime runtime({.shards = 1});
  runtime.resize(3);
  EXPECT_EQ(runtime.size(), 3u);
  runtime.start();
}

TEST(Runtime, StopWaitsForRunsInProgress) {
  Journal journal;
  Runtime runtime({.shards = 1, .blocked_after = milliseconds(1)});
  runtime.start();
  Gate entered;
  const auto id = adopt(runtime.shard(0), {.run =
                                               [&](Turn&, Mail&) {
                                                 entered.open();
                                                 std::this_thread::sleep_for(milliseconds(50));
                                               },
                                           .commit = [&](Turn&) { journal.add("commit"); },
                                           .stopped = [&] { journal.add("stopped"); }});
  runtime.send(id, Mail());
  entered.wait();
  runtime.stop(std::chrono::seconds(10));
  EXPECT_EQ(journal.entries(), (Entries{"commit", "stopped"}));
}

class StopAbandons : public testing::TestWithParam<std::size_t> {};

TEST_P(StopAbandons, RunsThatDoNotEnd) {
  struct Abandoned : Actor {
    explicit Abandoned(Journal& j) : journal(j) {}
    void run(Turn&, Mail&) override {
      entered.open();
      gate.wait();
      journal.add("returned");
    }
    void commit(Turn&) override { journal.add("commit"); }
    void stopped() override { journal.add("stopped"); }
    Journal& journal;
    Gate entered, gate;
  };
  Journal journal;
  auto actor = std::make_unique<Abandoned>(journal);
  auto* const kept = actor.get();
  {
    Runtime runtime({.shards = 1, .blocked_after = milliseconds(1), .spare_threads = GetParam()});
    runtime.start();
    runtime.send(on(runtime.shard(0), [&] { return runtime.shard(0).adopt(std::move(actor)); }), Mail());
    kept->entered.wait();
    EXPECT_EQ(runtime.stop(milliseconds(20)), 1u);
  }
  EXPECT_TRUE(journal.entries().empty());
  kept->gate.open();
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"returned"});
  delete kept;  // an abandoned actor is nobody's
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutSpareThreads, StopAbandons, testing::Values(8u, 0u));

// A handler may stop another runtime, say that of an endpoint of its own. If a loop of that one is stuck while no
// thread is spare, another thread ends it: this one is in a run(), whose turn is being written.
TEST(Runtime, AStopWithinARunDoesNotRunTheOtherLoopInItsThread) {
  struct Stuck : Actor {
    void run(Turn&, Mail&) override {
      entered.open();
      gate.wait();
      left.open();
    }
    void commit(Turn&) override {}
    Gate entered, gate, left;
  };
  Journal journal;
  Started outer;
  auto actor = std::make_unique<Stuck>();
  auto* const stuck = actor.get();
  {
    Runtime inner({.shards = 1, .blocked_after = milliseconds(1), .spare_threads = 0});
    inner.start();
    const auto stuck_id = on(inner.shard(0), [&] { return inner.shard(0).adopt(std::move(actor)); });
    std::thread::id of_inner;
    const auto other = adopt(inner.shard(0), {.run = [&](Turn& turn, Mail&) {
                               of_inner = std::this_thread::get_id();
                               turn.out = "inner";
                             }});
    inner.send(stuck_id, Mail());
    stuck->entered.wait();
    std::thread::id of_outer;
    const auto stops = adopt(outer.shard(), {.run =
                                                 [&](Turn& turn, Mail&) {
                                                   turn.out = "outer";
                                                   of_outer = std::this_thread::get_id();
                                                   inner.send(other, Mail());
                                                   inner.stop(milliseconds(0));
                                                 },
                                             .commit = [&](Turn& turn) { journal.add(turn.out); }});
    outer.runtime.send(stops, Mail());
    ASSERT_TRUE(journal.wait_for(1));
    EXPECT_EQ(journal.entries(), Entries{"outer"});
    EXPECT_NE(of_inner, of_outer);
  }
  stuck->gate.open();
  stuck->left.wait();
  delete stuck;  // an abandoned actor is nobody's
}

TEST(Runtime, ManyThreadsSendWhileHandlersBlock) {
  constexpr int senders = 4, messages = 500;
  std::atomic<int> handled{0};
  Started started({.shards = 2, .blocked_after = milliseconds(1)});
  std::vector<ViewId> ids;
  std::atomic<bool> overlap{false};
  for (std::size_t i = 0; i < 8; ++i) {
    auto busy = std::make_shared<std::atomic<bool>>(false);
    ids.push_back(adopt(started.runtime.shard(i % 2), {.run = [&, busy](Turn&, Mail& mail) {
                          if (busy->exchange(true)) overlap = true;
                          if (mail.token % 100 == 0) std::this_thread::sleep_for(milliseconds(4));
                          *busy = false;
                          ++handled;
                        }}));
  }
  std::vector<std::thread> threads;
  for (int sender = 0; sender < senders; ++sender)
    threads.emplace_back([&] {
      for (int i = 0; i < messages; ++i) {
        Mail mail;
        mail.token = static_cast<std::uint64_t>(i);
        started.runtime.send(ids[static_cast<std::size_t>(i) % ids.size()], std::move(mail));
      }
    });
  for (auto& thread : threads) thread.join();
  const auto deadline = Clock::now() + std::chrono::seconds(20);
  while (handled < senders * messages && Clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(handled, senders * messages);
  EXPECT_FALSE(overlap);
}

}  // namespace
}  // namespace plume::runtime
