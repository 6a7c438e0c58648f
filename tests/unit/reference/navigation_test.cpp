// From page to page (server-api 5).
#include "support/app_site.h"
#include "support/channel_harness.h"

namespace {

using plume::Assign;
using plume::Params;
using plume::Session;
using plume::testing::Redirect;
using Kind = Redirect::Kind;

/// Goes where events say, by the function of their names; `replace` and `status` as in that.
class GoingLive : public plume::LiveView {
 public:
  Assign<std::string> uri{""};
  Assign<int> n{0};
  void mount(const Params& params, const Session&) override { go(params); }
  void handle_params(const Params& params, std::string_view at) override {
    uri = at;
    const auto again = params["again"].integer_or(0);
    if (again > 0) push_patch("/going?again=" + std::to_string(again - 1));
  }
  void handle_event(std::string_view event, const Params& params) override {
    ++n;
    if (params["pushes"].truthy_text()) push_event("goodbye", {{"n", *n}});
    Params with = params;
    with.set("how", event);
    go(with);
  }
  PLUME_HEEX(R"heex(<p id="uri">{@uri}</p><p id="n">{@n}</p><p id="action">{@live_action()}</p>)heex")

 private:
  void go(const Params& params) {
    const auto how = params["how"].text(), to = params["to"].text();
    if (how == "patch") push_patch(to, params.contains("replace"));
    if (how == "navigate") push_navigate(to, params.contains("replace"));
    if (how == "redirect") redirect(to, static_cast<int>(params["status"].integer_or(302)));
    if (how == "external") redirect(plume::External{std::string(to)});
    if (how == "twice") {
      push_navigate(to);
      redirect(to);
    }
  }
};

class OtherLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>other</p>)heex")
};

struct Places : Site {
  Places() {
    endpoint.router().live<GoingLive>("/going");
    endpoint.router().live<GoingLive>("/going/new", {.action = "new"});
    endpoint.router().live<OtherLive>("/other");
  }
  plume::testing::Result go(std::string_view how, std::string_view to) {
    return app.live("/going").render_click(how, {{"to", to}});
  }
};

// server-api 5.2
constexpr const char* refused[] = {
    "",      "going",    "//evil.example", "https://evil.example", "/\\evil.example", "/a\n",
    "/a\rb", "/\t/evil", "/%09/evil",      "javascript:alert(1)"};

void expect_local_paths_only(const char* how) {
  Places site;
  for (const char* to : refused)
    EXPECT_THAT(problem([&] { site.go(how, to); }), ::testing::HasSubstr("the path \"")) << how << " " << to;
}

TEST(TableA, push_patch) {
  Places site;
  auto view = site.app.live("/going");
  view.render_click("count");
  EXPECT_FALSE(view.render_click("patch", {{"to", "/going?a=1"}}).redirect());
  EXPECT_EQ(view.element("#uri").text(), "http://localhost/going?a=1");
  EXPECT_EQ(view.element("#n").text(), "2") << "the view lives on";
  view.render_click("patch", {{"to", "/going?again=3"}});
  EXPECT_EQ(view.assert_patch(), "/going?a=1");
  EXPECT_EQ(view.assert_patch(), "/going?again=0") << "handle_params may patch again";
  EXPECT_THROW(site.go("patch", "/going?again=20"), std::logic_error) << "but not without end";
  EXPECT_THROW(site.app.live("/going?how=patch&to=/going"), std::logic_error) << "in mount";
}

TEST(TableA, push_patch__to) {
  Places site;
  expect_local_paths_only("patch");
  EXPECT_THROW(site.go("patch", "/other"), std::exception) << "another view";
  EXPECT_THROW(site.go("patch", "/nowhere"), std::exception);
  auto view = site.app.live("/going");
  view.render_click("patch", {{"to", "/going/new?x=1#part"}});
  view.assert_patched("/going/new?x=1#part");
  EXPECT_EQ(view.element("#action").text(), "new") << "another route of the view";
  EXPECT_EQ(view.element("#uri").text(), "http://localhost/going/new?x=1#part");
}

