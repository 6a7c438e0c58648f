// Views whose handlers block, more of them than may.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "channel/address_runs.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

using std::chrono::milliseconds;

class BlockedTest : public ::testing::Test {
 protected:
  void serve(std::size_t spare_threads) {
    server.emplace(
        runtime::RuntimeOptions{.shards = 1, .blocked_after = milliseconds(1), .spare_threads = spare_threads});
    server->live("/page", "Page", {.handle_event = [this](Page& page, std::string_view event, const Params&) {
                   if (event == "block") {
                     ++entered;
                     gate.wait();
                   }
                   page.n = *page.n + 1;
                 }});
  }
  ~BlockedTest() override { open(); }
  void open() {
    if (!opened_) gate.open();
    opened_ = true;
  }
  // So many views of the browser, each with a handler that blocks.
  std::vector<Joined> block(Browser& browser, int count, int first = 0) {
    std::vector<Joined> views;
    for (int i = 0; i < count; ++i) views.push_back(browser.open("/page", "phx-" + std::to_string(first + i)));
    for (const Joined& view : views) browser.push_event(view, "block");
    return views;
  }
  bool entered_are(int count) {
    return eventually([&] { return entered == count; });
  }
  void expect_answers(Browser& browser, int count) {
    for (int i = 0; i < count; ++i) EXPECT_EQ(browser.skip_to("phx_reply").at(4)["status"].text(), "ok");
  }

  Gate gate;
  std::atomic<int> entered{0};
  std::optional<Server> server;

 private:
  bool opened_ = false;
};

TEST_F(BlockedTest, FurtherViewsOfASocketWait) {
  serve(100);
  server->app.blocked_per_socket = 2;
  Browser browser(*server), other(*server);
  block(browser, 5);
  EXPECT_TRUE(entered_are(2));
  EXPECT_TRUE(browser.silent()) << "heartbeats are answered";
  const Joined view = other.open("/page");
  EXPECT_EQ(other.event(view, "count")["diff"], json(R"({"0":"1"})"));
  EXPECT_EQ(entered, 2);
  open();
  expect_answers(browser, 5);
  EXPECT_EQ(entered, 5);
}

TEST_F(BlockedTest, FurtherViewsOfAnAddressWait) {
  serve(100);
  channel::AddressRuns addresses(3);
  server->app.address_runs = &addresses;
  server->app.blocked_per_socket = 2;
  const auto from = [](const std::string& peer) {
    auto info = Connection::good_info();
    info.peer = peer;
    return info;
  };
  Browser one(*server, from("2001:db8:1:2::1")), same(*server, from("2001:db8:1:2::2")),
      other(*server, from("1.2.3.4"));
  block(one, 3);
  EXPECT_TRUE(entered_are(2));
  block(same, 2, 10);
  EXPECT_TRUE(entered_are(3));
  EXPECT_TRUE(same.silent());
  block(other, 2, 20);
  EXPECT_TRUE(entered_are(5));
  open();
  expect_answers(one, 3);
  expect_answers(same, 2);
  expect_answers(other, 2);
}

TEST_F(BlockedTest, EventsWaitInOrderWhileNoThreadIsSpare) {
  serve(2);
  Browser browser(*server), other(*server);
  const Joined view = other.open("/page");
  block(browser, 2);
  EXPECT_TRUE(entered_are(2));
  EXPECT_TRUE(browser.silent());
  std::vector<std::string> refs;
  for (int i = 0; i < 5; ++i) refs.push_back(other.push_event(view, "count"));
  EXPECT_TRUE(other.silent());
  EXPECT_EQ(entered, 2);
  open();
  for (int i = 0; i < 5; ++i) {
    const Value reply = other.next();
    EXPECT_EQ(reply.at(1).text(), refs[static_cast<std::size_t>(i)]);
    EXPECT_EQ(reply.at(4)["response"]["diff"]["0"].text(), std::to_string(i + 1));
  }
}

TEST_F(BlockedTest, AClientMayLeaveWhileItsEventsWait) {
  serve(1);
  Browser browser(*server), other(*server);
  const Joined view = other.open("/page");
  block(browser, 1);
  EXPECT_TRUE(entered_are(1));
  other.push_event(view, "block");
  other.connection().drop();
  const auto with_all = server->actors();
  open();
  EXPECT_TRUE(eventually([&] { return server->actors() < with_all; }));
}

TEST(AddressRuns, ForgetsAddressesThatNobodyUses) {
  channel::AddressRuns addresses(2);
  const auto kept = addresses.of("1.2.3.4");
  EXPECT_EQ(addresses.of("1.2.3.4"), kept);
  EXPECT_EQ(addresses.of("::ffff:1.2.3.4") == kept, network_of("::ffff:1.2.3.4") == "1.2.3.4");
  EXPECT_NE(addresses.of("1.2.3.5"), kept);
  for (int i = 0; i < 1000; ++i) addresses.of("10.0.0." + std::to_string(i));
  EXPECT_LE(addresses.size(), 64u);
  EXPECT_EQ(addresses.of("1.2.3.4"), kept);
}

}  // namespace
}  // namespace plume::testing
