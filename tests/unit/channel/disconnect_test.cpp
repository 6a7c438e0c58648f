// Sockets are closed by what is broadcast to the topic of their session (server-api 12.1).
#include <gtest/gtest.h>

#include "support/channel_harness.h"

namespace plume::testing {
namespace {

struct DisconnectTest : ::testing::Test {
  DisconnectTest() {
    server.live("/page", "V",
                {.handle_event =
                     [](Page& page, std::string_view topic, const Params&) {
                       ++page.n.edit();
                       page.broadcast(topic, Disconnect());
                     },
                 .terminate = [this](Page&, std::string_view why) { journal.add(std::string(why)); }});
  }
  static channel::ConnectInfo with_session(Session session) {
    channel::ConnectInfo info = Connection::good_info();
    info.session = std::move(session);
    return info;
  }
  Journal journal;
  Server server{{.shards = 2}};
};

TEST_F(DisconnectTest, S12_1_AllSocketsOfTheTopicAreClosed) {
  Browser first(server, with_session({{"live_socket_id", "users:1"}}), 0);
  Browser second(server, with_session({{"live_socket_id", "users:1"}}), 1);
  Browser other(server, with_session({{"live_socket_id", "users:2"}}), 1);
  Browser guest(server);
  first.open("/page");
  second.open("/page");
  other.open("/page");
  const Joined view = guest.open("/page");
  server.pubsub.broadcast("users:1", Message(std::string("no disconnect")));
  EXPECT_EQ(guest.event(view, "users:1")["diff"]["0"].text(), "1");
  EXPECT_EQ(first.connection().close_code(), 1001);
  EXPECT_EQ(second.connection().close_code(), 1001);
  EXPECT_TRUE(journal.wait_for(2)) << "their views end";
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"closed", "closed"}));
  EXPECT_TRUE(other.silent());
  EXPECT_TRUE(guest.silent());
}

TEST_F(DisconnectTest, S12_1_ASocketThatIsGoneNoLongerListens) {
  {
    Browser browser(server, with_session({{"live_socket_id", "users:1"}}));
    EXPECT_EQ(server.pubsub.topics(), 1u);
    EXPECT_EQ(server.actors(), 1u);
  }
  EXPECT_EQ(server.actors(), 0u);
  EXPECT_EQ(server.pubsub.topics(), 0u);
}

TEST_F(DisconnectTest, S12_1_OnlyATextIsATopic) {
  Browser browser(server, with_session({{"live_socket_id", 7}}));
  EXPECT_EQ(server.pubsub.topics(), 0u);
  EXPECT_EQ(server.actors(), 0u);
}

}  // namespace
}  // namespace plume::testing
