// Views within a page (server-api 4.7).
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>

#include "channel/dead_render.h"
#include "plume/live_render.h"
#include "support/between.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

/// Shows a number: `<b>{@n}</b>`.
class Child : public LiveView {
 public:
  Assign<std::string> text;
  void mount(const Params& params, const Session& session) override {
    EXPECT_TRUE(params.is_null());
    assign_new("user", text, [] { return std::string("made by the child"); });
    if (session["go"].is_string()) push_navigate(session["go"].text());
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "patch") {
      put_flash("info", "from the child");
      push_patch("/page?p=1");
    }
    if (event == "navigate") push_navigate("/page");
    if (event == "crash") throw std::runtime_error("as asked");
    if (event == "tell") send(parent(), std::string("hello"));
    text = std::string(event);
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<b>", "</b>"};
    static constexpr Template site{statics, R"(["<b>","</b>"])", 1, true};
    const Frame frame(r);
    Node node(r, site);
    if (const auto change = frame.changed(text); node.dynamic(0, change)) node.text(0, *text);
    node.end();
  }
};

class HandlesParams : public Child {
 public:
  void handle_params(const Params&, std::string_view) override {}
};

/// `<i>{nested}</i>`, and what it hears.
template <class Nested>
class Around : public LiveView {
 public:
  LiveRenderOptions options;
  Assign<std::string> heard;
  void mount(const Params&, const Session& session) override {
    Assign<std::string> user;
    if (session["share"].is_string()) assign_new("user", user, [] { return std::string("made by the parent"); });
    if (session["sticky"].is_bool()) options.sticky = true;
    if (session["go"].is_string()) options.session = {{"go", session["go"]}};
  }
  void handle_params(const Params& params, std::string_view) override {
    const auto info = flash.get()["info"];
    heard = "p=" + std::string(params["p"].text()) + " " + std::string(info.value_or(""));
  }
  void handle_info(const Message& message) override { heard = *message.get_if<std::string>(); }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "go") push_navigate("/page");
    heard = std::string(event);
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<i>", "", "</i>"};
    static constexpr Template site{statics, R"(["<i>","","</i>"])", 2, true};
    const Frame frame(r);
    Node node(r, site);
    if (const auto change = frame.changed(heard); node.dynamic(0, change)) node.text(0, *heard);
    if (node.dynamic(1, Change::unknown)) node.text(1, live_render<Nested>("child", options));
    node.end();
  }
};

class NestedTest : public ::testing::Test {
 protected:
  template <class V>
  void serve(const std::string& path) {
    server.live(path, view::view_type<V>([] { return std::make_unique<V>(); }));
  }
  std::string dead(const std::string& path) {
    Request request;
    request.method = "GET";
    request.path = path;
    request.scheme = "http";
    request.host = "h";
    request.session = session;
    request.cookies = Params::object();
    request.path_params = Params::object();
    const Response response = channel::dead_render(server.app, server.route(path), request);
    return response.status == 200
               ? response.body
               : std::to_string(response.status) + " " + std::string(response.headers.get("location"));
  }
  Joined open(const std::string& path) {
    channel::ConnectInfo info = Connection::good_info();
    info.session = session;
    browser.emplace(server, info);
    return browser->open(path);
  }
  /// Joins the view whose container stands in a text of a diff.
  Joined join_nested(const std::string& html, const std::string& id = "child") {
    return browser->join(
        "lv:" + id,
        JoinPayload{.url = {}, .redirect = {}, .session = between(html, "data-phx-session=\""), .fixed = {}}.value());
  }

  Session session = Session::object();
  Server server;
  std::optional<Browser> browser;
};

TEST_F(NestedTest, S4_7_2_TheDeadRenderHasItsContent) {
  serve<Around<Child>>("/page");
  const std::string html = dead("/page");
  EXPECT_NE(html.find("<b>made by the child</b></div></i>"), std::string::npos) << html;
  EXPECT_NE(html.find("<div id=\"child\" data-phx-parent-id=\"" + between(html, "<div id=\"") +
                      "\" data-phx-session=\"\" data-phx-static=\""),
            std::string::npos)
      << html;
}

TEST_F(NestedTest, S4_7_4_SharesAssignsWithTheViewAroundIt) {
  session = {{"share", "yes"}};
  serve<Around<Child>>("/page");
  EXPECT_NE(dead("/page").find("<b>made by the parent</b>"), std::string::npos);
  const Joined page = open("/page");
  const Joined child = join_nested(std::string(page.response()["rendered"]["1"].text()));
  EXPECT_EQ(child.response()["rendered"]["0"].text(), "made by the parent");
}

TEST_F(NestedTest, S4_7_2_IsJoinedByTheTokenOfTheConnectedPage) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  EXPECT_TRUE(html.starts_with("<div id=\"child\" data-phx-parent-id=\"")) << html;
  EXPECT_TRUE(html.ends_with("\"></div>")) << html;
  const Joined child = join_nested(html);
  ASSERT_TRUE(child.ok()) << child.reply.json();
  EXPECT_EQ(browser->event(child, "x"), json(R"({"diff":{"0":"x"}})"));
  EXPECT_EQ(browser->event(page, "y"), json(R"({"diff":{"0":"y"}})")) << "the container is not sent again";
}