// What the browser is told of the patch: its history is no matter of the client for tests.
TEST(TableA, push_patch__replace) {
  plume::testing::Server server;
  server.live("/going", plume::view::view_type<GoingLive>([] { return std::make_unique<GoingLive>(); }));
  plume::testing::Browser browser(server);
  const auto view = browser.open("/going");
  for (const bool replace : {false, true}) {
    Params params{{"to", "/going?x=1"}};
    if (replace) params.set("replace", true);
    const auto ref = browser.push_event(view, "patch", params);
    EXPECT_EQ(browser.next().at(4), (Params{{"to", "/going?x=1"}, {"kind", replace ? "replace" : "push"}}));
    browser.answer_to(ref);
  }
}

TEST(TableA, push_navigate) {
  Places site;
  auto view = site.app.live("/going");
  const auto gone = view.render_click("navigate", {{"to", "/other"}});
  ASSERT_TRUE(gone.redirect());
  EXPECT_EQ(gone.redirect()->kind, Kind::live_redirect);
  EXPECT_THROW(view.element("#n").text(), plume::testing::Redirected) << "the view has ended";
  EXPECT_TRUE(site.app.follow_redirect(gone, "/other").has_element("p", "other"));
  EXPECT_THROW(site.go("twice", "/other"), std::logic_error) << "one way at a time";
  const auto mounted = std::get<Redirect>(site.app.try_live("/going?how=navigate&to=/other"));
  EXPECT_EQ(mounted.to, "/other") << "out of mount";
}

TEST(TableA, push_navigate__to) {
  Places site;
  expect_local_paths_only("navigate");
  EXPECT_EQ(site.go("navigate", "/other?a=1#part").redirect()->to, "/other?a=1#part");
}

TEST(TableA, push_navigate__replace) {
  Places site;
  EXPECT_FALSE(site.go("navigate", "/other").redirect()->replace);
  EXPECT_TRUE(
      site.app.live("/going").render_click("navigate", {{"to", "/other"}, {"replace", true}}).redirect()->replace);
}

TEST(TableA, redirect) {
  Places site;
  const auto gone = site.go("redirect", "/other");
  ASSERT_TRUE(gone.redirect());
  EXPECT_EQ(gone.redirect()->kind, Kind::redirect);
  EXPECT_THAT(site.app.load_redirect(gone, "/other").response.body, ::testing::HasSubstr("<p>other</p>"));
  const auto response = site.app.get("/going?how=redirect&to=/other?a=1%26b=2").response;
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.get("location"), "/other?a=1&b=2");
  EXPECT_EQ(response.body, R"(<html><body>You are being <a href="/other?a=1&amp;b=2">redirected</a>.</body></html>)");
}

TEST(TableA, redirect__to) {
  Places site;
  expect_local_paths_only("redirect");
  EXPECT_EQ(site.go("redirect", "/other#part").redirect()->to, "/other#part");
}

TEST(TableA, redirect__status) {
  Places site;
  EXPECT_EQ(site.app.get("/going?how=redirect&to=/other&status=301").response.status, 301);
  EXPECT_THROW(site.app.get("/going?how=redirect&to=/other&status=200"), std::invalid_argument);
}

TEST(TableA, redirect__external) {
  Places site;
  for (const char* to : {"https://example.org/a?b#c", "mailto:ada@example.org", "tel:1", "//example.org/a"})
    EXPECT_EQ(site.go("external", to).redirect()->to, to);
  for (const char* to : {"javascript:alert(1)", "data:text/html,x", "JavaScript:alert(1)"})
    EXPECT_THROW(site.go("external", to), std::invalid_argument) << to;
  EXPECT_EQ(site.app.get("/going?how=external&to=https://example.org").response.headers.get("location"),
            "https://example.org");
}

TEST(TableA, push_event__with_push_navigate) {
  Places site;
  auto view = site.app.live("/going");
  EXPECT_TRUE(view.render_click("navigate", {{"to", "/other"}, {"pushes", "true"}}).redirect());
  EXPECT_EQ(view.assert_push_event("goodbye"), (plume::Value{{"n", 1}})) << "sent before";
}

}  // namespace
