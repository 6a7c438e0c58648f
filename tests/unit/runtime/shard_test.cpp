#include "runtime/shard.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/log.h"
#include "support/runtime_harness.h"

namespace plume::runtime {
namespace {

using std::chrono::milliseconds;
using Entries = std::vector<std::string>;

TEST(Shard, RunsMailInTheOrderItWasSent) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  Entries sent;
  for (int i = 0; i < 1000; ++i) {
    sent.push_back(std::to_string(i));
    started.runtime.send(id, text(sent.back()));
  }
  ASSERT_TRUE(journal.wait_for(1000));
  EXPECT_EQ(journal.entries(), sent);
}

TEST(Shard, KeepsTheBytesOfMailThatWaits) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  {
    std::string borrowed = "short";
    started.runtime.send(id, text(borrowed));
    borrowed.assign("XXXXX");
  }
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), Entries{"short"});
}

TEST(Shard, CommitsAfterEachRunAndThenDoesTheEffects) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run =
                                              [&](Turn& turn, Mail& mail) {
                                                turn.out.append(mail.bytes);
                                                turn.effects.push_back([&] { journal.add("effect"); });
                                              },
                                          .commit = [&](Turn& turn) { journal.add("commit " + turn.out); }});
  started.runtime.send(id, text("a"));
  started.runtime.send(id, text("b"));
  ASSERT_TRUE(journal.wait_for(4));
  EXPECT_EQ(journal.entries(), (Entries{"commit a", "effect", "commit b", "effect"}));
}

TEST(Shard, DeliversToAnIdleActorAtOnce) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  const auto delivery = on(started.shard(), [&] {
    const auto result = started.shard().deliver(id, text("now"));
    journal.add("delivered");
    return result;
  });
  EXPECT_EQ(delivery, Shard::Delivery::done);
  EXPECT_EQ(journal.entries(), (Entries{"now", "delivered"}));
}

TEST(Shard, StopsAnActorWhoseTurnSaysSo) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [](Turn& turn, Mail&) { turn.stop = true; },
                                          .commit = [&](Turn&) { journal.add("commit"); },
                                          .stopped = [&] { journal.add("stopped"); }});
  started.runtime.send(id, text("a"));
  started.runtime.send(id, text("never handled"));
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_EQ(on(started.shard(), [&] { return started.shard().deliver(id, text("b")); }), Shard::Delivery::gone);
  EXPECT_EQ(on(started.shard(), [&] { return started.shard().actors(); }), 0u);
  EXPECT_EQ(journal.entries(), (Entries{"commit", "stopped"}));
}

TEST(Shard, DropsMailThatWaitsBeforeTheLast) {
  Journal journal;
  Gate gate;
  Started started;
  const auto id = adopt(started.shard(), {.run =
                                              [&](Turn& turn, Mail& mail) {
                                                journal.add(std::string(mail.bytes));
                                                if (mail.bytes == "busy") gate.wait();
                                                turn.stop = mail.bytes == "last";
                                              },
                                          .stopped = [&] { journal.add("stopped"); }});
  started.runtime.send(id, text("busy"));
  ASSERT_TRUE(journal.wait_for(1));
  started.runtime.send(id, text("dropped"));
  on(started.shard(), [&] { started.shard().enqueue_last(id, text("last")); });
  on(started.shard(), [&] { started.shard().enqueue_last(id, text("never taken")); });
  started.runtime.send(id, text("never taken"));
  EXPECT_EQ(on(started.shard(), [&] { return started.shard().deliver(id, text("late")); }), Shard::Delivery::gone);
  gate.open();
  ASSERT_TRUE(journal.wait_for(3));
  EXPECT_EQ(journal.entries(), (Entries{"busy", "last", "stopped"}));
}

TEST(Shard, ReusesPlacesButNotIds) {
  Started started;
  const auto first = adopt(started.shard(), {});
  on(started.shard(), [&] { started.shard().stop_actor(first); });
  const auto second = adopt(started.shard(), {});
  EXPECT_EQ(first.index, second.index);
  EXPECT_NE(first, second);
  EXPECT_EQ(on(started.shard(), [&] { return started.shard().find(first); }), nullptr);
  EXPECT_NE(on(started.shard(), [&] { return started.shard().find(second); }), nullptr);
}

TEST(Shard, EndsAnActorThatThrowsAndLogsIt) {
  Journal log;
  set_log_sink([&](LogLevel, std::string_view line) { log.add(std::string(line)); });
  Journal journal;
  {
    Started started;
    const auto id = adopt(started.shard(), {.run =
                                                [](Turn& turn, Mail&) {
                                                  turn.out = "half done";
                                                  throw std::runtime_error("oops");
                                                },
                                            .commit = [&](Turn& turn) { journal.add("commit:" + turn.out); },
                                            .stopped = [&] { journal.add("stopped"); }});
    started.runtime.send(id, text("a"));
    ASSERT_TRUE(journal.wait_for(2));
  }
  set_log_sink({});
  EXPECT_EQ(journal.entries(), (Entries{"commit:", "stopped"}));
  ASSERT_EQ(log.entries().size(), 1u);
  EXPECT_NE(log.entries()[0].find("oops"), std::string::npos);
}

