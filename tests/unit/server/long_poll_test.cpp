// Long-polling over real sockets (wire-protocol 1.11).
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/json.h"
#include "base/percent.h"
#include "crypto/base64.h"
#include "crypto/key_derivation.h"
#include "crypto/token.h"
#include "plume/connect_info.h"
#include "poll_client.h"
#include "support/server_site.h"
#include "support/waiting.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

// Notes the port that it was reached from.
class AskedPage : public CounterPage {
 public:
  explicit AskedPage(Journal& journal) : journal_(journal) {}
  void mount(const Params&, const Session&) override { journal_.add(std::to_string(connect_info().peer_data.port)); }

 private:
  Journal& journal_;
};

struct LongPollTest : ::testing::Test {
  explicit LongPollTest(EndpointOptions options = {}) : site(std::move(options)) {
    site.router().live("/", [this] { return std::make_unique<CounterPage>(script); });
    site.router().live("/asked", [this] { return std::make_unique<AskedPage>(journal); });
  }
  // Before what is below is destroyed, which views may still use.
  void TearDown() override { site.endpoint.stop(); }
  Response get(const std::string& query, std::string_view fields = {}) {
    return TcpClient(site.port()).get("/live/longpoll?" + query, fields);
  }
  Value body_of(const std::string& query, std::string_view fields = {}) { return parse_json(get(query, fields).body); }

  Site site;
  Gate entered, gate;
  Journal journal;
  CounterPage::Script script;
};

/// A page that is live by long-polling.
struct PollVisitor {
  PollVisitor(int port, const std::string& path) : page(port, path), line(port, page.query(), page.cookie()) {
    view = page.join(client);
  }
  Value event(std::string_view name) { return client.event(view, name)["diff"]; }
  /// The line of a batch that sends an event.
  std::string line_of(const std::string& ref, std::string_view name) const {
    return Value::array({view.join_ref,
                         ref,
                         view.topic,
                         "event",
                         {{"type", "click"}, {"event", name}, {"value", Value::object()}}})
        .json();
  }

  LoadedPage page;
  PollClient line;
  LiveClient client{line};
  Joined view;
};

const std::string heartbeat_answered =
    R"({"status":200,"messages":["[null,\"1\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"]})";

// What a poll was answered with, but for the token.
Value without_token(Value body) {
  EXPECT_TRUE(body["token"].is_string());
  return {{"status", body["status"]}, {"messages", body["messages"]}};
}

// ---------------------------------------------------------------------------------------------------------------------
// Opening

TEST_F(LongPollTest, OpensWith410AndATokenAsTheClientAsks_W1_11) {
  const Response response = get("_csrf_token=x&_mounts=0&vsn=2.0.0&", "Accept: application/json");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(response.headers.get("cache-control"), "no-store");
  EXPECT_EQ(response.headers.get("access-control-allow-origin"), "*");
  EXPECT_EQ(without_token(parse_json(response.body)), json(R"({"status":410,"messages":[]})"));
}

TEST_F(LongPollTest, TellsViewsThePortFromWhichItWasOpened_S11_4) {
  PollVisitor visitor(site.port(), "/asked");
  ASSERT_TRUE(visitor.view.ok());
  EXPECT_EQ(journal.entries().back(), std::to_string(visitor.line.polling().port()));
}

TEST_F(LongPollTest, AnswersAWaitingPollWithTheMessagesOfAPost_W1_11) {
  PollClient client(site.port());
  client.begin_poll();
  EXPECT_EQ(client.post(heartbeat), 200);
  EXPECT_EQ(without_token(client.polled()), json(heartbeat_answered));
  EXPECT_EQ(client.post(heartbeat), 200);
  EXPECT_EQ(without_token(client.poll()), json(heartbeat_answered)) << "they wait for a poll, too";
}

TEST_F(LongPollTest, TakesTheTokenFromAHeaderField_S13_5) {
  PollClient client(site.port());
  EXPECT_EQ(client.post(heartbeat), 200);
  EXPECT_EQ(without_token(body_of("vsn=2.0.0", "X-Phoenix-LongPoll-Token: " + client.token())),
            json(heartbeat_answered));
}

