// Where pages go (server-api 15.6), what views push (15.7), and waiting (15.4).
#include <atomic>
#include <future>
#include <thread>

#include "support/app_site.h"

namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;
using plume::testing::Redirect;
using plume::testing::Redirected;

class WalkLive : public plume::LiveView {
 public:
  plume::Assign<std::string> shown{""};
  plume::Assign<std::string> referer{""};
  void mount(const plume::Params&, const plume::Session&) override {
    page_title = "Start <1>";
    if (connected()) referer = std::string(connect_params()["_live_referer"].text());
  }
  void handle_params(const plume::Params& params, std::string_view) override {
    shown = std::string(live_action()) + " " + std::string(params["q"].text());
    if (params.contains("q")) page_title = "Q " + std::string(params["q"].text());
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    const auto to = params["to"].text();
    if (event == "put") put_flash("info", "carried");
    if (event == "patch") push_patch(to);
    if (event == "redirect") redirect(to);
    if (event == "navigate") push_navigate(to);
    if (event == "push") push_event("played", {{"n", 1}, {"song", {{"id", 7}, {"name", "x"}}}});
    if (event == "reply") reply({{"sum", 3}});
    if (event == "both") {
      put_flash("info", "carried");
      push_event("bye");
      push_navigate(to);
    }
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* to = message.get_if<std::string>()) push_patch(*to);
    if (message.is<int>()) push_event("told");
  }
  PLUME_HEEX(R"heex(<p id="shown">{@shown}</p><p id="flash">{@flash["info"]}</p><p id="referer">{@referer}</p>)heex")
};

struct ElsewhereLive : WalkLive {
  PLUME_HEEX(R"heex(<main id="elsewhere">{@shown} {@flash["info"]} {@referer}</main>)heex")
};

class NavigationTest : public ::testing::Test, public Site {
 protected:
  NavigationTest() {
    endpoint.router().live<WalkLive>("/walk", {.action = "index"});
    endpoint.router().live<WalkLive>("/walk/new", {.action = "new"});
    endpoint.router().live<ElsewhereLive>("/elsewhere", {.action = "else"});
    endpoint.router().live_session("other", {}, [](auto& routes) { routes.template live<ElsewhereLive>("/far"); });
    endpoint.router().get("/plain", [](const plume::Request& request) {
      return plume::Response::text("plain " + std::string(request.flash["info"].value_or("nothing")));
    });
  }
  plume::testing::View view_of(std::string_view path = "/walk") { return app.live(path); }
};

TEST_F(NavigationTest, Patches_are_asserted_once__15_6) {
  auto view = view_of();
  view.refute_patched();
  view.render_click("patch", {{"to", "/walk?q=1"}});
  view.render_click("patch", {{"to", "/walk/new?q=2"}});
  view.refute_patched("/walk?q=3");
  EXPECT_THAT(problem([&] { view.refute_patched("/walk?q=1"); }), HasSubstr("but it did"));
  EXPECT_THAT(problem([&] { view.refute_patched(); }), HasSubstr("/walk?q=1"));
  view.assert_patched("/walk/new?q=2");
  EXPECT_EQ(view.assert_patch(), "/walk?q=1");
  EXPECT_THAT(problem([&] { view.assert_patch(0ms); }), HasSubstr("to patch somewhere, but got nothing"));
  EXPECT_EQ(view.element("#shown").text(), "new 2");
}

TEST_F(NavigationTest, Patches_are_waited_for__15_6) {
  auto view = view_of();
  std::thread later([&] { endpoint.send(view.pid(), std::string("/walk?q=late")); });
  view.assert_patch("/walk?q=late", 10s);
  later.join();
}

TEST_F(NavigationTest, A_patch_of_the_test_is_one_of_a_link__15_4) {
  auto view = view_of();
  EXPECT_TRUE(view.render_patch("/walk/new?q=9").contains("new 9"));
  view.assert_patched("/walk/new?q=9");
  const auto left = view.render_patch("/elsewhere");
  ASSERT_TRUE(left.redirect());
  EXPECT_EQ(left.redirect()->kind, Redirect::Kind::live_redirect);
}