TEST(Shard, LogsWhatThrowsAtTheTopLevelAndGoesOn) {
  struct Throwing : Ready {
    void serve() override { throw std::runtime_error("served badly"); }
  };
  Journal log;
  set_log_sink([&](LogLevel, std::string_view line) { log.add(std::string(line)); });
  {
    Started started;
    Throwing throwing;
    started.shard().post([] { throw std::runtime_error("posted badly"); });
    on(started.shard(), [&] { started.shard().mark_ready(throwing); });
    EXPECT_TRUE(log.wait_for(2));
    on(started.shard(), [] {});
  }
  set_log_sink({});
  ASSERT_EQ(log.entries().size(), 2u);
  EXPECT_NE(log.entries()[0].find("posted badly"), std::string::npos);
  EXPECT_NE(log.entries()[1].find("served badly"), std::string::npos);
}

TEST(Shard, RefusesMailForAFullMailboxAndTellsWhenItHasRoom) {
  Gate gate;
  Journal journal;
  Started started({.shards = 1, .mailbox_limit = 4, .blocked_after = milliseconds(1)});
  auto& shard = started.shard();
  const auto id = adopt(shard, {.run =
                                    [&](Turn&, Mail& mail) {
                                      if (mail.bytes == "block") gate.wait();
                                      journal.add(std::string(mail.bytes));
                                    },
                                .drained = [&] { journal.add("drained"); }});
  started.runtime.send(id, text("block"));
  const auto deliver = [&](std::string_view bytes) {
    return on(shard, [&] { return shard.deliver(id, text(bytes)); });
  };
  for (const auto* bytes : {"1", "2", "3", "4"}) EXPECT_EQ(deliver(bytes), Shard::Delivery::done);
  EXPECT_EQ(deliver("5"), Shard::Delivery::full);
  started.runtime.send(id, text("6"));  // is taken all the same
  gate.open();
  ASSERT_TRUE(journal.wait_for(7));
  EXPECT_EQ(journal.entries(), (Entries{"block", "1", "2", "3", "drained", "4", "6"}));
}

// An actor that writes down which it is, and the message; one that hears "block" waits at the gate first.
Script hearer(Journal& journal, const Gate& gate, const std::string& name) {
  return {.run = [&journal, &gate, name](Turn&, Mail& mail) {
    const auto& said = *mail.message.get_if<std::string>();
    if (said == "block " + name) gate.wait();
    journal.add(name + " " + std::to_string(mail.kind) + ": " + said);
  }};
}

TEST(Shard, BroadcastReachesAllButOneAndOvertakesNothing) {
  const Gate gate;
  Journal journal;
  Started started;
  auto& shard = started.shard();
  auto all = std::make_shared<std::vector<ViewId>>();
  for (const auto* name : {"a", "b", "c"}) all->push_back(adopt(shard, hearer(journal, gate, name)));
  on(shard, [&] {
    Mail mail;
    mail.kind = 1;
    mail.message = std::string("before");
    shard.send((*all)[2], std::move(mail));
    shard.broadcast(all, 7, std::string("one"), (*all)[1]);
    shard.broadcast(all, 8, std::string("two"), ViewId());
  });
  ASSERT_TRUE(journal.wait_for(6));
  auto entries = journal.entries();
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a[0] < b[0]; });
  EXPECT_EQ(entries, (Entries{"a 7: one", "a 8: two", "b 8: two", "c 1: before", "c 7: one", "c 8: two"}));
}

TEST(Shard, BroadcastGoesOnInAnotherThreadWhereAReceiverBlocks) {
  Gate gate;
  Journal journal;
  Started started({.shards = 1, .blocked_after = milliseconds(1)});
  auto& shard = started.shard();
  auto all = std::make_shared<std::vector<ViewId>>();
  for (const auto* name : {"a", "b", "c"}) all->push_back(adopt(shard, hearer(journal, gate, name)));
  shard.broadcast(all, 7, std::string("block b"), ViewId());
  shard.broadcast(all, 7, std::string("next"), ViewId());
  ASSERT_TRUE(journal.wait_for(4));
  auto entries = journal.entries();  // of one actor in their order
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a[0] < b[0]; });
  EXPECT_EQ(entries, (Entries{"a 7: block b", "a 7: next", "c 7: block b", "c 7: next"}));
  gate.open();
  ASSERT_TRUE(journal.wait_for(6));
  EXPECT_EQ(journal.entries()[4], "b 7: block b");
  EXPECT_EQ(journal.entries()[5], "b 7: next");
}

