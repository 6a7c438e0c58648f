// A server with more handlers blocked than it has threads for.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <vector>

#include "support/child.h"
#include "support/server_site.h"
#include "support/waiting.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

// A folder with one file.
class Folder {
 public:
  Folder() {
    std::filesystem::create_directories(path_);
    std::ofstream(path_ / "note.txt") << "a file";
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("plume-blocked-" + std::to_string(::getpid()));
};

// `/` is a page whose event "block" blocks, `/slow` a request that does.
class BlockedServer : public ::testing::Test {
 protected:
  static constexpr int spare = 3;

  static EndpointOptions few_threads() {
    EndpointOptions options;
    options.threads = 1;
    options.spare_threads = spare;
    options.limits.blocked_per_address = 0;  // one client takes all threads
    options.drain.shutdown = 10s;
    return options;
  }
  void serve(EndpointOptions options = few_threads()) {
    options.static_dir = folder.path();
    site.emplace(std::move(options));
    site->router().live("/", [this] {
      return std::make_unique<CounterPage>(CounterPage::Script{.event = [this](std::string_view event) {
        if (event == "block") block();
      }});
    });
    site->router().get("/slow", [this](const Request&) {
      block();
      return Response::text("slow");
    });
    site->port();
  }
  ~BlockedServer() override { open(); }
  void open() {
    if (!opened_) gate.open();
    opened_ = true;
  }
  void block() {
    ++entered;
    gate.wait();
  }
  // Takes all threads, and leaves as many requests that wait for one.
  void exhaust() {
    for (int i = 0; i < 4 * spare; ++i) {
      slow.push_back(std::make_unique<TcpClient>(site->port()));
      slow.back()->write("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    EXPECT_TRUE(eventually([this] { return entered == spare; }));
  }
  // A request that blocks, by a client of that address.
  void ask(const std::string& peer) {
    slow.push_back(std::make_unique<TcpClient>(site->port()));
    slow.back()->write("GET /slow HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + peer + "\r\n\r\n");
  }
  void expect_slow_answers() {
    for (const auto& client : slow) EXPECT_EQ(client->response().body, "slow");
  }

  const Folder folder;
  Gate gate;
  std::atomic<int> entered{0};
  std::optional<Site> site;
  std::vector<std::unique_ptr<TcpClient>> slow;

 private:
  bool opened_ = false;
};

TEST_F(BlockedServer, AcceptsAndServesFilesAndHeartbeats) {
  serve();
  Visitor before(site->port(), "/");
  exhaust();

  before.line().send(heartbeat);
  EXPECT_EQ(before.line().receive(), heartbeat_reply);
  for (int i = 0; i < 3; ++i) {
    TcpClient fresh(site->port());
    EXPECT_EQ(fresh.get("/note.txt").body, "a file");
    EXPECT_EQ(fresh.upgrade(), 101);
    fresh.send(heartbeat);
    EXPECT_EQ(fresh.receive(), heartbeat_reply);
  }
  EXPECT_EQ(entered, spare);

  const std::string ref = before.client.push_event(before.view, "count");
  before.line().send(heartbeat);
  EXPECT_EQ(before.line().receive(), heartbeat_reply) << "the event waits";
  open();
  EXPECT_EQ(before.client.answer_to(ref)["response"]["diff"]["0"].text(), "1");
  expect_slow_answers();
  EXPECT_EQ(entered, 4 * spare);
}

TEST_F(BlockedServer, ARequestThatWaitsEndsWithItsClient) {
  constexpr int gone = 4;
  auto options = few_threads();
  options.limits.connections = 4 * spare + gone;
  serve(options);
  exhaust();
  std::vector<std::unique_ptr<TcpClient>> clients(gone);
  for (auto& client : clients) {
    client = std::make_unique<TcpClient>(site->port());
    client->write("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  for (auto& client : clients) client->reset();
  // Others get their places, as soon as the server has seen that.
  for (auto& client : clients) {
    do {
      client = std::make_unique<TcpClient>(site->port());
      client->write("GET /note.txt HTTP/1.1\r\nHost: h\r\n\r\n");
    } while (client->ended());
    EXPECT_EQ(client->response().body, "a file");
  }
  open();
  expect_slow_answers();
  EXPECT_EQ(slow[0]->get("/slow").body, "slow");
  EXPECT_EQ(entered, 4 * spare + 1);
}

TEST_F(BlockedServer, RequestsOfAnAddressAreBounded) {
  EndpointOptions options;
  options.threads = 1;
  options.limits.blocked_per_address = 2;
  options.rewrite_on = {"x-forwarded-for"};
  serve(options);
  for (int i = 0; i < 4; ++i) ask("1.1.1.1");
  EXPECT_TRUE(eventually([this] { return entered == 2; }));
  EXPECT_EQ(TcpClient(site->port()).get("/note.txt", "X-Forwarded-For: 1.1.1.1\r\n").body, "a file");
  ask("2.2.2.2");
  EXPECT_TRUE(eventually([this] { return entered == 3; }));
  open();
  expect_slow_answers();
}

TEST_F(BlockedServer, AnAddressGetsHalfOfTheThreadsAtMost) {
  EndpointOptions options;
  options.threads = 1;
  options.spare_threads = 4;
  options.rewrite_on = {"x-forwarded-for"};
  serve(options);
  for (int i = 0; i < 8; ++i) ask("1.1.1.1");
  EXPECT_TRUE(eventually([this] { return entered == 2; }));
  ask("2.2.2.2");
  EXPECT_TRUE(eventually([this] { return entered == 3; }));
  open();
  expect_slow_answers();
}

TEST_F(BlockedServer, StopsByItsDeadline) {
  const Child child([this] {
    auto options = few_threads();
    options.drain.shutdown = 200ms;
    serve(options);
    Visitor visitor(site->port(), "/");
    exhaust();
    visitor.client.push_event(visitor.view, "block");
    const auto begin = std::chrono::steady_clock::now();
    site->endpoint.stop();
    const bool quick = std::chrono::steady_clock::now() - begin < 5s;
    return quick && visitor.line().closed() == 1012 ? 0 : 1;
  });
  EXPECT_EQ(exit_status(child.wait()), 0);
}

TEST(BlockedProcess, EndsOnSigterm) {
  Child server([] {
    EndpointOptions options = options_for_tests();
    options.spare_threads = 2;
    options.rewrite_on = {"x-forwarded-for"};
    options.drain.shutdown = 200ms;
    Endpoint endpoint(std::move(options));
    endpoint.router().get("/", [](const Request&) -> Response {
      std::puts("entered");
      std::fflush(stdout);
      for (;;) ::pause();
    });
    char name[] = "app", *argv[] = {name};
    return endpoint.run(1, argv);
  });
  const std::string line = server.line();
  const int port = std::stoi(line.substr(line.rfind(':') + 1));
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<TcpClient>(port));
    // Of an address each, since one address gets half of the threads.
    clients.back()->write("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.0.0." + std::to_string(i) + "\r\n\r\n");
  }
  for (int i = 0; i < 2;) i += server.line() == "entered\n";
  server.signal(SIGTERM);
  EXPECT_EQ(exit_status(server.wait()), 0);
}

}  // namespace
}  // namespace plume::testing
