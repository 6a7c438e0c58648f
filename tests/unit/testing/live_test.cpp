// How pages are opened (server-api 15.1).
#include <thread>

#include "support/app_site.h"

namespace {

using ::testing::HasSubstr;

class EchoLive : public plume::LiveView {
 public:
  plume::Assign<std::string> shown{""};
  void mount(const plume::Params& params, const plume::Session& session) override {
    shown = std::string(connected() ? "live" : "dead") + " q=" + std::string(params["q"].text()) +
            " user=" + std::string(session["user"].text()) +
            " connect=" + std::string(connected() ? connect_params()["locale"].text() : "") +
            " mounts=" + (connected() ? connect_params()["_mounts"].json() : "");
  }
  PLUME_HEEX(R"heex(<p id="shown">{@shown}</p>)heex")
};

class GoingLive : public plume::LiveView {
 public:
  void mount(const plume::Params& params, const plume::Session&) override {
    const auto how = params["how"].text();
    if (how == "dead" || (how == "connected" && connected())) redirect("/to");
    if (how == "dead navigate") {
      put_flash("info", "hello");
      push_navigate("/echo?q=9");
    }
    if (how == "navigate" && connected()) {
      put_flash("info", "hello");
      push_event("bye", {{"n", 1}});
      push_navigate("/to");
    }
    if (how == "throws" && connected()) throw std::domain_error("the mount is broken");
    if (how == "dead throws") throw std::domain_error("the dead mount is broken");
    if (how == "status" && connected()) throw plume::HttpError(404, "no such thing");
  }
  PLUME_HEEX(R"heex(<p>here</p>)heex")
};

class AloneLive : public plume::LiveView {
 public:
  inline static std::string requested;  ///< the URL of the last request
  plume::Assign<std::string> shown{""};
  plume::Assign<int> n{0};
  void mount(const plume::Params& params, const plume::Session& session) override {
    shown = std::string(session["user"].text()) + (params.is_null() ? " without a route" : " with one");
    page_title = "Alone";
    if (!connected()) requested = connect_info().uri;
  }
  void handle_event(std::string_view, const plume::Params&) override { ++n; }
  PLUME_HEEX(R"heex(<p id="shown">{@shown} {@n}</p><button phx-click="add">+</button>)heex")
};

/// Patches its URL at once.
class PatchingLive : public plume::LiveView {
 public:
  void handle_params(const plume::Params& params, std::string_view) override {
    if (!params.contains("there")) push_patch("/patching?there");
  }
  PLUME_HEEX(R"heex(<p>there</p>)heex")
};

struct plain_page {
  PLUME_HEEX(R"heex(<h1>Plain</h1>{plume::live_render<AloneLive>()})heex")
};

class LiveTest : public ::testing::Test, public Site {
 protected:
  void SetUp() override {
    endpoint.router().live<PatchingLive>("/patching");
    endpoint.router().get("/handled", [](plume::Request& request) { return plume::live_render<AloneLive>(request); });
    endpoint.router().get("/plain/page", [](plume::Request& request) { return plume::render(request, plain_page{}); });
    endpoint.router().live<EchoLive>("/echo");
    endpoint.router().live<GoingLive>("/going");
    endpoint.router().get("/plain", [](const plume::Request&) { return plume::Response::html("<p>plain</p>"); });
  }
};

TEST_F(LiveTest, A_page_is_requested_and_connected__15_1) {
  auto view = app.live("/echo?q=7");
  EXPECT_EQ(view.element("#shown").text(), "live q=7 user= connect= mounts=0");
  EXPECT_THAT(view.document(), HasSubstr("<html"));
  EXPECT_THAT(view.document(), HasSubstr("<p id=\"shown\">live q=7"));
}

TEST_F(LiveTest, A_page_that_was_requested_is_connected__15_1) {
  const auto loaded = app.get("/echo?q=8");
  EXPECT_THAT(loaded.response.body, HasSubstr("dead q=8"));
  EXPECT_TRUE(app.live(loaded).has_element("#shown", "live q=8"));
}

TEST_F(LiveTest, Session_and_connect_params_reach_the_view__15_1) {
  app.put_session("user", "Ada").put_connect_params({{"locale", "de"}});
  EXPECT_EQ(app.live("/echo").element("#shown").text(), "live q= user=Ada connect=de mounts=0");
}

TEST_F(LiveTest, A_redirect_of_the_request_is_thrown_or_a_value__15_1) {
  EXPECT_THROW(app.live("/going?how=dead"), plume::testing::Redirected);
  const auto tried = app.try_live("/going?how=dead");
  ASSERT_TRUE(std::holds_alternative<plume::testing::Redirect>(tried));
  EXPECT_EQ(std::get<plume::testing::Redirect>(tried).to, "/to");
  EXPECT_EQ(std::get<plume::testing::Redirect>(tried).kind, plume::testing::Redirect::Kind::redirect);
}

TEST_F(LiveTest, Live_navigation_of_the_request_is_told_from_it__15_1) {
  const auto navigated = std::get<plume::testing::Redirect>(app.try_live("/going?how=dead navigate"));
  EXPECT_EQ(navigated.kind, plume::testing::Redirect::Kind::live_redirect);
  EXPECT_EQ(navigated.flash["info"], "hello");
  EXPECT_TRUE(app.follow_redirect(navigated, "/echo?q=9").has_element("#shown", "live q=9"));
  const auto patched = std::get<plume::testing::Redirect>(app.try_live("/patching"));
  EXPECT_EQ(patched.kind, plume::testing::Redirect::Kind::live_redirect) << "as that of handle_params is";
  EXPECT_EQ(patched.to, "/patching?there");
}

TEST_F(LiveTest, A_page_that_a_handler_answers_with_is_connected__15_1) {
  auto view = app.live("/handled");
  EXPECT_TRUE(view.has_element("#shown", "without a route 0"));
  EXPECT_TRUE(view.element("button").render_click().contains("without a route 1"));
  auto within = app.live("/plain/page");
  EXPECT_TRUE(within.has_element("#shown", "without a route 0"));
  EXPECT_THAT(within.document(), HasSubstr("<h1>Plain</h1>"));
}

TEST_F(LiveTest, A_redirect_of_the_connected_mount_too__15_1) {
  const auto redirect = std::get<plume::testing::Redirect>(app.try_live("/going?how=connected"));
  EXPECT_EQ(redirect.kind, plume::testing::Redirect::Kind::redirect);
  EXPECT_EQ(redirect.to, "/to");
  const auto navigated = std::get<plume::testing::Redirect>(app.try_live("/going?how=navigate"));
  EXPECT_EQ(navigated.kind, plume::testing::Redirect::Kind::live_redirect);
  EXPECT_EQ(navigated.flash["info"], "hello");
}

TEST_F(LiveTest, A_page_without_a_live_view_is_told__15_1) {
  EXPECT_THAT(problem<std::runtime_error>([&] { app.live("/plain"); }), HasSubstr("nosession"));
  EXPECT_THAT(problem([&] { app.live("/nowhere"); }), HasSubstr("has 404"));
}

TEST_F(LiveTest, What_mount_throws_reaches_the_test__15_1) {
  EXPECT_EQ(problem<std::domain_error>([&] { app.live("/going?how=throws"); }), "the mount is broken");
  EXPECT_EQ(problem<std::domain_error>([&] { app.live("/going?how=dead throws"); }), "the dead mount is broken");
  EXPECT_EQ(problem<plume::HttpError>([&] { app.live("/going?how=status"); }), "no such thing");
}

TEST_F(LiveTest, A_view_may_stand_alone__15_1) {
  auto view = app.live_isolated<AloneLive>({.session = {{"user", "Bob"}}});
  EXPECT_EQ(view.element("#shown").text(), "Bob without a route 0");
  EXPECT_TRUE(view.element("button").render_click().contains("Bob without a route 1"));
  EXPECT_EQ(view.page_title(), "Alone");
  EXPECT_EQ(AloneLive::requested, "http://localhost/");
}

TEST_F(LiveTest, A_handle_tells_of_its_view__15_1) {
  auto view = app.live("/echo");
  EXPECT_THAT(view.id(), HasSubstr("phx-"));
  EXPECT_TRUE(view.pid());
  EXPECT_THAT(view.module(), HasSubstr("EchoLive"));
}

// 16.3: an exception ends the view, and every later call says so.
class CrashingLive : public plume::LiveView {
 public:
  void handle_event(std::string_view, const plume::Params&) override { throw std::out_of_range("beyond the end"); }
  void handle_info(const plume::Message&) override { throw std::out_of_range("of a message"); }
  PLUME_HEEX(R"heex(<button phx-click="go">go</button>)heex")
};

TEST(CrashTest, What_a_handler_throws_reaches_the_test__15_3_15_9) {
  Site site;
  auto view = site.open<CrashingLive>();
  EXPECT_EQ(problem<std::out_of_range>([&] { view.element("button").render_click(); }), "beyond the end");
  EXPECT_EQ(problem<std::out_of_range>([&] { view.render(); }), "beyond the end");
}

TEST(CrashTest, So_does_what_a_message_makes_it_throw__15_9) {
  Site site;
  auto view = site.open<CrashingLive>();
  site.endpoint.send(view.pid(), 1);
  EXPECT_EQ(problem<std::out_of_range>([&] { view.render(); }), "of a message");
}

TEST(ThreadTest, Another_thread_is_refused__15_9) {
  Site site;
  auto view = site.open<EchoLive>();
  std::string told;
  std::thread([&] { told = problem([&] { view.render(); }); }).join();
  EXPECT_THAT(told, HasSubstr("for the thread of the test"));
}

}  // namespace