TEST_F(LongPollTest, RefusesAnotherVersionAndAnotherOrigin_W1_2_W1_3) {
  EXPECT_EQ(get("vsn=1.0.0").body, R"({"status":403})");
  EXPECT_EQ(get("").body, R"({"status":403})");
  EXPECT_EQ(get("vsn=2.0.0&a=%zz").body, R"({"status":403})");
  const std::string_view foreign = "Origin: http://evil.example";
  const Response refused = get("vsn=2.0.0", foreign);
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(refused.body, R"({"status":403})");
  EXPECT_TRUE(site.logged("origin is not allowed"));
  PollClient client(site.port());
  EXPECT_EQ(get("vsn=2.0.0&token=" + client.token(), foreign).body, R"({"status":403})");
  EXPECT_EQ(body_of("vsn=2.0.0", "Origin: http://localhost")["status"], 410);
}

TEST_F(LongPollTest, AnswersWhatAPageOfAnotherOriginAsksBefore_W1_11) {
  TcpClient client(site.port());
  const Response response = client.request(
      "OPTIONS /live/longpoll?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nAccess-Control-Request-Headers: content-type");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("access-control-allow-headers"), "content-type");
  EXPECT_EQ(response.headers.get("access-control-allow-methods"), "get, post, options");
  EXPECT_EQ(response.headers.get("access-control-max-age"), "3600");
  EXPECT_EQ(client.request("PUT /live/longpoll HTTP/1.1\r\nHost: localhost", "x").status, 400);
}

TEST_F(LongPollTest, WithoutASessionItsJoinsAreStale_R1_3) {
  const LoadedPage page(site.port(), "/");
  PollClient line(site.port(), "vsn=2.0.0&_csrf_token=wrong", page.cookie());
  LiveClient client(line);
  EXPECT_EQ(page.join(client).response()["reason"].text(), "stale");
}

// ---------------------------------------------------------------------------------------------------------------------
// Views

TEST_F(LongPollTest, JoinsAPageAndSendsItsChanges) {
  PollVisitor visitor(site.port(), "/");
  ASSERT_TRUE(visitor.view.ok()) << visitor.view.reply.json();
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"1"})"));
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"2"})"));
}

TEST_F(LongPollTest, DispatchesABatchInOrder_W1_11) {
  PollVisitor visitor(site.port(), "/");
  std::string batch;
  for (int i = 1; i <= 100; ++i) batch += (i > 1 ? "\n" : "") + visitor.line_of(std::to_string(100 + i), "inc");
  visitor.line.begin_poll();
  EXPECT_EQ(visitor.line.post(batch), 200);
  const Value body = visitor.line.polled();
  ASSERT_EQ(body["messages"].size(), 100u) << "all that a batch causes is one answer";
  for (int i = 1; i <= 100; ++i) {
    const Value message = parse_json(body["messages"].at(static_cast<std::size_t>(i - 1)).text());
    EXPECT_EQ(message.at(1).text(), std::to_string(100 + i));
    EXPECT_EQ(message.at(4)["response"]["diff"]["0"].text(), std::to_string(i));
  }
}

TEST_F(LongPollTest, AViewMayBlockWhileItsSessionGoesOn) {
  script.event = [&](std::string_view event) {
    if (event != "block") return;
    entered.open();
    gate.wait();
  };
  PollVisitor blocked(site.port(), "/");
  EXPECT_EQ(
      blocked.line.post(blocked.line_of("100", "block") + "\n" + blocked.line_of("101", "inc") + "\n" + heartbeat),
      200);
  EXPECT_EQ(blocked.line.receive(), heartbeat_reply);
  PollVisitor other(site.port(), "/");
  EXPECT_EQ(other.event("inc"), json(R"({"0":"1"})"));
  gate.open();
  EXPECT_EQ(blocked.client.answer_to("100")["response"]["diff"], json(R"({"0":"1"})"));
  EXPECT_EQ(blocked.client.answer_to("101")["response"]["diff"], json(R"({"0":"2"})"));
}

