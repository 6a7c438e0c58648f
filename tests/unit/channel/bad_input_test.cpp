// Clients that are broken or hostile: what comes of it, and that the server goes on.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/channel_harness.h"

namespace plume::testing {
namespace {

const Value nothing = Value::object();

class BadInputTest : public ::testing::Test {
 protected:
  BadInputTest() {
    server.live("/", "V",
                {.handle_event =
                     [](Page& page, std::string_view, const Params& params) {
                       ++page.n;
                       page.text = params.json().substr(0, 100);
                     },
                 .terminate = [this](Page&, std::string_view reason) { journal.add(std::string(reason)); }});
  }
  /// Sends one message of `view` whose payload is `payload`, as it is.
  void push_raw(const Joined& view, const std::string& event, const std::string& payload) {
    browser.line().send("[\"" + view.join_ref + "\",\"raw\",\"" + view.topic + "\",\"" + event + "\"," + payload + "]");
  }
  Value crash_of(const Joined& view) {
    return Value::array({view.join_ref, view.join_ref, view.topic, "phx_error", Value::object()});
  }
  /// Whether a new client is served.
  bool alive() {
    Browser another(server);
    const Joined view = another.open("/");
    return another.event(view, "x")["diff"]["0"].text() == "1";
  }

  Journal journal;
  Server server;
  Browser browser{server};
};

// ---------------------------------------------------------------------------------------------------------------------
// Texts that are no messages close the connection

class NoMessageOnALineTest : public BadInputTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(NoMessageOnALineTest, ClosesWith1007) {
  const Joined view = browser.open("/");
  browser.line().send(GetParam());
  EXPECT_EQ(browser.connection().close_code(), 1007);
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; })) << "its views end";
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"closed"});
  EXPECT_TRUE(alive());
}

