// What clients can make a server hold, and that it lets go of it.
#include <gtest/gtest.h>
#include <malloc.h>

#include <fstream>
#include <thread>

#include "base/log.h"
#include "poll_client.h"
#include "sanitized.h"
#include "self_signed.h"
#include "support/child.h"
#include "support/server_site.h"
#include "support/waiting.h"
#include "support/websocket_frames.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t megabyte = 1'000'000;

// Bytes in use, of the whole process: the clients' as well.
std::size_t bytes_in_use() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

struct HeldTest : ::testing::Test {
  explicit HeldTest(Limits limits = {}) : HeldTest(with(limits)) {}
  explicit HeldTest(EndpointOptions options) : site(std::move(options)) {
    site.router().get("/big", [](const Request&) { return Response::text(std::string(20 * megabyte, 'b')); });
    site.router().live<CounterPage>("/");
  }
  static EndpointOptions with(const Limits& limits) {
    EndpointOptions options;
    options.limits = limits;
    return options;
  }
  std::unique_ptr<TcpClient> socket(TcpOptions options = {}) {
    auto client = std::make_unique<TcpClient>(site.port(), options);
    EXPECT_EQ(client->upgrade(), 101);
    return client;
  }
  Site site;
};

// ---------------------------------------------------------------------------------------------------------------------
// Unfinished messages

struct MessageDeadline : HeldTest {
  MessageDeadline() : HeldTest(Limits{.request_timeout = 200ms}) {}
};

TEST_F(MessageDeadline, IsNotMovedByWhatComesBetween) {
  const auto client = socket();
  const auto begin = Clock::now();
  client->write(client_frame(Opcode::text, "[", {.is_final = false}));
  ServerFrame answer;
  do {
    client->write(client_frame(Opcode::ping, "here") + client_frame(Opcode::continuation, " ", {.is_final = false}));
    answer = client->frame();
    ASSERT_LT(Clock::now() - begin, 10s);
  } while (answer.opcode == Opcode::pong);
  EXPECT_EQ(answer.close_code(), 1002);
  EXPECT_GE(Clock::now() - begin, 190ms);
}

TEST_F(MessageDeadline, HoldsForPartsOfFrames) {
  const std::string parts[] = {"\x81", "\x89\x85mask12", "\x81\xfe\x10"s, "\x81\xfe\x10\x00mask"s,
                               "\x01\xfe\x10\x00mask part"s};
  for (const auto& part : parts) {
    const auto client = socket();
    client->write(part);
    EXPECT_EQ(client->closed(), 1002) << part;
  }
}

TEST_F(MessageDeadline, IsThatOfEachMessage) {
  const auto client = socket();
  const std::string frame = client_frame(Opcode::text, heartbeat);
  const auto half = frame.size() / 2;
  client->write(frame.substr(0, half));
  const auto begin = Clock::now();
  while (Clock::now() - begin < 600ms) {
    client->write(frame.substr(half) + frame.substr(0, half));
    ASSERT_EQ(client->receive(), heartbeat_reply);
  }
}

TEST_F(HeldTest, MessagesAreSmallBeforeTheFirstJoin) {
  const auto client = socket();
  client->send_frame(Opcode::text, std::string(64 * 1024 + 1, ' '));
  EXPECT_EQ(client->closed(), 1009);
  EXPECT_TRUE(site.logged("a client's message was too large before it joined a view"));
  const auto other = socket();
  other->write(client_frame(Opcode::text, std::string(60 * 1024, ' '), {.is_final = false}) +
               client_frame(Opcode::continuation, std::string(5 * 1024, ' ')));
  EXPECT_EQ(other->closed(), 1009);
  Visitor visitor(site.port(), "/");
  const Value reply = visitor.client.event(visitor.view, "inc", {{"text", std::string(megabyte, 'x')}});
  EXPECT_EQ(reply["diff"], json(R"({"0":"1"})"));
}

TEST_F(HeldTest, AStaleJoinIsNone) {
  const auto client = socket();
  LiveClient live(*client);
  EXPECT_FALSE(live.join("lv:phx-x", {{"session", "x"}, {"params", Value::object()}}).ok());
  client->send_frame(Opcode::text, std::string(64 * 1024 + 1, ' '));
  EXPECT_EQ(client->closed(), 1009);
}

// ---------------------------------------------------------------------------------------------------------------------
// What is not taken

TEST_F(HeldTest, FewRepliesWaitBeforeTheFirstJoin) {
  const auto client = socket({.receive_buffer = 4096});
  std::string frames;
  for (int i = 0; i < 1000; ++i) frames += client_frame(Opcode::text, heartbeat);
  const std::string_view dropped = "a client falls too far behind, and is dropped";
  const auto begin = Clock::now();
  while (!site.logged(dropped)) {
    client->write(frames);
    ASSERT_LT(Clock::now() - begin, 15s);
  }
  for (const auto& line : site.log.entries()) {
    if (line.find(dropped) == std::string::npos) continue;
    EXPECT_LT(std::stoul(line.substr(line.find("bytes=") + 6)), megabyte);
  }
}

