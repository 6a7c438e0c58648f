#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <future>

#include "support/child.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

TEST(Drain, ClosesSocketsWith1012AndTellsTheirViews_R1_8) {
  Journal journal;
  Site site;
  site.router().live("/", [&] {
    return std::make_unique<CounterPage>(
        CounterPage::Script{.terminate = [&](std::string_view reason) { journal.add(std::string(reason)); }});
  });
  Visitor visitor(site.port(), "/");
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  EXPECT_EQ(visitor.line().closed(), 1012);
  visitor.line().end_writing();
  stopped.get();
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"draining"});
}

TEST(Drain, ClosesSocketsInBatches) {
  EndpointOptions options;
  options.drain = {.batch_size = 2, .batch_interval = 150ms, .shutdown = 10s};
  Site site(options);
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<TcpClient>(site.port()));
    ASSERT_EQ(clients.back()->upgrade(), 101);
  }
  const auto begin = std::chrono::steady_clock::now();
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  for (auto& client : clients) EXPECT_EQ(client->closed(), 1012);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 300ms);
  clients.clear();
  stopped.get();
}

TEST(Drain, FinishesRequestsAndAcceptsNoMore) {
  Gate entered, gate;
  Site site;
  site.router().get("/", [&](const Request&) {
    entered.open();
    gate.wait();
    return Response::text("done");
  });
  TcpClient idle(site.port());
  TcpClient busy(site.port());
  busy.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.wait();
  const int port = site.port();
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  EXPECT_TRUE(idle.ended());
  gate.open();
  const Response response = busy.response();
  EXPECT_EQ(response.body, "done");
  EXPECT_TRUE(busy.ended());
  busy.end_writing();
  idle.end_writing();
  stopped.get();
  EXPECT_THROW(TcpClient{port}, std::runtime_error);
}

TEST(Drain, GivesItsPortToTheNextProcessAtOnce) {
  Gate entered, gate;
  Site site;
  site.router().get("/", [&](const Request&) {
    entered.open();
    gate.wait();
    return Response::text("old");
  });
  const int port = site.port();
  TcpClient idle(port);
  TcpClient busy(port);
  busy.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.wait();
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  EXPECT_TRUE(idle.ended());
  EXPECT_THROW(TcpClient{port}, std::runtime_error) << "nobody waits for a server that takes no more";

  EndpointOptions options = options_for_tests();
  options.port = port;
  Endpoint next(options);
  next.router().get("/", [](const Request&) { return Response::text("new"); });
  EXPECT_NO_THROW(next.start());
  EXPECT_EQ(TcpClient(port).get("/").body, "new");
  gate.open();
  EXPECT_EQ(busy.response().body, "old");
  busy.end_writing();
  idle.end_writing();
  stopped.get();
}

