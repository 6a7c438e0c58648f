#include <gtest/gtest.h>

#include <thread>

#include "base/json.h"
#include "http/websocket_deflate.h"
#include "support/server_site.h"
#include "support/websocket_frames.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

struct SocketTest : ::testing::Test {
  explicit SocketTest(EndpointOptions options = {}) : site(std::move(options)) {}
  std::unique_ptr<TcpClient> socket() {
    auto client = std::make_unique<TcpClient>(site.port());
    EXPECT_EQ(client->upgrade(), 101);
    return client;
  }
  Site site;
};

TEST_F(SocketTest, Opens_W1_4) {
  TcpClient client(site.port());
  client.write(
      "GET /live/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: "
      "WebSocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.x\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n" +
      client_frame(Opcode::text, heartbeat));  // a client need not wait for the answer
  const Response response = client.response();
  EXPECT_EQ(response.status, 101);
  EXPECT_EQ(response.headers.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(response.headers.get("sec-websocket-protocol"), "phoenix");
  EXPECT_FALSE(response.headers.contains("sec-websocket-extensions"));
  EXPECT_EQ(client.receive(), heartbeat_reply);
}

TEST_F(SocketTest, RefusesWhatIsNoUpgrade_W1_4) {
  const std::string key = "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  const std::string version = "\r\nSec-WebSocket-Version: 13";
  const std::string upgrade = "\r\nConnection: Upgrade\r\nUpgrade: websocket";
  const std::string all = upgrade + version + key;
  const std::string target = " /live/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost";
  const std::pair<std::string, int> cases[] = {
      {"POST" + target + all, 400},
      {"HEAD" + target + all, 400},
      {"GET" + target, 400},
      {"GET" + target + upgrade + version, 400},
      {"GET" + target + upgrade + key, 400},
      {"GET" + target + version + key, 400},
      {"GET" + target + upgrade + "\r\nSec-WebSocket-Version: 8" + key, 400},
      {"GET" + target + upgrade + version + "\r\nSec-WebSocket-Key: short", 400},
      {"GET /live/websocket HTTP/1.1\r\nHost: localhost" + all, 403},
      {"GET /live/websocket?vsn=1.0.0 HTTP/1.1\r\nHost: localhost" + all, 403},
      {"GET" + target + all + "\r\nOrigin: http://evil.example", 403},
      {"GET" + target + all + "\r\nOrigin: null", 403},
      {"GET" + target + all + "\r\nOrigin: http://notlocalhost", 403},
  };
  for (const auto& [head, status] : cases) {
    TcpClient client(site.port());
    const Response response = client.request(head);
    EXPECT_EQ(response.status, status) << head;
    EXPECT_EQ(response.body, "");
  }
  TcpClient own(site.port());
  EXPECT_EQ(own.upgrade("/live/websocket?a=1&&&vsn=2.0.0", "Origin: https://localhost:9"), 101);  // R1.1
}

TEST_F(SocketTest, RefusesTwoOrigins) {
  const std::string own = "Origin: http://localhost", other = "Origin: http://evil.example";
  EXPECT_EQ(TcpClient(site.port()).upgrade("/live/websocket?vsn=2.0.0", own), 101);
  for (const std::string& two : {own + "\r\n" + other, other + "\r\n" + own, own + "\r\n" + own})
    EXPECT_EQ(TcpClient(site.port()).upgrade("/live/websocket?vsn=2.0.0", two), 400) << two;
}

TEST_F(SocketTest, OpensWithoutASessionButJoinsAreStale_R1_3) {
  auto client = socket();
  LiveClient live(*client);
  const Joined view = live.join("lv:phx-x", {{"session", "x"}, {"params", Value::object()}});
  EXPECT_EQ(view.reply, json(R"({"status":"error","response":{"reason":"stale"}})"));
}

TEST_F(SocketTest, TakesFramesCutAnywhere) {
  auto client = socket();
  const std::string frame = client_frame(Opcode::text, heartbeat);
  for (std::size_t cut = 1; cut < frame.size(); ++cut) {
    client->write(std::string_view(frame).substr(0, cut));
    client->write(std::string_view(frame).substr(cut));
    EXPECT_EQ(client->receive(), heartbeat_reply);
  }
  for (const char byte : frame) client->write({&byte, 1});
  EXPECT_EQ(client->receive(), heartbeat_reply);
}

TEST_F(SocketTest, TakesManyFramesOfOneRead) {
  auto client = socket();
  std::string frames;
  for (int i = 0; i < 1000; ++i) frames += client_frame(Opcode::text, heartbeat);
  client->write(frames);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(client->receive(), heartbeat_reply);
}

TEST_F(SocketTest, TakesMessagesInPiecesWithPingsBetween) {
  auto client = socket();
  client->write(client_frame(Opcode::text, heartbeat.substr(0, 10), {.is_final = false}) +
                client_frame(Opcode::ping, "are you there") + client_frame(Opcode::continuation, heartbeat.substr(10)));
  const ServerFrame pong = client->frame();
  EXPECT_EQ(pong.opcode, Opcode::pong);
  EXPECT_EQ(pong.payload, "are you there");
  EXPECT_EQ(client->receive(), heartbeat_reply);
}

TEST_F(SocketTest, AnswersAClose) {
  auto client = socket();
  client->send_frame(Opcode::close, close_payload(1001, "bye"));
  EXPECT_EQ(client->closed(), 1001);
}

TEST_F(SocketTest, ClosesOverFaults_W1_10) {
  const std::pair<std::string, int> cases[] = {
      {client_frame(Opcode::text, "x", {.is_masked = false}), 1002},
      {client_frame(Opcode::text, "x", {.reserved_bits = 4}), 1002},
      {client_frame(3, "x"), 1002},
      {client_frame(Opcode::continuation, "x"), 1002},
      {client_frame(Opcode::ping, "x", {.is_final = false}), 1002},
      {client_frame(Opcode::text, "\xff"), 1007},
      {client_frame(Opcode::text, "no message"), 1007},
      {"\x81\xff\x00\x00\x00\x00\x10\x00\x00\x00"s + "mask", 1009},
      {"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff"s + "mask", 1002},
  };
  for (const auto& [bytes, code] : cases) {
    auto client = socket();
    client->write(bytes);
    EXPECT_EQ(client->closed(), code) << bytes;
  }
}

struct CompressedSocketTest : SocketTest {
  CompressedSocketTest() : SocketTest(options()) {
    site.router().live("/", [] { return std::make_unique<CounterPage>(); });
  }
  static EndpointOptions options() {
    EndpointOptions options;
    options.compress = true;
    options.limits.websocket_message_bytes = 100'000;
    return options;
  }
  static constexpr std::string_view offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
};

// Long enough to be compressed; its topic comes back in the reply, in which each letter takes six bytes.
const std::string long_topic = [] {
  std::string topic;
  for (int i = 0; i < 600; ++i) topic += "\\u0001";
  return topic;
}();
const std::string long_message = R"([null,"1",")" + long_topic + R"(","x",{}])";

TEST_F(CompressedSocketTest, CompressesLargeMessagesAndReadsCompressedOnes) {
  TcpClient client(site.port());
  ASSERT_EQ(client.upgrade("/live/websocket?vsn=2.0.0", offer), 101);
  client.send(heartbeat);
  EXPECT_EQ(client.receive(), heartbeat_reply) << "a short one stays as it is";
  client.write(client_frame(Opcode::text, http::deflate_message(long_message), {.reserved_bits = 4}));
  const ServerFrame reply = client.frame();
  EXPECT_TRUE(reply.is_compressed);
  EXPECT_LT(reply.payload.size(), 500u);
  const auto text = http::inflate_message(reply.payload, {.ratio = 2000}).text;
  EXPECT_NE(text.find(long_topic), std::string::npos);
  EXPECT_TRUE(parse_json(text).is_array());
}

TEST_F(CompressedSocketTest, CompressesNothingForAClientThatDidNotOffer) {
  TcpClient client(site.port());
  ASSERT_EQ(client.upgrade(), 101);
  client.send(long_message);
  const ServerFrame reply = client.frame();
  EXPECT_FALSE(reply.is_compressed);
  EXPECT_GT(reply.payload.size(), long_topic.size());
  client.write(client_frame(Opcode::text, http::deflate_message(long_message), {.reserved_bits = 4}));
  EXPECT_EQ(client.closed(), 1002);
}

TEST_F(CompressedSocketTest, BoundsWhatAMessageIsInflatedTo_Lessons) {
  TcpClient client(site.port());
  ASSERT_EQ(client.upgrade("/live/websocket?vsn=2.0.0", offer), 101);
  const std::string bomb(http::deflate_message(std::string(50'000'000, 'x')));
  ASSERT_LT(bomb.size(), 400'000u);
  client.write(client_frame(Opcode::text, std::string_view(bomb).substr(0, 90'000), {.reserved_bits = 4}));
  EXPECT_EQ(client.closed(), 1009);
}

struct SmallSocketTest : SocketTest {
  SmallSocketTest() : SocketTest(options()) {}
  static EndpointOptions options() {
    EndpointOptions options;
    options.limits.websocket_message_bytes = 1000;
    options.limits.socket_timeout = 200ms;
    options.limits.write_timeout = 200ms;
    options.limits.mailbox_messages = 4;
    return options;
  }
};

TEST_F(SmallSocketTest, ClosesOverAMessageThatIsTooLong) {
  auto client = socket();
  client->send_frame(Opcode::text, std::string(1001, ' '));
  EXPECT_EQ(client->closed(), 1009);
  auto other = socket();
  for (int i = 0; i < 11; ++i) other->write(client_frame(i ? 0 : 1, std::string(100, ' '), {.is_final = false}));
  EXPECT_EQ(other->closed(), 1009);
}

TEST_F(SmallSocketTest, ClosesASocketOfWhichNothingIsHeard_W1_9) {
  auto silent = socket();
  auto talking = socket();
  const auto begin = std::chrono::steady_clock::now();
  while (silent->is_silent()) {
    talking->send_frame(Opcode::ping, "");
    ASSERT_EQ(talking->frame().opcode, Opcode::pong);
    std::this_thread::sleep_for(20ms);
    ASSERT_LT(std::chrono::steady_clock::now() - begin, 10s);
  }
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 190ms);
  EXPECT_EQ(silent->closed(), 1002);
  talking->send(heartbeat);
  EXPECT_EQ(talking->receive(), heartbeat_reply);
}

TEST_F(SmallSocketTest, DropsAClientThatTakesNothing) {
  TcpClient client(site.port(), {.receive_buffer = 4096});
  ASSERT_EQ(client.upgrade(), 101);
  std::string frames;
  for (int i = 0; i < 1000; ++i) frames += client_frame(Opcode::ping, std::string(125, 'p'));
  const auto begin = std::chrono::steady_clock::now();
  while (!site.logged("takes nothing") && !site.logged("falls too far behind")) {
    client.write(frames);
    ASSERT_LT(std::chrono::steady_clock::now() - begin, 15s);
  }
}

struct LiveSocketTest : SmallSocketTest {
  LiveSocketTest() {
    site.router().live("/", [this] { return std::make_unique<CounterPage>(script); });
  }
  // Before what is below is destroyed, which views may still use.
  void TearDown() override { site.endpoint.stop(); }

  Gate entered, gate;
  Journal journal;
  CounterPage::Script script;
};

TEST_F(LiveSocketTest, JoinsAPageAndSendsItsChanges) {
  Visitor visitor(site.port(), "/");
  ASSERT_EQ(visitor.upgrade_status(), 101);
  ASSERT_TRUE(visitor.view.ok()) << visitor.view.reply.json();
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"1"})"));
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"2"})"));
}