TEST_F(NestedTest, S4_7_2_TellsTheViewAroundIt) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const Joined child = join_nested(std::string(page.response()["rendered"]["1"].text()));
  browser->push_event(child, "tell");
  Value diff = browser->skip_to("diff");
  if (diff.at(2).text() != page.topic) diff = browser->skip_to("diff");
  EXPECT_EQ(diff.at(4), json(R"({"0":"hello"})"));
}

TEST_F(NestedTest, S5_3_ItsPatchIsThePages) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const Joined child = join_nested(std::string(page.response()["rendered"]["1"].text()));
  browser->push_event(child, "patch");
  const Value patch = browser->skip_to("live_patch");
  EXPECT_EQ(patch.at(2).text(), page.topic);
  EXPECT_EQ(patch.at(4)["to"].text(), "/page?p=1");
  EXPECT_EQ(browser->skip_to("diff").at(4), json(R"({"0":"p=1 from the child"})"));
}

TEST_F(NestedTest, S1_12_ACrashIsItsOwn) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  browser->push_event(join_nested(html), "crash");
  EXPECT_EQ(browser->next().at(3).text(), "phx_error");
  EXPECT_EQ(browser->event(page, "y"), json(R"({"diff":{"0":"y"}})"));
  EXPECT_TRUE(join_nested(html).ok());
}

TEST_F(NestedTest, S4_7_3_IsStaleWithoutTheViewAroundIt) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  browser->push(page, "phx_leave");
  browser->skip_to("phx_reply");
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_EQ(join_nested(html).response()["reason"].text(), "stale");
}

TEST_F(NestedTest, S1_3_WaitsWhereThePageGoesElsewhere) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  browser->push_event(page, "go");
  browser->skip_to("phx_close");
  EXPECT_EQ(join_nested(html).response()["reason"].text(), "parent_redirect");
}

TEST_F(NestedTest, S4_7_2_ItsRedirectIsThePages) {
  session = {{"go", "/elsewhere"}};
  serve<Around<Child>>("/page");
  EXPECT_EQ(dead("/page"), "302 /elsewhere");
}

TEST_F(NestedTest, S2_2_HasNoParamsToHandle) {
  serve<Around<HandlesParams>>("/page");
  EXPECT_THROW(dead("/page"), std::logic_error);
}

/// Asks for what a nested view may not know, or not yet.
class Curious : public Child {
 public:
  static plume::ViewOptions view_options() {
    return {.on_mount = {on_mount<Curious>([](Curious& view, const Params&, const Session&) {
              view.text = "own hook ";
              return HookResult::cont;
            })}};
  }
  void mount(const Params&, const Session&) override {
    EXPECT_THROW(
        attach_hook("a", stage::handle_params, [](const Params&, std::string_view) { return HookResult::cont; }),
        std::logic_error);
    text.edit() += known();
  }
  void handle_event(std::string_view, const Params&) override { text = known(); }

 private:
  std::string known() const {
    try {
      connect_info();
      static_changed();
      return "connected with " + std::string(connect_params()["a"].text());
    } catch (const std::logic_error&) {
      return "knows nothing";
    }
  }
};

TEST_F(NestedTest, S11_4_KnowsOfItsConnectionOnceItIsConnected) {
  serve<Around<Curious>>("/page");
  const_cast<LiveSession&>(*server.route("/page").session).options.on_mount = {
      [](LiveView& view, const Params&, const Session&) {
        EXPECT_NE(view.id(), "child") << "hooks of a live_session are for views of the router (server-api 3.5)";
        return HookResult::cont;
      }};
  EXPECT_NE(dead("/page").find("<b>own hook knows nothing</b>"), std::string::npos);
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  const Joined child = browser->join("lv:child", JoinPayload{.url = {},
                                                             .redirect = {},
                                                             .session = between(html, "data-phx-session=\""),
                                                             .fixed = {},
                                                             .params = {{"a", "b"}}}
                                                     .value());
  EXPECT_EQ(child.response()["rendered"]["0"].text(), "own hook connected with b");
  EXPECT_EQ(browser->event(child, "later"), json(R"({"diff":{"0":"knows nothing"}})"));
}

TEST_F(NestedTest, S4_7_5_AStickyViewLivesOnWhenItNavigates) {
  session = {{"sticky", true}};
  serve<Around<Child>>("/page");
  const std::string html = dead("/page");
  const std::string own = html.substr(html.find("<div id=\"child\""));
  EXPECT_TRUE(own.starts_with("<div id=\"child\" data-phx-sticky data-phx-session=\"")) << own;
  const Joined page = open("/page");
  const Joined child = join_nested(own);
  ASSERT_TRUE(child.ok()) << child.reply.json();
  EXPECT_EQ(browser->event(child, "navigate")["live_redirect"]["to"].text(), "/page");
  browser->push(page, "phx_leave");
  browser->skip_to("phx_reply");
  EXPECT_EQ(browser->event(child, "z"), json(R"({"diff":{"0":"z"}})"));
}

TEST_F(NestedTest, S4_9_ItsTokenJoinsNoOtherView) {
  serve<Around<Child>>("/page");
  const Joined page = open("/page");
  const std::string html(page.response()["rendered"]["1"].text());
  EXPECT_EQ(join_nested(html, "other").response()["reason"].text(), "stale");
}

}  // namespace
}  // namespace plume::testing
