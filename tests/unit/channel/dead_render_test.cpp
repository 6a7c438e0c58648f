// The first render of a page: its HTML (wire-protocol 2, server-api 1.2), and that its tokens join.
#include "channel/dead_render.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/query.h"
#include "support/between.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

class DeadRenderTest : public ::testing::Test {
 protected:
  DeadRenderTest() { server.app.client_elements = channel::ClientElements(server.app.script_name); }
  static Request get(std::string path, std::string query = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.query = std::move(query);
    request.query_params = parse_query(request.query);
    request.scheme = "http";
    request.host = "h";
    request.port = 80;
    request.session = Session::object();
    request.cookies = Params::object();
    return request;
  }
  Response render(const Request& request) {
    const auto match = server.find(request.path);
    Request routed = request;
    routed.path_params = match.path_params;
    return channel::dead_render(server.app, *match.live, routed);
  }

  Journal journal;
  Server server;
};

TEST_F(DeadRenderTest, S1_2_ThePageStandsInItsDocument) {
  server.live("/count", "Counter", {.mount = [](Page& page, const Params&, const Session&) {
                page.page_title = "A & B";
                page.text = "<hi>";
              }});
  const Response response = render(get("/count"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("content-type"), "text/html; charset=utf-8");
  const std::string& html = response.body;
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(between(html, "<meta name=\"csrf-token\" content=\"").size(), 56u);
  EXPECT_NE(html.find("<title>A &amp; B</title>"), std::string::npos);
  EXPECT_NE(html.find("><main>0 &lt;hi&gt;</main></div>"), std::string::npos);
  EXPECT_NE(html.find("<script defer phx-track-static src=\"/"), std::string::npos);
  const std::string id = between(html, "<div id=\"");
  EXPECT_TRUE(id.starts_with("phx-"));
  EXPECT_NE(html.find("<div id=\"" + id + "\" data-phx-main data-phx-session=\""), std::string::npos);
}

TEST_F(DeadRenderTest, S13_4_TheViewHasTheTokenOfTheDocument) {
  server.live("/count", "Counter",
              {.mount = [](Page& page, const Params&, const Session&) { page.text = std::string(page.csrf_token()); }});
  const std::string html = render(get("/count")).body;
  const std::string token = between(html, "<meta name=\"csrf-token\" content=\"");
  EXPECT_EQ(token.size(), 56u);
  EXPECT_NE(html.find("<main>0 " + token + "</main>"), std::string::npos);
}

TEST_F(DeadRenderTest, S1_2_ItsTokensJoin) {
  server.live("/count", "Counter", {.handle_params = [](Page& page, const Params& params, std::string_view) {
                page.n = static_cast<int>(params["n"].integer_or(0));
              }});
  const std::string html = render(get("/count", "n=7")).body;
  EXPECT_NE(html.find("<main>7 </main>"), std::string::npos);
  Browser browser(server);
  const JoinPayload payload{.url = "http://h/count?n=7",
                            .redirect = {},
                            .session = between(html, "data-phx-session=\""),
                            .fixed = between(html, "data-phx-static=\"")};
  const Joined view = browser.join("lv:" + between(html, "<div id=\""), payload.value());
  ASSERT_TRUE(view.ok()) << view.reply.json();
  EXPECT_EQ(view.response()["rendered"]["0"].text(), "7");
}

TEST_F(DeadRenderTest, S4_4_TheSessionOfALiveSessionIsMadeOnceAndSigned) {
  server.live("/", "V",
              {.mount = [&](Page&, const Params&, const Session& session) { journal.add(session.json(true)); }}, {},
              "made");
  int made = 0;
  const_cast<LiveSession&>(*server.route("/").session).options.session = [&made](const Request& request) {
    return Session{{"host", request.host}, {"theme", "dark"}, {"made", ++made}};
  };
  Request request = get("/");
  request.session = {{"user", 7}, {"theme", "light"}};
  const std::string html = render(request).body;
  Browser browser(server);
  JoinPayload payload;
  payload.url = "http://h/";
  payload.session = between(html, "data-phx-session=\"");
  ASSERT_TRUE(browser.join("lv:" + between(html, "<div id=\""), payload.value()).ok());
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{R"({"host":"h","made":1,"theme":"dark","user":7})",
                                                         R"({"host":"h","made":1,"theme":"dark"})"}));
}

