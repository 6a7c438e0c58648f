#include "pubsub/local_pubsub.h"

#include <gtest/gtest.h>

#include "support/runtime_harness.h"

namespace plume::pubsub {
namespace {

using runtime::adopt;
using runtime::Journal;
using runtime::Mail;
using runtime::on;
using runtime::Turn;
using Entries = std::vector<std::string>;

struct LocalPubSubTest : testing::Test {
  ViewId listener(std::size_t shard, std::string name) {
    return adopt(started.runtime.shard(shard), {.run = [this, name](Turn&, Mail& mail) {
                   EXPECT_EQ(mail.kind, 42);
                   journal.add(name + " " + *mail.message.get_if<std::string>());
                 }});
  }
  // Whatever was sent before has been handled afterwards.
  void settle() {
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < 2; ++i) on(started.runtime.shard(i), [] {});
  }
  void broadcast(std::string_view topic, const char* text, ViewId except = {}) {
    pubsub.broadcast(topic, std::string(text), except);
  }

  Journal journal;
  runtime::Started started{{.shards = 2}};
  LocalPubSub pubsub{started.runtime, 42};
};

TEST_F(LocalPubSubTest, ReachesTheSubscribersOfATopicOnAllShards) {
  pubsub.subscribe(listener(0, "a"), "news");
  pubsub.subscribe(listener(1, "b"), "news");
  pubsub.subscribe(listener(1, "c"), "other");
  broadcast("news", "1");
  ASSERT_TRUE(journal.wait_for(2));
  settle();
  auto entries = journal.entries();
  std::sort(entries.begin(), entries.end());
  EXPECT_EQ(entries, (Entries{"a 1", "b 1"}));
}

TEST_F(LocalPubSubTest, KeepsTheOrderOfASender) {
  pubsub.subscribe(listener(1, "a"), "news");
  Entries expected;
  for (int i = 0; i < 100; ++i) {
    broadcast("news", std::to_string(i).c_str());
    expected.push_back("a " + std::to_string(i));
  }
  ASSERT_TRUE(journal.wait_for(100));
  EXPECT_EQ(journal.entries(), expected);
}

TEST_F(LocalPubSubTest, LeavesOneOut) {
  const auto sender = listener(0, "sender");
  pubsub.subscribe(sender, "news");
  pubsub.subscribe(listener(0, "other"), "news");
  broadcast("news", "1", sender);
  ASSERT_TRUE(journal.wait_for(1));
  settle();
  EXPECT_EQ(journal.entries(), Entries{"other 1"});
}

TEST_F(LocalPubSubTest, DeliversTwiceWhereOneSubscribedTwice) {
  const auto view = listener(0, "a");
  pubsub.subscribe(view, "news");
  pubsub.subscribe(view, "news");
  broadcast("news", "1");
  ASSERT_TRUE(journal.wait_for(2));
  pubsub.unsubscribe(view, "news");  // takes both away
  broadcast("news", "2");
  settle();
  EXPECT_EQ(journal.entries(), (Entries{"a 1", "a 1"}));
}

TEST_F(LocalPubSubTest, KeepsNothingOfTopicsThatNobodyWants) {
  const auto first = listener(0, "a"), second = listener(1, "b");
  pubsub.subscribe(first, "x");
  pubsub.subscribe(first, "y");
  pubsub.subscribe(second, "x");
  EXPECT_EQ(pubsub.topics(), 2u);
  pubsub.unsubscribe_all(first);
  EXPECT_EQ(pubsub.topics(), 1u);
  pubsub.unsubscribe(second, "x");
  pubsub.unsubscribe(second, "x");
  pubsub.unsubscribe_all(second);
  EXPECT_EQ(pubsub.topics(), 0u);
  broadcast("x", "1");
  settle();
  EXPECT_TRUE(journal.entries().empty());
}

TEST_F(LocalPubSubTest, DropsMessagesToViewsThatEnded) {
  const auto view = listener(0, "a");
  pubsub.subscribe(view, "news");
  on(started.shard(), [&] { started.shard().stop_actor(view); });
  broadcast("news", "1");
  settle();
  EXPECT_TRUE(journal.entries().empty());
}

}  // namespace
}  // namespace plume::pubsub
