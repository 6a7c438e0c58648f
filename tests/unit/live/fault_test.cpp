// Faults of clients and of the application, over real sockets: they end what they must, and nothing else.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "support/websocket_frames.h"
#include "unit/live/harness.h"

namespace plume::testing {
namespace {

class FaultTest : public ::testing::Test {
 protected:
  /// Whether a new page is served from its first request to an event.
  bool alive() {
    Tab tab(server, "/count");
    return tab.event(tab.view, "inc")["diff"]["0"].text() == "1";
  }
  LiveServer server;
};

struct BadFrame {
  const char* name;
  std::string bytes;
  int code;
};

class BadFrameTest : public FaultTest, public ::testing::WithParamInterface<BadFrame> {};

TEST_P(BadFrameTest, ClosesThatConnectionOnly) {
  Tab neighbour(server, "/count");
  Tab tab(server, "/count");
  tab.socket().write(GetParam().bytes);
  EXPECT_EQ(tab.socket().closed(), GetParam().code);
  EXPECT_TRUE(server.stage.journal.wait_for(1));
  EXPECT_EQ(server.stage.journal.entries(), std::vector<std::string>{"closed"});
  EXPECT_EQ(neighbour.event(neighbour.view, "inc")["diff"]["0"].text(), "1");
  EXPECT_TRUE(alive());
}

INSTANTIATE_TEST_SUITE_P(
    Frames, BadFrameTest,
    ::testing::Values(BadFrame{"no_json", client_frame(http::Opcode::text, "garbage"), 1007},
                      BadFrame{"wrong_arity", client_frame(http::Opcode::text, R"(["1","2","t","e"])"), 1007},
                      BadFrame{"topic_no_text", client_frame(http::Opcode::text, R"(["1","2",3,"e",{}])"), 1007},
                      BadFrame{"no_utf8", client_frame(http::Opcode::text, "[\"1\",\"2\",\"\xff\",\"e\",{}]"), 1007},
                      BadFrame{"binary",
                               client_frame(http::Opcode::binary, std::string("\0\2\2\5\5"
                                                                              "1216lvu:0chunkhello",
                                                                              24)),
                               1003},
                      BadFrame{"not_masked", client_frame(http::Opcode::text, "[]", {.is_masked = false}), 1002}),
    [](const auto& frame) { return std::string(frame.param.name); });

TEST_F(FaultTest, AnExceptionDeepInATemplateEndsItsViewOnly) {
  Tab tab(server, "/table");
  Tab neighbour(server, "/table");
  ASSERT_TRUE(tab.view.ok());
  tab.push_event(tab.view, "x", {{"bad", 2}});
  EXPECT_EQ(tab.next().at(3).text(), "phx_error");
  EXPECT_TRUE(tab.silent()) << "nothing of the broken render is sent";
  const Joined again = tab.join(tab.view.topic, tab.page.join("http://localhost/table").value());
  EXPECT_EQ(again.response()["rendered"], tab.view.response()["rendered"])
      << "whole, not a diff against what was broken";
  EXPECT_EQ(neighbour.event(neighbour.view, "x"), Value::object());
  EXPECT_TRUE(alive());
}

TEST_F(FaultTest, ARouteThatMakesNoViewIsAnError) {
  EXPECT_EQ(load(server, "/none").response.status, 500);
  EXPECT_TRUE(alive());
}

TEST_F(FaultTest, AViewThatBlocksHoldsUpNobody) {
  Tab blocked(server, "/count");
  blocked.push_event(blocked.view, "block");
  const std::string behind = blocked.push_event(blocked.view, "inc");
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(alive());
  EXPECT_TRUE(blocked.silent()) << "heartbeats of the same connection are answered";
  server.stage.gate.open();
  EXPECT_EQ(blocked.next().at(4)["status"].text(), "ok");
  EXPECT_EQ(blocked.answer_to(behind)["response"], json(R"({"diff":{"0":"1"}})"));
}

TEST_F(FaultTest, AFloodAtABlockedViewWaitsInTheNetwork) {
  constexpr int events = 100'000;
  Tab flooder(server, "/count");
  flooder.push_event(flooder.view, "block");
  std::thread sender([&] {
    for (int i = 0; i < events; ++i) flooder.push_event(flooder.view, "inc");
  });
  EXPECT_TRUE(alive());
  EXPECT_TRUE(alive());
  server.stage.gate.open();
  EXPECT_EQ(flooder.next().at(4)["response"], Value::object());
  for (int i = 1; i <= events; ++i) ASSERT_EQ(flooder.next().at(4)["response"]["diff"]["0"].text(), std::to_string(i));
  sender.join();
  EXPECT_TRUE(flooder.silent());
}

TEST_F(FaultTest, ADroppedConnectionEndsItsViews) {
  {
    Tab tab(server, "/count");
  }
  EXPECT_TRUE(server.stage.journal.wait_for(1));
  EXPECT_EQ(server.stage.journal.entries(), std::vector<std::string>{"closed"});
}

TEST_F(FaultTest, R1_8_StoppingDrainsTheViewsAndClosesWith1012) {
  Tab tab(server, "/count");
  server.stop();
  EXPECT_EQ(tab.socket().closed(), 1012);
  EXPECT_EQ(server.stage.journal.entries(), std::vector<std::string>{"draining"});
}

}  // namespace
}  // namespace plume::testing
