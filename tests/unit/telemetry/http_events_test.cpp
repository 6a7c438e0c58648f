// What telemetry tells of requests and sockets (server-api 13.12).
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "plume/telemetry.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

using namespace telemetry;
using Told = std::vector<std::string>;

class HttpEvents : public ::testing::Test {
 protected:
  HttpEvents() {
    site_.router().get("/hello/:name", [](const Request&) { return Response::text("hello"); });
    site_.router().get("/throws", [](const Request&) -> Response { throw std::runtime_error("boom"); });
    site_.router().live<CounterPage>("/count");
  }
  template <class Event, class Text>
  void listen(const std::string& id, Text text) {
    site_.endpoint.telemetry().attach<Event>(id, [this, text](const Event& event) { told_.add(text(event)); });
  }
  int get(const std::string& path) { return TcpClient(site_.port()).get(path).status; }

  Journal told_;
  Site site_;
};

TEST_F(HttpEvents, S13_12_EndpointInit) {
  listen<EndpointInit>("init", [this](const EndpointInit& e) {
    EXPECT_EQ(&e.options, &site_.endpoint.options());
    EXPECT_EQ(e.port, site_.endpoint.port());
    return e.options.address + " " + std::to_string(e.port);
  });
  listen<Start<HttpRequest>>("request", [](const auto&) { return "a request"; });
  get("/hello/you");
  EXPECT_EQ(told_.entries(), (Told{"127.0.0.1 " + std::to_string(site_.endpoint.port()), "a request"}));
}

TEST_F(HttpEvents, S13_12_Request) {
  listen<Start<HttpRequest>>("start", [](const auto& e) { return "start " + e.span.request.path; });
  listen<Stop<HttpRequest>>("stop", [](const auto& e) {
    EXPECT_GE(e.duration.count(), 0);
    return "stop " + e.span.request.path + " " + std::to_string(e.span.response.status);
  });
  get("/hello/you");
  get("/throws");
  EXPECT_EQ(told_.entries(), (Told{"start /hello/you", "stop /hello/you 200", "start /throws", "stop /throws 500"}));
}

TEST_F(HttpEvents, S13_12_RouterDispatch) {
  const auto text = [](const Request& request) { return request.route->pattern + " " + request.path_params.json(); };
  listen<Start<RouterDispatch>>("start", [text](const auto& e) { return "start " + text(e.span.request); });
  listen<Stop<RouterDispatch>>("stop", [text](const auto& e) { return "stop " + text(e.span.request); });
  listen<Exception<RouterDispatch>>("exception", [text](const auto& e) {
    EXPECT_TRUE(e.exception);
    return "exception " + text(e.span.request);
  });
  get("/hello/you");
  get("/throws");
  get("/nowhere");
  EXPECT_EQ(told_.entries(), (Told{R"(start /hello/:name {"name":"you"})", R"(stop /hello/:name {"name":"you"})",
                                   "start /throws {}", "exception /throws {}"}));
}

TEST_F(HttpEvents, S13_12_ErrorRendered) {
  listen<ErrorRendered>("error", [](const ErrorRendered& e) {
    return e.request.path + " " + std::to_string(e.status) + " " + std::string(e.type) + " " + std::string(e.message);
  });
  get("/hello/you");
  get("/throws");
  get("/nowhere");
  EXPECT_EQ(told_.entries(),
            (Told{"/throws 500 std::runtime_error boom", "/nowhere 404 plume::HttpError no route leads to /nowhere"}));
}

TEST_F(HttpEvents, S13_12_SocketConnected) {
  listen<SocketConnected>("socket", [](const SocketConnected& e) {
    return (e.accepted ? "accepted " : "refused ") + std::string(e.peer) + " " + e.params.json();
  });
  EXPECT_EQ(TcpClient(site_.port()).upgrade("/live/websocket?vsn=2.0.0&a=1"), 101);
  EXPECT_EQ(TcpClient(site_.port()).upgrade("/live/websocket?vsn=1.0.0"), 403);
  EXPECT_EQ(told_.entries(), (Told{R"(accepted 127.0.0.1 {"vsn":"2.0.0","a":"1"})", "refused 127.0.0.1 null"}));
}

TEST_F(HttpEvents, S13_12_SocketDrain) {
  listen<SocketDrain>("drain", [](const SocketDrain& e) { return std::to_string(e.count); });
  TcpClient one(site_.port()), two(site_.port());
  one.upgrade();
  two.upgrade();
  site_.endpoint.stop();
  EXPECT_EQ(told_.entries(), Told{"2"});
}

TEST_F(HttpEvents, S13_12_APageOverTheNetworkIsToldOfFromItsRequestToItsEvents) {
  listen<Stop<Mount>>("mount", [](const auto& e) { return e.span.view.connected ? "mounted" : "rendered"; });
  listen<Stop<HandleEvent>>("event", [](const auto& e) { return "event " + std::string(e.span.event); });
  Visitor visitor(site_.port(), "/count");
  visitor.event("inc");
  EXPECT_EQ(told_.entries(), (Told{"rendered", "mounted", "event inc"}));
}

}  // namespace
}  // namespace plume::testing