// As a proxy does that takes HTTP/2 and passes HTTP/1.1 on.
TEST_F(LiveSocketTest, FindsItsSessionWhereAProxySplitTheCookies) {
  const LoadedPage page(site.port(), "/");
  TcpClient client(site.port());
  ASSERT_EQ(client.upgrade("/live/websocket?" + page.query(), "Cookie: a=1\r\n" + page.cookie() + "\r\nCookie: b=2"),
            101);
  LiveClient live(client);
  EXPECT_TRUE(page.join(live).ok());
}

TEST_F(LiveSocketTest, AViewMayBlockWhileItsSocketGoesOn) {
  script.event = [&](std::string_view event) {
    if (event != "block") return;
    entered.open();
    gate.wait();
  };
  Visitor blocked(site.port(), "/");
  // In one read: the event that blocks, another one of the same view, and something for the socket itself.
  const auto message = [&](const std::string& ref, const std::string& event) {
    return client_frame(Opcode::text, Value::array({blocked.view.join_ref,
                                                    ref,
                                                    blocked.view.topic,
                                                    "event",
                                                    {{"type", "click"}, {"event", event}, {"value", Value::object()}}})
                                          .json());
  };
  blocked.line().write(message("100", "block") + message("101", "inc") + client_frame(Opcode::text, heartbeat));
  entered.wait();
  EXPECT_EQ(blocked.line().receive(), heartbeat_reply);
  Visitor other(site.port(), "/");
  EXPECT_EQ(other.event("inc"), json(R"({"0":"1"})"));
  gate.open();
  EXPECT_EQ(blocked.client.answer_to("100")["response"]["diff"], json(R"({"0":"1"})"));
  EXPECT_EQ(blocked.client.answer_to("101")["response"]["diff"], json(R"({"0":"2"})"));
}