TEST_F(NavigationTest, Redirects_are_asserted_with_their_flash__15_6) {
  auto view = view_of();
  view.refute_redirected();
  EXPECT_TRUE(view.render_click("both", {{"to", "/elsewhere"}}).redirect());
  EXPECT_THAT(problem([&] { view.refute_redirected("/elsewhere"); }), HasSubstr("but it did"));
  const auto [to, flash] = view.assert_redirect();
  EXPECT_EQ(to, "/elsewhere");
  EXPECT_EQ(flash["info"], "carried");
}

TEST_F(NavigationTest, Redirects_to_a_path__15_6) {
  auto view = view_of();
  EXPECT_THAT(problem([&] { view.assert_redirected("/plain"); }),
              HasSubstr("to redirect to \"/plain\", but got nothing"));
  view.render_click("redirect", {{"to", "/plain"}});
  EXPECT_TRUE(view.assert_redirect("/plain").empty());
  EXPECT_THROW(view.element("p").text(), Redirected);
}

TEST_F(NavigationTest, A_result_is_followed_to_the_next_page__15_6) {
  auto view = view_of();
  const auto result = view.render_click("both", {{"to", "/elsewhere?q=5"}});
  EXPECT_THAT(problem([&] { app.follow_redirect(result, "/plain"); }),
              HasSubstr("expected to be redirected to \"/plain\", but got \"/elsewhere?q=5\""));
  auto next = app.follow_redirect(result, "/elsewhere?q=5");
  EXPECT_EQ(next.element("#elsewhere").text(), "else 5 carried");
  EXPECT_THAT(problem<std::runtime_error>([&] { app.follow_redirect(next.render()); }), HasSubstr("is no redirect"));
}

TEST_F(NavigationTest, An_ordinary_page_is_loaded__15_6) {
  auto view = view_of();
  view.render_click("put");
  EXPECT_EQ(app.load_redirect(view.render_click("redirect", {{"to", "/plain"}})).response.body, "plain nothing");
  auto another = view_of();
  Redirect with_flash{.to = "/plain"};
  with_flash.flash.put("info", "hi");
  EXPECT_EQ(app.load_redirect(with_flash).response.body, "plain hi");
}

TEST_F(NavigationTest, Live_navigation_keeps_the_page__15_6) {
  auto view = view_of("/walk?q=1");
  auto next = view.live_redirect("/elsewhere?q=2");
  EXPECT_THAT(next.element("#elsewhere").text(), HasSubstr("else 2 http://localhost/walk?q=1"));
  EXPECT_EQ(next.id(), view.id());
  EXPECT_THROW(view.element("#shown").text(), std::invalid_argument);
  EXPECT_THAT(problem([&] { next.live_redirect("/plain"); }), HasSubstr("leads to no live page"));
  try {
    next.live_redirect("/far");
    ADD_FAILURE() << "another live_session was joined";
  } catch (const Redirected& redirected) {
    EXPECT_EQ(redirected.redirect().kind, Redirect::Kind::redirect);
    EXPECT_EQ(redirected.redirect().to, "/far");
  }
}

TEST_F(NavigationTest, The_title_follows_the_view__15_4) {
  auto view = view_of();
  EXPECT_EQ(view.page_title(), "Start &lt;1&gt;");
  view.render_patch("/walk?q=7");
  EXPECT_EQ(view.page_title(), "Q 7");
}

TEST_F(NavigationTest, Pushed_events_are_asserted_by_a_part_of_them__15_7) {
  auto view = view_of();
  view.refute_push_event("played", {}, 0ms);
  view.render_click("push");
  EXPECT_THAT(problem<std::runtime_error>([&] { view.assert_push_event("played", {{"n", 2}}, 0ms); }),
              HasSubstr("played {\"n\":1"));
  EXPECT_EQ(view.assert_push_event("played", {{"song", {{"id", 7}}}})["n"], plume::Value(1));
  view.render_click("push");
  EXPECT_THAT(problem<std::runtime_error>([&] { view.refute_push_event("played"); }), HasSubstr("not to push"));
  view.assert_push_event("played", [](const plume::Value& payload) { return payload["n"].integer_or(0) > 0; });
  view.refute_push_event("played", {}, 0ms);
}