INSTANTIATE_TEST_SUITE_P(Texts, NoMessageOnALineTest,
                         ::testing::Values("", "garbage", "{}", "[]", R"(["1","2","t","e"])", R"(["1","2",3,"e",{}])",
                                           R"(["1","2",null,"e",{}])", R"(["1","2","t",{},{}])",
                                           R"([4,"2","t","e",{}])", R"(["1","2","t","e",{})", std::string(100'000, '['),
                                           std::string(1000, '\xff'), R"(["\ud800","2","t","e",{}])",
                                           R"(["1","2",")" + std::string(1025, 't') + R"(","e",{}])",
                                           R"([")" + std::string(257, '1') + R"(","2","t","e",{}])",
                                           R"(["1","2","phoenix",")" + std::string(257, 'e') + R"(",{}])",
                                           R"(["1",)" + std::string(4096, ' ') + R"("2","t","e",{}])",
                                           "[\"" + std::string(8'000'000, '\\')));

// ---------------------------------------------------------------------------------------------------------------------
// Messages of which a view can make nothing crash that view

std::string brackets(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += "[b]";
  return all;
}

class BadPushTest : public BadInputTest, public ::testing::WithParamInterface<std::pair<const char*, std::string>> {};

TEST_P(BadPushTest, CrashesTheViewAlone) {
  const Joined neighbour = browser.open("/", "phx-neighbour");
  const Joined view = browser.open("/");
  push_raw(view, GetParam().first, GetParam().second);
  EXPECT_EQ(browser.next(), crash_of(view));
  EXPECT_EQ(browser.event(neighbour, "x")["diff"]["0"].text(), "1");
  EXPECT_TRUE(browser.open("/").ok());
  EXPECT_TRUE(browser.silent());
}

INSTANTIATE_TEST_SUITE_P(
    Pushes, BadPushTest,
    ::testing::Values(std::pair{"event", R"({"type":"click","value":{}})"},                  // no name
                      std::pair{"event", R"({"type":"click","event":7,"value":{}})"},        // a name that is no text
                      std::pair{"event", R"({"type":"click","event":null,"value":{}})"},     //
                      std::pair{"event", R"("inc")"},                                        // no object
                      std::pair{"event", R"([])"},                                           //
                      std::pair{"event", R"(null)"},                                         //
                      std::pair{"event", R"({"type":"form","event":"x","value":{"a":1}})"},  // a form that is no text
                      std::pair{"event", R"({"type":"form","event":"x","value":null})"},     //
                      std::pair{"event", R"({"type":"form","event":"x"})"},                  //
                      std::pair{"event",
                                R"({"type":"form","event":"x","value":"a=%zz"})"},  // malformed percent sequences
                      std::pair{"event", R"({"type":"form","event":"x","value":"a=%"})"},    //
                      std::pair{"event", R"({"type":"form","event":"x","value":"a=%ff"})"},  // no UTF-8
                      std::pair{"event", R"({"event":"x","value":{)"},                       // no JSON
                      std::pair{"event", R"({"event":"x","value":tru})"},                    //
                      std::pair{"event", R"({"event":"x","value":01})"},                     //
                      std::pair{"event", R"({"event":"x","value":"\ud80"})"},                //
                      std::pair{"event", ""},                                                //
                      std::pair{"event", "{\"event\":\"x\",\"value\":" + std::string(5000, '[') +
                                             std::string(5000, ']') + "}"},  // deep
                      std::pair{"event", R"({"event":"x","type":"form","value":"a)" + brackets(5000) + "=1\"}"},
                      std::pair{"event", "{\"event\":\"" + std::string(257, 'x') + "\",\"value\":{}}"},  // long names
                      std::pair{"event", R"({"event":"x","type":"form","value":"a=1","meta":{"_target":"a)" +
                                             brackets(5000) + "\"}}"},
                      std::pair{"live_patch", "{\"url\":\"http://h/?" + std::string(17 * 1024, 'x') + "\"}"},
                      std::pair{"live_patch", R"({})"}, std::pair{"live_patch", R"(7)"},
                      std::pair{"live_patch", R"({"url":"http://h/?a=%zz"})"}, std::pair{"allow_upload", R"({})"},
                      std::pair{"progress", R"({})"}, std::pair{"", R"({})"}, std::pair{"phx_reply", R"({})"}));

TEST_F(BadInputTest, HugeNumbersAreNumbers) {
  const Joined view = browser.open("/");
  for (const char* number :
       {"9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e-400", "0.1e1"}) {
    push_raw(view, "event", std::string(R"({"event":"x","value":{"n":)") + number + "}}");
    EXPECT_EQ(browser.answer_to("raw")["status"].text(), "ok") << number;
  }
}

TEST_F(BadInputTest, MetaThatIsNoObjectIsIgnored) {
  const Joined view = browser.open("/");
  for (const char* meta : {"7", "null", "[]", "\"x\"", R"({"_target":7})", R"({"_target":["a"]})"}) {
    push_raw(view, "event", std::string(R"({"type":"form","event":"x","value":"a=1","meta":)") + meta + "}");
    EXPECT_EQ(browser.answer_to("raw")["status"].text(), "ok") << meta;
  }
}

TEST_F(BadInputTest, ManyKeysTakeNoQuadraticTime) {
  const Joined view = browser.open("/");
  std::string object = "{\"event\":\"x\",\"value\":{";
  for (int i = 0; i < 100'000; ++i) object += "\"k" + std::to_string(i) + "\":1,";
  object.back() = '}';
  push_raw(view, "event", object + "}");
  EXPECT_EQ(browser.answer_to("raw")["status"].text(), "ok");
}

TEST_F(BadInputTest, NamesMayBeAsLongAsTheirLimits) {
  const Joined view = browser.open("/");
  push_raw(view, "event", "{\"event\":\"" + std::string(256, 'x') + "\",\"value\":{}}");
  EXPECT_EQ(browser.answer_to("raw")["status"].text(), "ok");
  push_raw(view, "event", R"({"event":"x","type":"form","value":"","meta":{"_target":"a)" + brackets(31) + "\"}}");
  EXPECT_EQ(browser.answer_to("raw")["status"].text(), "ok");
  browser.line().send("[null,\"" + std::string(256, 'r') + R"(","phoenix","heartbeat",{}])");
  EXPECT_EQ(browser.next().at(1).text(), std::string(256, 'r'));
}