TEST_F(LiveSocketTest, ReadsNoFurtherWhileAMailboxIsFull) {
  script.event = [&](std::string_view event) {
    if (event != "block") return;
    entered.open();
    gate.wait();
  };
  Visitor visitor(site.port(), "/");
  std::vector<std::string> refs{visitor.client.push_event(visitor.view, "block")};
  entered.wait();
  for (int i = 0; i < 50; ++i) refs.push_back(visitor.client.push_event(visitor.view, "inc"));
  std::this_thread::sleep_for(300ms);  // longer than a socket may be silent: it is not the client that is
  gate.open();
  for (const auto& ref : refs) EXPECT_EQ(visitor.client.answer_to(ref)["status"].text(), "ok");
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"52"})"));
}

TEST_F(LiveSocketTest, NoticesThatAClientLeftWhileAMailboxIsFull) {
  script.event = [&](std::string_view event) {
    journal.add(std::string(event));
    if (event == "block") gate.wait();
  };
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  Visitor visitor(site.port(), "/");
  visitor.client.push_event(visitor.view, "block");
  ASSERT_TRUE(journal.wait_for(1));
  for (int i = 0; i < 50; ++i) visitor.client.push_event(visitor.view, "inc");
  visitor.line().end_writing();
  EXPECT_TRUE(visitor.line().ended());
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
  site.endpoint.stop();
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"block", "closed"})) << "nothing that waited was handled";
}

TEST_F(LiveSocketTest, EndsItsViewsWithTheConnection) {
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  {
    Visitor visitor(site.port(), "/");
  }
  Visitor dropped(site.port(), "/");
  dropped.line().reset();
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"closed", "closed"}));
}

TEST_F(LiveSocketTest, EndsAViewWhoseClientLeftWhileItBlocked) {
  script.event = [&](std::string_view) {
    entered.open();
    gate.wait();
  };
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  {
    Visitor visitor(site.port(), "/");
    visitor.client.push_event(visitor.view, "block");
    entered.wait();
  }
  Visitor other(site.port(), "/");
  EXPECT_TRUE(other.view.ok());
  gate.open();
  ASSERT_TRUE(journal.wait_for(1));
}

}  // namespace
}  // namespace plume::testing