TEST_F(LongPollTest, TakesARequestOnAConnectionOfAnyLoop) {
  PollVisitor visitor(site.port(), "/");
  for (int i = 1; i <= 8; ++i) {  // each with connections of its own, which are spread over the loops
    TcpClient posting(site.port());
    const std::string event = visitor.line_of(std::to_string(100 + i), "inc");
    posting.request(
        "POST " + visitor.line.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson", event);
    const Value body = parse_json(TcpClient(site.port()).get(visitor.line.path()).body);
    const Value reply = parse_json(body["messages"].at(0).text());
    EXPECT_EQ(reply.at(4)["response"]["diff"]["0"].text(), std::to_string(i));
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// What a client can forge

TEST_F(LongPollTest, ATokenThatIsNoneOpensANewSession_W1_11) {
  PollClient client(site.port());
  const std::string secret(64, 's'), salt = "long-poll:signing salt";
  const auto signed_by = [](const std::string& key, const std::string& payload,
                            std::chrono::system_clock::time_point now = std::chrono::system_clock::now()) {
    return crypto::sign_token(key, payload, now);
  };
  const std::string key = crypto::derive_key(secret, salt);
  const std::string known = *crypto::verify_token(key, client.token(), 24h);
  const std::string forged[] = {"x",
                                client.token() + "x",
                                signed_by(crypto::derive_key(secret, "signing salt"), known),  // of another purpose
                                signed_by(crypto::derive_key(std::string(64, 't'), salt), known),
                                signed_by(key, known, std::chrono::system_clock::now() - 15 * 24h),
                                signed_by(key, "0.unknown"),
                                signed_by(key, "77" + known.substr(known.find('.'))),
                                signed_by(key, "")};
  for (const auto& token : forged) {
    const Value body = body_of("vsn=2.0.0&token=" + percent_encode(token));
    EXPECT_EQ(body["status"], 410) << token;
    EXPECT_NE(body["token"].text(), client.token()) << token;
    TcpClient posting(site.port());
    EXPECT_EQ(posting
                  .request("POST /live/longpoll?vsn=2.0.0&token=" + percent_encode(token) +
                               " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson",
                           heartbeat)
                  .body,
              R"({"status":410})")
        << token;
  }
  EXPECT_EQ(client.post(heartbeat), 200) << "the session itself goes on";
}

TEST_F(LongPollTest, CountsTheMessagesOfABatchBeforeItSplitsThem) {
  PollClient client(site.port());
  EXPECT_EQ(client.post(std::string(7'999'999, '\n')), 413);
  std::string batch = heartbeat;
  for (int i = 0; i < 100; ++i) batch += "\n" + heartbeat;
  EXPECT_EQ(client.post(batch), 413);
  EXPECT_EQ(client.post(heartbeat), 200);
  EXPECT_EQ(without_token(client.poll()), json(heartbeat_answered)) << "nothing of the others was taken";
}

TEST_F(LongPollTest, EndsASessionOverAMalformedMessage) {
  const std::string lines[] = {
      "[",           "[1]",        "",           heartbeat + "\n",
      "not base64!", "[\"\xff\"]", R"({"a":1})", crypto::base64_encode("an upload that nothing allowed")};
  const LoadedPage page(site.port(), "/");
  for (const auto& line : lines) {
    PollClient client(site.port(), page.query(), page.cookie());
    EXPECT_EQ(client.post(line), 410) << line;
    EXPECT_EQ(client.post(heartbeat), 410) << line;
    const std::string token = client.token();
    EXPECT_EQ(client.poll()["status"], 410) << line;
    EXPECT_NE(client.token(), token) << "the poll after that begins a new session";
  }
}

TEST_F(LongPollTest, TakesABodyOfAnotherTypeAsOneMessage_W1_11) {
  PollClient client(site.port());
  EXPECT_EQ(client.post(heartbeat, "application/json"), 200);
  EXPECT_EQ(without_token(client.poll()), json(heartbeat_answered));
  EXPECT_EQ(client.post(heartbeat + "\n" + heartbeat, "application/json"), 200);
  EXPECT_EQ(client.poll()["messages"].size(), 1u);
}

/// Two polls of one session: whichever comes first waits no longer, so the other one is certain to be waiting.
struct TwoPolls {
  TwoPolls(int port, const std::string& path)
      : waiting(std::make_unique<TcpClient>(port)), ousted(std::make_unique<TcpClient>(port)) {
    for (const auto* const line : {&waiting, &ousted})
      (*line)->write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_TRUE(eventually([&] { return !waiting->is_silent() || !ousted->is_silent(); }));
    if (!waiting->is_silent()) waiting.swap(ousted);
  }
  std::unique_ptr<TcpClient> waiting, ousted;
};

TEST_F(LongPollTest, ASecondPollTakesThePlaceOfTheFirst) {
  PollClient client(site.port());
  const TwoPolls polls(site.port(), client.path());
  EXPECT_EQ(without_token(parse_json(polls.ousted->response().body)), json(R"({"status":204,"messages":[]})"));
  EXPECT_EQ(client.post(heartbeat), 200);
  EXPECT_EQ(without_token(parse_json(polls.waiting->response().body)), json(heartbeat_answered));
}

struct SmallLongPollTest : LongPollTest {
  SmallLongPollTest() : LongPollTest(options()) {}
  static EndpointOptions options() {
    EndpointOptions options;
    options.long_poll.window = 300ms;
    options.limits.websocket_message_bytes = 1000;
    options.limits.mailbox_messages = 4;
    options.limits.connections = 10;
    return options;
  }
  /// The view waits for the gate in the event "block".
  void block() {
    script.event = [this](std::string_view event) {
      if (event != "block") return;
      entered.open();
      gate.wait();
    };
  }
  /// Posts one blocking event and twenty behind it, and waits until the view blocks.
  void begin_long_batch(PollVisitor& visitor) {
    std::string batch = visitor.line_of("100", "block");
    for (int i = 1; i <= 20; ++i) batch += "\n" + visitor.line_of(std::to_string(100 + i), "inc");
    visitor.line.begin_post(batch);
    entered.wait();
  }
};

TEST_F(SmallLongPollTest, APollWaitsNoLongerThanTheWindow_R1_11) {
  PollClient client(site.port());
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(without_token(client.poll()), json(R"({"status":204,"messages":[]})"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 290ms);
}

TEST_F(SmallLongPollTest, AClientThatDoesNotPollIsGone_W1_11) {
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  PollVisitor visitor(site.port(), "/");
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"closed"});
  EXPECT_EQ(visitor.line.post(heartbeat), 410);
  EXPECT_EQ(visitor.line.poll()["status"], 410);
}

TEST_F(SmallLongPollTest, EndsASessionOverAMessageThatIsTooLong) {
  PollClient client(site.port());
  EXPECT_EQ(client.post(std::string(1001, '[')), 410);
  EXPECT_TRUE(site.logged("message is too big"));
}

TEST_F(SmallLongPollTest, WaitsWhileAMailboxIsFullAndGivesUpAfterTheWindow) {
  block();
  PollVisitor visitor(site.port(), "/");
  begin_long_batch(visitor);
  PollClient other(site.port());  // the loop is free
  EXPECT_EQ(other.post(heartbeat), 200);
  EXPECT_EQ(visitor.line.posted(), 408) << "not everything was taken in time";
  EXPECT_EQ(visitor.line.post(heartbeat), 410);
  gate.open();
}

TEST_F(SmallLongPollTest, DropsTheEventsOfAClientThatIsGone) {
  script.event = [this](std::string_view event) {
    journal.add(std::string(event));
    if (event != "block") return;
    entered.open();
    gate.wait();
  };
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  PollVisitor visitor(site.port(), "/");
  begin_long_batch(visitor);
  EXPECT_EQ(visitor.line.posted(), 408);
  EXPECT_EQ(visitor.line.post(heartbeat), 410);
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
  site.endpoint.stop();
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"block", "closed"}));
}