TEST_F(BadInputTest, HalfAnEmojiInAnEventIsAReplacementCharacter) {
  const Joined view = browser.open("/");
  push_raw(view, "event", R"({"event":"x","value":"a\ud83d"})");
  EXPECT_NE(browser.answer_to("raw").json().find("a\uFFFD"), std::string::npos);
}

TEST_F(BadInputTest, AJoinWithABrokenPayloadIsRefused) {
  for (const char* payload : {"{", "", "tru", R"({"session":"\ud800"})"}) {
    browser.line().send(std::string(R"(["7","7","lv:phx-V","phx_join",)") + payload + "]");
    EXPECT_EQ(browser.answer_to("7")["status"].text(), "error") << payload;
  }
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
}

TEST_F(BadInputTest, AJoinWithoutARefIsRefused) {
  browser.send({}, "7", "lv:phx-V", "phx_join", server.payload("/", "phx-V").value());
  EXPECT_EQ(browser.next(),
            json(R"([null,"7","lv:phx-V","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}])"));
  browser.send("7", {}, "lv:phx-V", "phx_join", server.payload("/", "phx-V").value());
  EXPECT_EQ(browser.next(),
            json(R"([null,null,"lv:phx-V","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}])"));
  EXPECT_EQ(server.actors(), 0u);
}

TEST_F(BadInputTest, WhatTheClientSaysComesBackEscaped) {
  const std::string topic = "</script>\"\\\n\x01";
  browser.send("j", "<r>\"", topic, "x", nothing);
  const Value reply = browser.next();
  EXPECT_EQ(reply.at(1).text(), "<r>\"");
  EXPECT_EQ(reply.at(2).text(), topic);
}

// ---------------------------------------------------------------------------------------------------------------------
// Too much of it

TEST_F(BadInputTest, TenThousandJoinsAreBounded) {
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = "phx-" + std::to_string(i);
    browser.begin_join("lv:" + id, server.payload("/", id).value());
  }
  int joined = 0, refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Value reply = browser.next().at(4);
    if (reply["status"].text() == "ok") ++joined;
    if (reply["response"]["reason"].text() == "too many channels joined") ++refused;
  }
  EXPECT_EQ(joined, 100);
  EXPECT_EQ(refused, 9'900);
  EXPECT_EQ(server.actors(), 100u);
  browser.connection().drop();
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_TRUE(alive());
}

// A client that leaves views while they are busy in mount must not have more threads wait for it than it has channels.
TEST_F(BadInputTest, ViewsThatWereLeftWhileTheyAreBusyAreBounded) {
  Gate gate;
  server.live("/slow", "Slow", {.mount = [&](Page&, const Params&, const Session&) { gate.wait(); }});
  for (int i = 0; i < 1'000; ++i) {
    browser.begin_join("lv:phx-V", server.payload("/slow", "phx-V").value());
    browser.send({}, browser.new_ref(), "lv:phx-V", "phx_leave", nothing);
  }
  EXPECT_TRUE(eventually([&] { return browser.connection().untaken() == 0; }));
  EXPECT_LE(server.actors(), 200u);
  EXPECT_TRUE(alive());
  gate.open();
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
}

class FloodTest : public BadInputTest {
 protected:
  FloodTest() {
    server.live("/busy", "Busy", {.handle_event = [this](Page& page, std::string_view name, const Params&) {
                  if (name == "block") gate.wait();
                  if (name == "crash") throw std::runtime_error("boom");
                  ++page.n;
                }});
  }
  static constexpr int events = 100'000;
  Gate gate;
};

