// What a view may ask of its connection, and when (server-api 11.4, 11.5).
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "channel/dead_render.h"
#include "plume/connect_info.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

std::string text_of(const Headers& headers) {
  std::string text;
  for (const auto& [name, value] : headers) text += name + "=" + value + " ";
  return text;
}

std::string text_of(const ConnectInfo& info) {
  const PeerData& peer = info.peer_data;
  return peer.address + ":" + std::to_string(peer.port) + " " + peer.ssl_cert + " " + info.user_agent + " " + info.uri +
         " " + text_of(info.x_headers) + "| " + text_of(info.trace_context_headers);
}

class ConnectionDataTest : public ::testing::Test {
 protected:
  using Ask = std::function<void(Page&)>;
  /// A page that asks in mount.
  void serve(Ask ask) {
    server.live("/", "V", {.mount = [ask](Page& page, const Params&, const Session&) { ask(page); }});
  }
  Response get() { return channel::dead_render(server.app, server.route("/"), request); }
  /// Of a page that shows these files.
  bool static_changed(const Value& tracked) {
    const std::string name = std::to_string(++pages);
    const auto changed = std::make_shared<bool>(false);
    server.live("/" + name, "V",
                {.mount = [changed](Page& page, const Params&, const Session&) { *changed = page.static_changed(); }});
    JoinPayload payload = server.payload("/" + name, "phx-" + name);
    payload.params.set("_track_static", tracked);
    EXPECT_TRUE(browser.join("lv:phx-" + name, payload.value()).ok());
    return *changed;
  }

  int pages = 0;
  Journal journal;
  Server server;
  Browser browser{server};
  Request request = [] {
    Request r;
    r.method = "GET";
    r.path = "/";
    r.query = "a=1";
    r.scheme = "https";
    r.host = "shop.example";
    r.port = 8443;
    r.peer = "192.0.2.1";
    r.peer_port = 50001;
    r.ssl_cert = "DER";
    r.headers.add("User-Agent", "Browser/1");
    r.headers.add("X-Forwarded-For", "198.51.100.7");
    r.headers.add("Accept", "*/*");
    r.headers.add("traceparent", "00-1-2-01");
    return r;
  }();
};

TEST_F(ConnectionDataTest, S11_4_OfTheRequest) {
  serve([&](Page& page) {
    journal.add(text_of(page.connect_info()));
    EXPECT_TRUE(page.connect_params().is_null());
    EXPECT_FALSE(page.static_changed());
    EXPECT_THROW(page.transport(), std::invalid_argument);
  });
  get();
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"192.0.2.1:50001 DER Browser/1 https://shop.example:8443/?a=1 "
                                                        "x-forwarded-for=198.51.100.7 | traceparent=00-1-2-01 "});
}

TEST_F(ConnectionDataTest, S11_4_OfTheConnection) {
  serve([&](Page& page) { journal.add(text_of(page.connect_info())); });
  auto info = Connection::good_info();
  info.user_agent = "Browser/2";
  info.peer_port = 50002;
  info.ssl_cert = std::make_shared<const std::string>("DER 2");
  info.headers.add("X-Real-Ip", "192.0.2.9");
  Browser other(server, info);
  EXPECT_TRUE(other.open("/").ok());
  EXPECT_EQ(journal.entries(),
            std::vector<std::string>{"test:50002 DER 2 Browser/2 http://h/live/websocket x-real-ip=192.0.2.9 | "});
}

TEST_F(ConnectionDataTest, S11_4_UntilTheFirstRender) {
  const auto ask = [&](Page& page, const char* where) {
    try {
      page.connect_params();
      page.connect_info();
      page.static_changed();
      journal.add(where);
    } catch (const std::logic_error& error) {
      journal.add(error.what());
    }
  };
  server.live("/", "V",
              {.handle_params = [=](Page& page, const Params&, std::string_view) { ask(page, "handle_params"); },
               .handle_event = [=](Page& page, std::string_view, const Params&) { ask(page, "event"); },
               .render =
                   [=](Page& page) {
                     if (*page.n == 0) ask(page, "render");
                     ++page.n;
                   }});
  browser.event(browser.open("/"), "x");
  EXPECT_EQ(journal.entries(),
            (std::vector<std::string>{
                "handle_params", "render",
                "connect_params() can be asked in mount, the first handle_params and the first render only"}));
}

TEST_F(ConnectionDataTest, S11_4_NotWhereMountHasFailed) {
  const auto knows_nothing = [&](Page& page) {
    EXPECT_THROW(page.connect_info(), std::logic_error);
    journal.add("asked");
  };
  server.live("/", "V",
              {.handle_params = [](Page&, const Params&, std::string_view) { throw std::runtime_error("boom"); },
               .terminate = [=](Page& page, std::string_view) { knows_nothing(page); },
               .destroy = knows_nothing});
  EXPECT_THROW(get(), std::runtime_error);
  EXPECT_FALSE(browser.open("/").ok());
  EXPECT_TRUE(journal.wait_for(3));
}

TEST_F(ConnectionDataTest, S11_4_EqualForTheViewsOfAConnection) {
  std::vector<TransportHandle> seen;
  serve([&](Page& page) { seen.push_back(page.transport()); });
  browser.open("/", "phx-1");
  browser.open("/", "phx-2");
  Browser(server).open("/", "phx-3");
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_NE(seen[0], seen[2]);
  EXPECT_EQ(seen[0].kind, TransportHandle::Kind::websocket);
}

TEST_F(ConnectionDataTest, S5_7_TheRefererIsAConnectParameter) {
  serve([&](Page& page) { journal.add(std::string(page.connect_params()["_live_referer"].text())); });
  JoinPayload payload = server.payload("/", "phx-V");
  payload.params.set("_live_referer", "http://h/before");
  browser.join("lv:phx-V", payload.value());
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"http://h/before"});
}

TEST_F(ConnectionDataTest, S11_5_OneStaticFileThatIsNotServedIsEnough) {
  server.app.serves_static = [](std::string_view url) {
    return url.ends_with("/app-1.js") || url.ends_with("/app.css");
  };
  const auto array = [](auto... urls) { return Value::array({Value(urls)...}); };
  EXPECT_FALSE(static_changed(array("http://h/app-1.js?vsn=d", "http://cdn/x/app.css")));
  EXPECT_TRUE(static_changed(array("http://h/app-0.js", "http://cdn/x/app.css")));
  EXPECT_FALSE(static_changed(Value::array({})));
  EXPECT_FALSE(static_changed("no list"));
  EXPECT_TRUE(static_changed(Value::array({1}))) << "is no URL of a file that is served";
}

TEST_F(ConnectionDataTest, S11_5_WithoutStaticFilesNothingChanged) {
  EXPECT_FALSE(static_changed(Value::array({"http://h/app-0.js"})));
}

TEST_F(ConnectionDataTest, S11_3_PrivateKeysOfTheFrameworkAreRefused) {
  serve([](Page& page) {
    for (const char* key : {"connect_params", "connect_info", "assign_new", "live_async", "live_layout", "live_temp",
                            "lifecycle", "render_with", "root_view"})
      EXPECT_THROW(page.put_private(key, 1), std::invalid_argument) << key;
    page.put_private("shop_basket", 1);
    EXPECT_EQ(page.get_private("shop_basket").integer_or(0), 1);
  });
  EXPECT_TRUE(browser.open("/").ok());
}

}  // namespace
}  // namespace plume::testing