TEST_F(SmallLongPollTest, TakesTheRestOfABatchWhenThereIsRoomAgain) {
  block();
  PollVisitor visitor(site.port(), "/");
  begin_long_batch(visitor);
  gate.open();
  EXPECT_EQ(visitor.line.posted(), 200);
  for (int i = 0; i <= 20; ++i)
    EXPECT_EQ(visitor.client.answer_to(std::to_string(100 + i))["response"]["diff"]["0"].text(), std::to_string(i + 1));
}

TEST_F(SmallLongPollTest, HasNoMoreSessionsThanConnections) {
  const LoadedPage page(site.port(), "/");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(body_of(page.query(), page.cookie())["status"], 410);
  EXPECT_EQ(get(page.query(), page.cookie()).body, R"({"status":500})");
  EXPECT_TRUE(site.logged("a long-poll session was refused"));
  EXPECT_TRUE(eventually([&] { return body_of(page.query(), page.cookie())["status"] == 410; }))
      << "they end by themselves";
}

TEST_F(SmallLongPollTest, KeepsNothingOfClientsWithoutASession) {
  const std::string_view bad = "Cookie: _plume_session=forged";
  for (int i = 0; i < 50; ++i) EXPECT_EQ(body_of("vsn=2.0.0&_csrf_token=x", bad)["status"], 410);
  PollVisitor visitor(site.port(), "/");
  EXPECT_TRUE(visitor.view.ok()) << "they took nobody's place";
  // Each is told, however often it asks, what makes it load the page anew.
  PollClient stale(site.port(), "vsn=2.0.0&_csrf_token=x", bad);
  for (int i = 0; i < 30; ++i) {
    LiveClient client(stale);
    EXPECT_EQ(visitor.page.join(client).reply, json(R"({"status":"error","response":{"reason":"stale"}})"));
  }
}