TEST_F(DeadRenderTest, S1_2_EveryPageHasAnotherId) {
  server.live("/", "V", {});
  EXPECT_NE(between(render(get("/")).body, "<div id=\""), between(render(get("/")).body, "<div id=\""));
}

TEST_F(DeadRenderTest, S1_2_TheViewIsNotConnected) {
  server.live("/items/:id", "Item",
              {.mount =
                   [&](Page& page, const Params& params, const Session& session) {
                     journal.add(params.json(true) + " " + session.json(true) + " " + page.connect_params().json());
                     EXPECT_FALSE(page.connected());
                     EXPECT_FALSE(page.self());
                     page.push_event("dropped");
                     page.subscribe("news");
                     page.broadcast("news", 1);
                     page.send(page.self(), 1);
                     EXPECT_FALSE(page.send_after(1, std::chrono::milliseconds(0)));
                     EXPECT_FALSE(page.send_interval(1, std::chrono::milliseconds(1)));
                     page.cast(page.self(), 1);
                     page.call(page.self(), 1, [](const Message&) { ADD_FAILURE(); });
                   },
               .handle_params =
                   [&](Page& page, const Params&, std::string_view uri) {
                     journal.add(std::string(uri) + " " + std::string(page.live_action()));
                   },
               .handle_info = [&](Page&, const Message&) { ADD_FAILURE(); },
               .terminate = [&](Page&, std::string_view) { ADD_FAILURE() << "terminate is for connected views"; },
               .destroy = [&](Page&) { journal.add("destroyed"); }},
              "show");
  Request request = get("/items/7", "q=1&id=2");
  request.session = {{"user", 7}};
  render(request);
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{R"({"id":"7","q":"1"} {"user":7} null)",
                                                         "http://h/items/7?q=1&id=2 show", "destroyed"}));
  EXPECT_EQ(server.pubsub.topics(), 0u);
}

TEST_F(DeadRenderTest, S5_8_NavigationsAreRedirects) {
  const auto at_mount = [this](const std::string& path, std::function<void(Page&)> go) {
    server.live(path, "V",
                {.mount = [go](Page& page, const Params&, const Session&) { go(page); },
                 .handle_params = [](Page&, const Params&, std::string_view) { ADD_FAILURE() << "skipped"; },
                 .render = [](Page&) { ADD_FAILURE() << "skipped"; }});
  };
  at_mount("/navigate", [](Page& page) { page.push_navigate("/to"); });
  at_mount("/redirect", [](Page& page) { page.redirect("/to"); });
  server.live("/patch", "V",
              {.handle_params = [](Page& page, const Params&, std::string_view) { page.push_patch("/to"); }});
  for (const char* path : {"/navigate", "/redirect", "/patch"}) {
    const Response response = render(get(path));
    EXPECT_EQ(response.status, 302) << path;
    EXPECT_EQ(response.headers.get("location"), "/to") << path;
  }
}

TEST_F(DeadRenderTest, S16_2_ErrorsAreLetThrough) {
  server.live("/404", "V",
              {.mount = [](Page&, const Params&, const Session&) { throw HttpError(404, "no such item"); }});
  server.live("/500", "V", {.render = [](Page&) { throw std::runtime_error("boom"); }});
  server.live("/patch", "V", {.mount = [](Page& page, const Params&, const Session&) { page.push_patch("/patch"); }});
  EXPECT_THROW(render(get("/404")), HttpError);
  EXPECT_THROW(render(get("/500")), std::runtime_error);
  EXPECT_THROW(render(get("/patch")), std::logic_error) << "push_patch in mount";
}

TEST_F(DeadRenderTest, S16_2_AReloadAfterAFailedJoinShowsItsStatus) {
  server.live("/", "V", {.mount = [](Page&, const Params&, const Session&) { ADD_FAILURE() << "not mounted"; }});
  const auto status_with = [this](const std::string& cookie) {
    Request request = get("/");
    request.cookies = {{"__phoenix_reload_status__", cookie}};
    try {
      render(request);
    } catch (const HttpError& error) {
      return error.status();
    }
    return 0;
  };
  EXPECT_EQ(status_with(server.app.tokens.sign_reload({404})), 404);
  EXPECT_EQ(status_with("forged"), 500);
  EXPECT_EQ(status_with(""), 500);
}

}  // namespace
}  // namespace plume::testing