TEST_F(FloodTest, EventsAtABlockedViewWaitWithTheClient) {
  const Joined view = browser.open("/busy");
  const Joined neighbour = browser.open("/busy", "phx-neighbour");
  Browser other(server);
  const Joined stranger = other.open("/busy");
  browser.push_event(view, "block");
  for (int i = 0; i < events; ++i)
    browser.line().send("[\"" + view.join_ref + "\",\"e" + std::to_string(i) + "\",\"" + view.topic +
                        R"(","event",{"type":"click","event":"inc","value":{}}])");
  const auto behind = browser.push_event(neighbour, "behind the flood");
  ASSERT_TRUE(eventually([&] { return browser.connection().paused(); }));
  EXPECT_EQ(browser.connection().untaken(), events - 1000u - 1u + 1u) << "a full mailbox, and one that waits for room";
  EXPECT_EQ(other.event(stranger, "inc")["diff"]["0"].text(), "1") << "others do not wait";
  EXPECT_EQ(browser.connection().unread(), 0u);
  gate.open();
  EXPECT_EQ(browser.next().at(4)["response"]["diff"]["0"].text(), "1");
  for (int i = 0; i < events;) {
    const Value message = browser.next();
    if (message.at(1).text() == behind) continue;  // of another view: in between
    ASSERT_EQ(message.at(1).text(), "e" + std::to_string(i));
    ASSERT_EQ(message.at(4)["response"]["diff"]["0"].text(), std::to_string(++i + 1))
        << "none is lost, and none comes twice";
  }
  EXPECT_TRUE(eventually([&] { return browser.connection().untaken() == 0; }));
  EXPECT_FALSE(browser.connection().paused());
}

// 16 MiB for all views of a connection together, and one message more.
TEST_F(FloodTest, WhatWaitsForBlockedViewsIsBoundedInBytes) {
  std::vector<Joined> views;
  for (int i = 0; i < 10; ++i) {
    views.push_back(browser.open("/busy", "phx-" + std::to_string(i)));
    browser.push_event(views.back(), "block");
  }
  const Value large{{"text", std::string(64 * 1024, 'x')}};
  for (int i = 0; i < 400; ++i) browser.push_event(views[static_cast<std::size_t>(i) % views.size()], "inc", large);
  ASSERT_TRUE(eventually([&] { return browser.connection().paused(); }));
  const auto taken = 400 - browser.connection().untaken();
  EXPECT_GE(taken, 250u);
  EXPECT_LE(taken, 257u);
  gate.open();
  for (int i = 0; i < 410; ++i) EXPECT_EQ(browser.next().at(4)["status"].text(), "ok");
  EXPECT_FALSE(browser.connection().paused());
}

TEST_F(FloodTest, ViewsThatEndGiveTheirBytesBack) {
  const Value large{{"text", std::string(64 * 1024, 'x')}};
  for (int round = 0; round < 3; ++round) {
    Gate closed;
    server.live("/round" + std::to_string(round), "Round",
                {.handle_event = [&](Page&, std::string_view, const Params&) {
                  closed.wait();
                  throw std::runtime_error("boom");
                }});
    const Joined view = browser.open("/round" + std::to_string(round));
    for (int i = 0; i < 250; ++i) browser.push_event(view, "x", large);
    ASSERT_TRUE(eventually([&] { return browser.connection().untaken() == 0; }));
    closed.open();
    EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  }
  EXPECT_TRUE(browser.silent());
}

TEST_F(FloodTest, ABlockedViewThatCrashesGivesTheConnectionBack) {
  const Joined view = browser.open("/busy");
  browser.push_event(view, "block");
  browser.push_event(view, "crash");
  for (int i = 0; i < 5'000; ++i) browser.push_event(view, "inc");
  ASSERT_TRUE(eventually([&] { return browser.connection().paused(); }));
  gate.open();
  EXPECT_EQ(browser.next().at(4)["status"].text(), "ok");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  std::string ref = browser.new_ref();
  browser.send({}, ref, "phoenix", "heartbeat", nothing);
  Value message = browser.next();
  int unmatched = 0;
  for (; message.at(1).text() != ref; message = browser.next()) ++unmatched;
  EXPECT_LE(unmatched, 4'000);
  EXPECT_TRUE(browser.open("/busy").ok());
}

TEST_F(FloodTest, AConnectionMayGoWhileItIsPaused) {
  {
    Browser short_lived(server);
    const Joined view = short_lived.open("/busy");
    short_lived.push_event(view, "block");
    for (int i = 0; i < 5'000; ++i) short_lived.push_event(view, "inc");
    ASSERT_TRUE(eventually([&] { return short_lived.connection().paused(); }));
  }
  gate.open();
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_TRUE(alive());
}

}  // namespace
}  // namespace plume::testing