TEST_F(NavigationTest, Events_that_come_by_themselves_are_waited_for__15_7) {
  auto view = view_of();
  std::thread later([&] { endpoint.send(view.pid(), 1); });
  view.assert_push_event("told", {}, 10s);
  later.join();
}

TEST_F(NavigationTest, Events_before_a_redirect_arrive__15_1_15_7) {
  auto view = view_of();
  view.render_click("both", {{"to", "/elsewhere"}});
  view.assert_push_event("bye");
}

TEST_F(NavigationTest, Replies_are_asserted__15_7) {
  auto view = view_of();
  EXPECT_THAT(problem<std::runtime_error>([&] { view.assert_reply({{"sum", 3}}, 0ms); }), HasSubstr("but got nothing"));
  view.render_hook("reply");
  EXPECT_EQ(view.assert_reply({{"sum", 3}}), plume::Value({{"sum", 3}}));
}

// 15.4: asynchronous work
std::shared_future<int> answer;

class Slow : public plume::LiveComponent {
 public:
  plume::Assign<plume::AsyncResult<int>> part;
  plume::Assign<bool> asked{false};
  void update() override {
    if (*asked) return;
    asked = true;
    assign_async(part, [] { return 5; });
  }
  PLUME_HEEX(R"heex(<div id="part">{@part.ok ? std::to_string(*@part.result) : std::string("loading")}</div>)heex")
};

class WaitingLive : public plume::LiveView {
 public:
  plume::Assign<plume::AsyncResult<int>> number;
  void mount(const plume::Params&, const plume::Session&) override {
    assign_async(number, [] { return answer.get(); });
  }
  PLUME_HEEX(R"heex(
    <p id="number">{@number.ok ? std::to_string(*@number.result) : std::string("loading")}</p>
    <.live_component module={Slow} id="slow" />
  )heex")
};

TEST(AsyncTest, Tasks_are_waited_for__15_4) {
  std::promise<int> promise;
  answer = promise.get_future().share();
  Site site;
  auto view = site.open<WaitingLive>();
  EXPECT_TRUE(view.has_element("#number", "loading"));
  EXPECT_EQ(view.element("#part").render_async(10s).html(), "<div data-phx-component=\"1\" id=\"part\">5</div>");
  EXPECT_THAT(problem<std::runtime_error>([&] { view.render_async(1ms); }),
              HasSubstr("expected async processes to finish within 1 ms"));
  promise.set_value(42);
  EXPECT_TRUE(view.render_async(10s).contains("<p id=\"number\">42</p>"));
}

std::atomic<bool> delivered;

class LastingLive : public plume::LiveView {
 public:
  void mount(const plume::Params&, const plume::Session&) override {
    start_async("last", [] { return answer.get(); });
  }
  void handle_async(std::string_view, const plume::AsyncOutcome&) override { delivered = true; }
  PLUME_HEEX(R"heex(<p>lasting</p>)heex")
};

TEST(AsyncTest, Tasks_that_go_on_are_over_when_the_page_is_closed__15_9) {
  std::promise<int> promise;
  answer = promise.get_future().share();
  delivered = false;
  Site site;
  std::thread later;
  {
    auto view = site.open<LastingLive>();
    later = std::thread([&] { promise.set_value(1); });
  }
  later.join();
  EXPECT_TRUE(delivered);
}

// An endpoint below a path of its host.
TEST(ScriptNameTest, Paths_are_those_of_the_browser__13_10) {
  plume::Endpoint endpoint({.secret_key_base = std::string(64, 'k'),
                            .live_view = {.signing_salt = "of the tests"},
                            .path = "/shop",
                            .threads = 1});
  static constexpr plume::Path<"/walk"> walk_path;
  endpoint.router().live<WalkLive>(walk_path);
  endpoint.router().get("/start",
                        [](const plume::Request&) { return plume::Response::redirect(walk_path({{"q", "x"}})); });
  plume::testing::App app(endpoint);
  EXPECT_EQ(app.get("/walk").response.status, 404);
  auto view = app.live(endpoint.path(walk_path()));
  view.element("#shown");
  view.render_click("patch", {{"to", "/shop/walk?q=1"}});
  view.assert_patch("/shop/walk?q=1");
  EXPECT_EQ(std::get<Redirect>(app.try_live("/shop/start")).to, "/shop/walk?q=x");
}

}  // namespace