struct SlowReader : HeldTest {
  SlowReader() : HeldTest(Limits{.write_timeout = 1s, .write_bytes_per_second = megabyte / 2}) {}
};

TEST_F(SlowReader, IsDroppedHoweverLittleItTakes) {
  TcpClient client(site.port(), {.receive_buffer = 4096});
  client.write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto begin = Clock::now();
  while (!site.logged("a client takes nothing, or too little")) {
    client.skip(1000);
    std::this_thread::sleep_for(10ms);
    ASSERT_LT(Clock::now() - begin, 15s);
  }
  EXPECT_EQ(TcpClient(site.port()).get("/big").body.size(), 20 * megabyte) << "others are served";
}

struct UnsentResponses : HeldTest {
  UnsentResponses() : HeldTest(Limits{.unsent_response_bytes = 30 * megabyte}) {}
};

TEST_F(UnsentResponses, AreBoundedForAllClientsTogether) {
  const auto ask = [this] {
    auto client = std::make_unique<TcpClient>(site.port(), TcpOptions{.receive_buffer = 4096});
    client->write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client->skip(1), 1u);
    return client;
  };
  auto first = ask();
  const auto second = ask();
  const auto begin = Clock::now();
  while (!site.logged("a client falls too far behind")) ASSERT_LT(Clock::now() - begin, 15s);
  EXPECT_EQ(TcpClient(site.port()).get("/assets/none").status, 404) << "small responses are sent";
  first.reset();
  // Its bytes count until the server sees that it is gone.
  EXPECT_TRUE(eventually([this] {
    try {
      return TcpClient(site.port()).get("/big").body.size() == 20 * megabyte;
    } catch (const std::runtime_error&) {
      return false;
    }
  }));
}

// ---------------------------------------------------------------------------------------------------------------------
// What a socket keeps