TEST(Shard, ServesWhatIsReadyAndForgetsWhatIsDestroyed) {
  struct Counter : Ready {
    explicit Counter(Journal& j) : journal(j) {}
    void serve() override { journal.add("served"); }
    Journal& journal;
  };
  Journal journal;
  Started started;
  on(started.shard(), [&] { started.shard().mark_ready(*std::make_unique<Counter>(journal)); });
  auto counter = std::make_unique<Counter>(journal);
  on(started.shard(), [&] {
    started.shard().mark_ready(*counter);
    started.shard().mark_ready(*counter);
  });
  ASSERT_TRUE(journal.wait_for(1));
  on(started.shard(), [&] { counter.reset(); });
  EXPECT_EQ(journal.entries(), Entries{"served"});
}

TEST(Shard, WatchesFileDescriptors) {
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
  struct Reader : Ready {
    Reader(Journal& j, Shard& s, int d) : journal(j), shard(s), descriptor(d) {}
    void serve() override {
      const auto events = take_events();
      char bytes[16];
      const auto count = ::recv(descriptor, bytes, sizeof bytes, 0);
      if (count > 0) journal.add(std::string(bytes, static_cast<std::size_t>(count)));
      if (!(events & hung_up)) return;
      journal.add("hung up");
      shard.unwatch(descriptor);
    }
    Journal& journal;
    Shard& shard;
    int descriptor;
  };
  Journal journal;
  Started started;
  auto reader = std::make_unique<Reader>(journal, started.shard(), pair[0]);
  on(started.shard(), [&] { started.shard().watch(pair[0], *reader, Ready::readable); });
  ASSERT_EQ(::send(pair[1], "one", 3, 0), 3);
  ASSERT_TRUE(journal.wait_for(1));
  on(started.shard(), [&] { started.shard().watch_for(pair[0], *reader, 0); });
  ASSERT_EQ(::send(pair[1], "two", 3, 0), 3);
  on(started.shard(), [] {});
  EXPECT_EQ(journal.entries(), Entries{"one"});
  ::close(pair[1]);  // comes unasked for
  ASSERT_TRUE(journal.wait_for(3));
  EXPECT_EQ(journal.entries(), (Entries{"one", "two", "hung up"}));
  on(started.shard(), [&] { reader.reset(); });
  ::close(pair[0]);
}

TEST(Shard, SendsMailAfterATime) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [&](Turn&, Mail& mail) { journal.add(std::string(mail.bytes)); }});
  const auto begin = Clock::now();
  started.shard().schedule(id, [] { return text("late"); }, milliseconds(40), false);
  started.shard().schedule(id, [] { return text("soon"); }, milliseconds(20), false);
  const auto cancel = started.shard().schedule(id, [] { return text("never"); }, milliseconds(30), false);
  (*cancel)();
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_GE(Clock::now() - begin, milliseconds(40));
  EXPECT_EQ(journal.entries(), (Entries{"soon", "late"}));
  (*cancel)();
}

TEST(Shard, RepeatsUntilCancelled) {
  Journal journal;
  Started started;
  const auto id = adopt(started.shard(), {.run = [&](Turn&, Mail&) { journal.add("tick"); }});
  const auto begin = Clock::now();
  const auto cancel = started.shard().schedule(id, [] { return Mail(); }, milliseconds(5), true);
  ASSERT_TRUE(journal.wait_for(5));
  EXPECT_GE(Clock::now() - begin, milliseconds(25));
  (*cancel)();
  on(started.shard(), [] {});
  const auto ticks = journal.entries().size();
  started.shard().schedule(id, [] { return Mail(); }, milliseconds(30), false);
  ASSERT_TRUE(journal.wait_for(ticks + 1));
  EXPECT_LE(journal.entries().size(), ticks + 2);
}

TEST(Shard, TimersEndWithTheirActor) {
  Started started;
  const auto id = adopt(started.shard(), {});
  const auto held = std::make_shared<int>(1);
  started.shard().schedule(id, [held] { return Mail(); }, std::chrono::hours(1), false);
  on(started.shard(), [&] { EXPECT_GT(held.use_count(), 1); });
  on(started.shard(), [&] { started.shard().stop_actor(id); });
  on(started.shard(), [] {});
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Shard, CancellingMayOutliveTheRuntime) {
  std::shared_ptr<std::function<void()>> cancel;
  {
    Started started;
    cancel = started.shard().schedule(adopt(started.shard(), {}), [] { return Mail(); }, std::chrono::hours(1), false);
  }
  (*cancel)();
}

}  // namespace
}  // namespace plume::runtime