struct LongPollBeforeJoinTest : LongPollTest {
  LongPollBeforeJoinTest() : LongPollTest(options()) {}
  static EndpointOptions options() {
    EndpointOptions options;
    options.limits.message_bytes_before_join = 10'000;
    return options;
  }
};

TEST_F(LongPollBeforeJoinTest, TakesOnlySmallMessages) {
  PollVisitor visitor(site.port(), "/");
  const std::string long_one = R"([null,"1","phoenix","heartbeat",{"x":")" + std::string(20'000, 'x') + R"("}])";
  EXPECT_EQ(visitor.line.post(long_one, "text/plain"), 200);
  PollClient other(site.port(), visitor.page.query(), visitor.page.cookie());
  EXPECT_EQ(other.post(long_one, "text/plain"), 410);
  EXPECT_TRUE(site.logged("message is too big"));
}

// ---------------------------------------------------------------------------------------------------------------------
// The end

TEST_F(LongPollTest, ADrainedSessionHasToBeginAnewElsewhere_R1_8) {
  script.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); };
  PollVisitor visitor(site.port(), "/");
  const TwoPolls polls(site.port(), visitor.line.path());
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  EXPECT_EQ(parse_json(polls.waiting->response().body)["status"], 410);
  EXPECT_TRUE(polls.waiting->ended());
  for (TcpClient* const line :
       {polls.waiting.get(), polls.ousted.get(), &visitor.line.polling(), &visitor.line.posting()})
    line->end_writing();
  stopped.get();
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"draining"});
}

TEST(LongPollDrain, EndsSessionsInBatches_R1_8) {
  EndpointOptions options;
  options.threads = 1;
  options.drain = {.batch_size = 2, .batch_interval = 150ms, .shutdown = 10s};
  Site site(options);
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (int i = 0; i < 4; ++i) clients.push_back(TwoPolls(site.port(), PollClient(site.port()).path()).waiting);
  const auto begin = std::chrono::steady_clock::now();
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  for (auto& client : clients) EXPECT_EQ(parse_json(client->response().body)["status"], 410);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 300ms) << "four connections and four sessions";
  clients.clear();
  stopped.get();
}

TEST(LongPollOptions, MayBeOffAndBoundTheWindow) {
  EndpointOptions options;
  options.long_poll.enabled = false;
  Site site(options);
  EXPECT_EQ(TcpClient(site.port()).get("/live/longpoll?vsn=2.0.0").status, 404);
  options.long_poll.window = 20s;
  EXPECT_THROW(Site{options}, std::invalid_argument);
  options.long_poll.window = 0s;
  EXPECT_THROW(Site{options}, std::invalid_argument);
}

}  // namespace
}  // namespace plume::testing