struct KeptQuery : HeldTest {
  std::size_t bytes_of_socket(const std::string& query, std::string_view fields = {}) {
    constexpr std::size_t count = 50;
    std::vector<std::unique_ptr<TcpClient>> clients;
    const auto open = [&] {
      clients.push_back(std::make_unique<TcpClient>(site.port()));
      ASSERT_EQ(clients.back()->upgrade("/live/websocket?" + query, fields), 101);
      clients.back()->send(heartbeat);
      ASSERT_EQ(clients.back()->receive(), heartbeat_reply);
    };
    for (int i = 0; i < 10; ++i) open();  // what grows once has grown
    const auto before = bytes_in_use();
    for (std::size_t i = 0; i < count; ++i) open();
    return (bytes_in_use() - before) / count;
  }
  static std::string deep_names() {
    std::string query;
    for (int i = 0; query.size() < 15'000; ++i) {
      query += "&"s + static_cast<char>('a' + i % 26);
      for (int part = 0; part < 30; ++part) query += "[x]";
    }
    return query;
  }
  static std::string many_names() {
    std::string query;
    for (int i = 0; query.size() < 14'000; ++i) query += "&" + std::to_string(i) + "=";
    return query;
  }
  void SetUp() override {
    if (is_sanitized) GTEST_SKIP() << "the sanitizer counts for itself";
  }
};

TEST_F(KeptQuery, IsNothingWithoutASession) {
  EXPECT_LT(bytes_of_socket("vsn=2.0.0" + deep_names(), "X-Large: " + std::string(20'000, 'x')), 4096u);
}

TEST_F(KeptQuery, HasNoDeepNames) {
  const LoadedPage page(site.port(), "/");
  EXPECT_LT(bytes_of_socket(page.query() + deep_names(), page.cookie()), 4096u);
}

TEST_F(KeptQuery, HasAtMostAHundredPairs) {
  const LoadedPage page(site.port(), "/");
  EXPECT_LT(bytes_of_socket(page.query() + many_names(), page.cookie()), 32 * 1024u);
}

// ---------------------------------------------------------------------------------------------------------------------
// What comes back

struct TlsMemory : HeldTest {
  TlsMemory() : HeldTest(options()) {}
  static EndpointOptions options() {
    EndpointOptions options;
    options.certificate = files().certificate();
    options.key = files().key();
    return options;
  }
  static const SelfSigned& files() {
    static const SelfSigned made;
    return made;
  }
  const TcpOptions tls{.tls = true};
};

TEST_F(TlsMemory, AConnectionGivesBackWhatItNeeded) {
  if (is_sanitized) GTEST_SKIP() << "the sanitizer counts for itself";
  constexpr std::size_t count = 5;
  std::vector<std::unique_ptr<Visitor>> sockets;
  std::vector<std::unique_ptr<TcpClient>> lines;
  for (std::size_t i = 0; i < count; ++i) {
    sockets.push_back(std::make_unique<Visitor>(site.port(), "/", tls));
    lines.push_back(std::make_unique<TcpClient>(site.port(), tls));
  }
  const auto use = [&](std::size_t bytes) {
    for (auto& socket : sockets) socket->client.event(socket->view, "inc", {{"text", std::string(bytes, 'x')}});
    for (auto& line : lines) EXPECT_EQ(line->get("/big").body.size(), 20 * megabyte);
  };
  use(1);
  const auto before = bytes_in_use();
  use(5 * megabyte);
  EXPECT_TRUE(eventually([&] { return bytes_in_use() < before + megabyte; })) << bytes_in_use() - before;
}

// A process of its own, which tells how much memory it has.
struct Burst {
  static std::size_t resident_bytes() {
    std::size_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  }
  static int serve(const SelfSigned* files) {
    set_log_level(LogLevel::off);
    EndpointOptions options;
    if (files) options.certificate = files->certificate(), options.key = files->key();
    Endpoint endpoint(options_for_tests(options));
    endpoint.router().get("/rss", [](const Request&) { return Response::text(std::to_string(resident_bytes())); });
    endpoint.router().get("/big", [](const Request&) { return Response::text(std::string(20 * megabyte, 'b')); });
    endpoint.router().post("/echo", [](const Request& request) { return Response::text(request.body); },
                           {.csrf = Csrf::off});
    endpoint.router().live<CounterPage>("/");
    char name[] = "app", *argv[] = {name};
    return endpoint.run(1, argv);
  }
  explicit Burst(bool is_tls)
      : tls{.tls = is_tls},
        slow{.tls = is_tls, .receive_buffer = 4096},
        server([this, is_tls] { return serve(is_tls ? &files : nullptr); }) {
    const std::string line = server.line();
    port = std::stoi(line.substr(line.rfind(':') + 1));
  }
  ~Burst() {
    server.signal(SIGTERM);
    EXPECT_EQ(exit_status(server.wait()), 0);
  }
  std::size_t resident() const { return std::stoul(TcpClient(port, tls).get("/rss").body); }

  std::unique_ptr<TcpClient> slow_reader() const {
    auto client = std::make_unique<TcpClient>(port, slow);
    client->write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client->skip(1), 1u);
    return client;
  }
  std::unique_ptr<TcpClient> half_body() const {
    auto client = std::make_unique<TcpClient>(port, tls);
    client->write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n" + std::string(6 * megabyte, 'x'));
    return client;
  }
  std::unique_ptr<Visitor> large_messages() const {
    auto visitor = std::make_unique<Visitor>(port, "/", tls);
    visitor->client.event(visitor->view, "inc", {{"text", std::string(7 * megabyte, 'x')}});
    visitor->line().write(client_frame(Opcode::text, std::string(6 * megabyte, 'x'), {.is_final = false}));
    return visitor;
  }
  void ask_for_everything() const {
    std::vector<std::unique_ptr<TcpClient>> clients;
    std::vector<std::unique_ptr<Visitor>> visitors;
    std::vector<std::unique_ptr<PollClient>> polls;
    for (int i = 0; i < 15; ++i) {
      clients.push_back(slow_reader());
      clients.push_back(half_body());
      visitors.push_back(large_messages());
    }
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<TcpClient>(port, tls));
    for (int i = 0; i < 100 && !tls.tls; ++i) polls.push_back(std::make_unique<PollClient>(port));
  }

  const SelfSigned files;
  const TcpOptions tls, slow;
  Child server;
  int port = 0;
};

struct BurstTest : ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(PlainAndTls, BurstTest, ::testing::Bool(),
                         [](const auto& is_tls) { return is_tls.param ? "Tls" : "Plain"; });

TEST_P(BurstTest, ResponsesAreHeldOnce) {
  if (is_sanitized) GTEST_SKIP() << "the sanitizer counts for itself";
  const Burst burst(GetParam());
  burst.slow_reader();
  const auto start = burst.resident();
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (int i = 0; i < 20; ++i) clients.push_back(burst.slow_reader());
  EXPECT_LT(burst.resident(), start + 20 * 20 * megabyte + 60 * megabyte);
}

TEST_P(BurstTest, MemoryComesBack) {
  if (is_sanitized) GTEST_SKIP() << "the sanitizer counts for itself";
  const Burst burst(GetParam());
  const auto start = burst.resident();
  burst.ask_for_everything();
  std::size_t now = 0;
  const auto deadline = Clock::now() + patience;
  while ((now = burst.resident()) > start + 30 * megabyte && Clock::now() < deadline) std::this_thread::sleep_for(50ms);
  EXPECT_LT(now, start + 30 * megabyte);
}

}  // namespace
}  // namespace plume::testing
