#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>

#include <thread>

#include "sanitized.h"
#include "support/child.h"
#include "support/server_site.h"
#include "support/websocket_frames.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

TEST(Limits, RefusesConnectionsBeyondTheirNumber) {
  EndpointOptions options;
  options.limits.connections = 2;
  Site site(options);
  site.router().get("/", [](const Request&) { return Response::text("in"); });
  TcpClient first(site.port());
  EXPECT_EQ(first.get("/").status, 200);
  {
    TcpClient second(site.port());
    EXPECT_EQ(second.get("/").status, 200);
    TcpClient third(site.port());
    EXPECT_TRUE(third.ended());
  }
  // The second has gone: its place is free again, as soon as the server has seen that.
  for (;;) {
    TcpClient next(site.port());
    next.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    if (next.ended()) continue;
    EXPECT_EQ(next.response().status, 200);
    break;
  }
}

// What it sent behind the last thing that was read neither keeps it nor the loop busy until it lingered for 2 s.
TEST(Limits, ForgetsAClientThatSentMoreThanWasRead) {
  EndpointOptions options;
  options.limits.connections = 1;
  Site site(options);
  site.router().get("/", [](const Request&) { return Response::text("in"); });
  const auto time_until_another_is_served = [&] {
    const auto begin = std::chrono::steady_clock::now();
    for (;;) {
      TcpClient next(site.port());
      next.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      if (next.ended()) continue;
      EXPECT_EQ(next.response().status, 200);
      return std::chrono::steady_clock::now() - begin;
    }
  };
  {
    TcpClient client(site.port());
    client.write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.response().status, 200);
  }
  EXPECT_LT(time_until_another_is_served(), 1s);
  for (;;) {
    TcpClient client(site.port());
    client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    if (client.ended()) continue;  // the one before has only just gone
    EXPECT_EQ(client.response().status, 200);
    EXPECT_EQ(client.upgrade(), 101);
    client.write(client_frame(Opcode::text, "x", {.is_masked = false}) + client_frame(Opcode::ping, "more"));
    EXPECT_EQ(client.frame().close_code(), 1002);
    break;
  }
  EXPECT_LT(time_until_another_is_served(), 1s);
}

// Sockets of one page, which join again and again.
struct JoinLimits : ::testing::Test {
  void serve(Limits limits) {
    EndpointOptions options;
    options.limits = limits;
    site.emplace(std::move(options));
    site->router().live("/", [] { return std::make_unique<CounterPage>(); });
    page.emplace(site->port(), "/");
  }
  struct Opened {
    std::unique_ptr<TcpClient> line;
    LiveClient client{*line};
  };
  Opened socket() {
    auto line = std::make_unique<TcpClient>(site->port());
    EXPECT_EQ(line->upgrade("/live/websocket?" + page->query(), page->cookie()), 101);
    return {std::move(line)};
  }
  Value join_again(LiveClient& by) {
    const Joined view = page->begin_join(by);
    Value message;
    do message = by.next();
    while (message.at(1).text() != view.join_ref ||
           message.at(3).text() != "phx_reply");  // phx_close of the one before
    return message.at(4);
  }
  std::optional<Site> site;
  std::optional<LoadedPage> page;
  const Value refused = json(R"({"status":"error","response":{"reason":"too many joins"}})");
};

TEST_F(JoinLimits, OfASocket_S14_17) {
  serve({.joins_per_minute = 5});
  Opened one = socket(), another = socket();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(join_again(one.client)["status"].text(), "ok");
  EXPECT_EQ(join_again(one.client), refused);
  EXPECT_TRUE(site->logged("a join was refused: too many in a minute by=socket"));
  EXPECT_EQ(join_again(another.client)["status"].text(), "ok") << "each socket has joins of its own";
}

TEST_F(JoinLimits, OfAnAddress_S14_17) {
  serve({.joins_per_minute = 5, .joins_per_minute_of_address = 7});
  Opened one = socket(), another = socket();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(join_again(one.client)["status"].text(), "ok");
  EXPECT_EQ(join_again(one.client), refused) << "which costs the address nothing";
  for (int i = 0; i < 2; ++i) EXPECT_EQ(join_again(another.client)["status"].text(), "ok");
  EXPECT_EQ(join_again(another.client), refused);
  EXPECT_TRUE(site->logged("a join was refused: too many in a minute by=address peer=127.0.0.1"));
  Opened third = socket();
  EXPECT_EQ(join_again(third.client), refused);
}

TEST(Limits, RaisesThatOfOpenFiles) {
  Child server([] {
    const rlimit half{100, 200};
    ::setrlimit(RLIMIT_NOFILE, &half);
    Endpoint endpoint(options_for_tests());
    endpoint.start();
    rlimit now{};
    ::getrlimit(RLIMIT_NOFILE, &now);
    return now.rlim_cur == 200 ? 0 : 1;
  });
  EXPECT_EQ(exit_status(server.wait()), 0);
}

TEST(Limits, TakesConnectionsAgainWhenDescriptorsAreLeftAgain) {
  Child server([] {
    Endpoint endpoint(options_for_tests());
    endpoint.router().get("/", [](const Request&) { return Response::text("in"); });
    const rlimit few{40, 40};
    ::setrlimit(RLIMIT_NOFILE, &few);
    char name[] = "app", *argv[] = {name};
    return endpoint.run(1, argv);
  });
  const std::string line = server.line();
  const int port = std::stoi(line.substr(line.rfind(':') + 1));
  {
    std::vector<std::unique_ptr<TcpClient>> many;  // the system accepts them, the server cannot
    for (int i = 0; i < 60; ++i) many.push_back(std::make_unique<TcpClient>(port));
    while (server.line().find("no more connections can be taken") == std::string::npos) continue;
  }
  EXPECT_EQ(TcpClient(port).get("/").body, "in");
  server.signal(SIGTERM);
  EXPECT_EQ(exit_status(server.wait()), 0);
}

// Bytes in use, of the whole process: the clients' as well.
std::size_t bytes_in_use() { return ::mallinfo2().uordblks; }

TEST(Limits, ASocketTakesLittleMemoryAndGivesItBack) {
  if (is_sanitized) GTEST_SKIP() << "the sanitizer counts for itself";
  constexpr std::size_t count = 300;
  Site site({.threads = 1});
  std::vector<std::unique_ptr<TcpClient>> clients(count);
  const auto open_all = [&] {
    for (auto& client : clients) {
      client = std::make_unique<TcpClient>(site.port());
      ASSERT_EQ(client->upgrade(), 101);
      client->send(heartbeat);
      ASSERT_EQ(client->receive(), heartbeat_reply);
    }
  };
  const auto close_all = [&] {
    for (auto& client : clients) {
      client->send_frame(Opcode::close, "");
      EXPECT_EQ(client->closed(), 1000);
      client.reset();
    }
  };
  open_all();  // what grows once has grown
  close_all();
  const std::size_t before = bytes_in_use();
  open_all();
  const std::size_t with = bytes_in_use();
  close_all();
  // The client's part is its own buffer and object.
  EXPECT_LT((with - before) / count, 2048u);
  while (bytes_in_use() > before + 20 * 1024) std::this_thread::sleep_for(10ms);  // gone as soon as the server sees it
}

}  // namespace
}  // namespace plume::testing