// Some are still waiting to be accepted, of others the server has not read yet.
TEST(Drain, AnswersThoseWhoHadAskedBefore) {
  Site site;
  site.router().get("/", [](const Request&) { return Response::text("done"); });
  std::vector<std::unique_ptr<TcpClient>> clients;
  const int port = site.port();
  for (int i = 0; i < 200; ++i) {
    clients.push_back(std::make_unique<TcpClient>(port));
    clients.back()->write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  auto stopped = std::async(std::launch::async, [&] { site.endpoint.stop(); });
  for (auto& client : clients) EXPECT_EQ(client->response().body, "done");
  clients.clear();
  stopped.get();
}

TEST(Drain, GivesUpOnWhatDoesNotEnd) {
  const Child child([] {
    EndpointOptions options;
    options.drain.shutdown = 100ms;
    Gate entered, gate;
    Journal journal;
    bool quick = false, ended = false;
    {
      Site site(options);
      site.router().get("/", [&](const Request&) {
        entered.open();
        gate.wait();
        journal.add("returned");
        return Response::text("late");
      });
      TcpClient client(site.port());
      client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      entered.wait();
      const auto begin = std::chrono::steady_clock::now();
      site.endpoint.stop();
      quick = std::chrono::steady_clock::now() - begin < 5s;
      ended = client.ended();
    }
    // What the handler comes back to is still there, although the endpoint is not.
    gate.open();
    return quick && ended && journal.wait_for(1) ? 0 : 1;
  });
  EXPECT_EQ(exit_status(child.wait()), 0);
}

// An application with these arguments.
Child application(std::vector<std::string> arguments) {
  return Child([&] {
    arguments.insert(arguments.begin(), "app");
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    Endpoint endpoint(options_for_tests());
    return endpoint.run(static_cast<int>(argv.size()), argv.data());
  });
}

int port_in(const std::string& line) { return std::stoi(line.substr(line.rfind(':') + 1)); }

TEST(Run, SaysWhereItListensAndEndsOnSigterm) {
  Child child = application({"--port", "0", "--threads", "1", "--address", "127.0.0.1"});
  const std::string text = child.line();
  ASSERT_TRUE(text.starts_with("listening on http://localhost:")) << text;
  TcpClient socket(port_in(text));
  EXPECT_EQ(socket.upgrade(), 101);
  child.signal(SIGTERM);
  EXPECT_EQ(socket.closed(), 1012);
  socket.end_writing();
  EXPECT_EQ(exit_status(child.wait()), 0);
}

// Whether a server whose log goes into a pipe, of which `reader` does what it likes with the other end, goes on.
int serves_with_log_to(const std::function<void(int read_end)>& reader) {
  const Child child([&] {
    int ends[2];
    if (::pipe(ends)) return 1;
    Endpoint endpoint(options_for_tests());
    endpoint.router().get("/", [](const Request&) { return Response::text("here"); });
    endpoint.start();
    ::dup2(ends[1], STDERR_FILENO);
    reader(ends[0]);
    TcpClient client(endpoint.port());
    for (int i = 0; i < 2000; ++i)  // more lines than a pipe holds
      if (client.get("/").body != "here") return 2;
    return 0;
  });
  return exit_status(child.wait());
}

TEST(LogReader, MayGoAway) {
  EXPECT_EQ(serves_with_log_to([](int read_end) { ::close(read_end); }), 0);
}

TEST(LogReader, MayStall) {
  EXPECT_EQ(serves_with_log_to([](int) {}), 0);
}

TEST(LogReader, LeavesAnApplicationItsOwnHandlerOfSigpipe) {
  const Child child([] {
    ::signal(SIGPIPE, [](int) {});
    Endpoint endpoint(options_for_tests());
    endpoint.start();
    struct sigaction now{};
    ::sigaction(SIGPIPE, nullptr, &now);
    return now.sa_handler == SIG_IGN || now.sa_handler == SIG_DFL;
  });
  EXPECT_EQ(exit_status(child.wait()), 0);
}

TEST(Run, ASecondSignalEndsItAtOnce) {
  Child child = application({"--port", "0"});
  TcpClient socket(port_in(child.line()));
  EXPECT_EQ(socket.upgrade(), 101);
  child.signal(SIGINT);
  EXPECT_EQ(socket.closed(), 1012);  // and the server waits for the client's side
  child.signal(SIGINT);
  const int ended = child.wait();
  EXPECT_TRUE(WIFSIGNALED(ended) && WTERMSIG(ended) == SIGINT) << ended;
}

TEST(Run, SaysWhereItCannotListen) {
  Child child = application({"--port", "0", "--address", "203.0.113.1"});
  EXPECT_NE(child.line().find("203.0.113.1"), std::string::npos);
  EXPECT_EQ(exit_status(child.wait()), 1);
}

TEST(Run, RefusesUnknownArguments) {
  Child child = application({"--colour", "red"});
  EXPECT_NE(child.line().find("--colour"), std::string::npos);
  EXPECT_EQ(exit_status(child.wait()), 1);
}

}  // namespace
}  // namespace plume::testing
