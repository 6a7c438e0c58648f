// What assign_new keeps, and what nested views find by it.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "channel/dead_render.h"
#include "plume/live_render.h"
#include "support/between.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

int loads = 0;  // of the user

std::string load_user() {
  ++loads;
  return "user " + std::to_string(loads);
}

/// Shows what it finds: `<b>{@user}</b><i>{@extra}</i>`.
class Guest : public LiveView {
 public:
  Assign<std::string> user, extra;
  void mount(const Params&, const Session&) override {
    assign_new("user", user, [] { return std::string("own user"); });
    assign_new("extra", extra, [] { return std::string("own extra"); });
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<b>", "</b><i>", "</i>"};
    static constexpr Template site{statics, R"(["<b>","</b><i>","</i>"])", 2, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, *user);
    if (node.dynamic(1, Change::unknown)) node.text(1, *extra);
    node.end();
  }
};

/// `<main>{@user}{children}</main>`: each event that it gets is done to its user.
class Host : public LiveView {
 public:
  static plume::ViewOptions view_options() {
    return {.on_mount = {on_mount<Host>([](Host& view, const Params&, const Session& session) {
              if (session["hook"].is_null()) return HookResult::cont;
              view.assign_new("user", view.user, load_user);
              return HookResult::cont;
            })}};
  }
  Assign<std::string> user;
  Assign<std::string> extra;
  Assign<int> children{1};

  void mount(const Params&, const Session& session) override {
    if (session["written"].is_string()) user = std::string(session["written"].text());
    assign_new("user", user, load_user);
    if (session["changed"].is_string()) user = std::string(session["changed"].text());
    if (session["other field"].is_null()) return;
    Assign<std::string> other;
    assign_new("user", other, load_user);
    extra = other.get();
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "change") user = "changed user";
    if (event == "add") assign_new("extra", extra, [] { return std::string("added extra"); });
    if (event == "more") ++children;
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "", "", "", "</main>"};
    static constexpr Template site{statics, R"(["<main>","","","","</main>"])", 4, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, *user);
    if (node.dynamic(1, Change::unknown)) node.text(1, *extra);
    if (node.dynamic(2, Change::unknown)) node.text(2, live_render<Guest>("first"));
    if (*children > 1)
      node.text(3, live_render<Guest>("second"));
    else
      node.text(3, "");
    node.end();
  }
};

class AssignNew : public ::testing::Test {
 protected:
  AssignNew() {
    loads = 0;
    server.live("/page", view::view_type<Host>([] { return std::make_unique<Host>(); }));
  }
  std::string dead() {
    Request request;
    request.method = "GET";
    request.path = "/page";
    request.scheme = "http";
    request.host = "h";
    request.session = session;
    request.cookies = Params::object();
    request.path_params = Params::object();
    for (const auto& [key, value] : assigned) request.assign(key, value);
    return channel::dead_render(server.app, server.route("/page"), request).body;
  }
  Joined open() {
    channel::ConnectInfo info = Connection::good_info();
    info.session = session;
    browser.emplace(server, info);
    return browser->open("/page");
  }
  /// What the child shows whose container stands in a text of a diff.
  std::string join_child(const std::string& html, const std::string& id = "first") {
    const Joined child = browser->join(
        "lv:" + id,
        JoinPayload{.url = {}, .redirect = {}, .session = between(html, "data-phx-session=\""), .fixed = {}}.value());
    const Value& rendered = child.response()["rendered"];
    return std::string(rendered["0"].text()) + ", " + std::string(rendered["1"].text());
  }

  Session session = Session::object();
  std::vector<std::pair<std::string, std::string>> assigned;
  Server server;
  std::optional<Browser> browser;
};

TEST_F(AssignNew, KeepsWhatAHookMadeUnderTheKey) {
  session = {{"hook", true}};
  EXPECT_NE(dead().find("<main>user 1<"), std::string::npos);
  EXPECT_EQ(open().response()["rendered"]["0"].text(), "user 2") << "one load for each of the two mounts";
  EXPECT_EQ(loads, 2);
}

TEST_F(AssignNew, KeepsWhatWasWrittenBefore) {
  session = {{"written", "mine"}};
  EXPECT_EQ(open().response()["rendered"]["0"].text(), "mine");
  EXPECT_EQ(loads, 0);
}

TEST_F(AssignNew, KeepsWhatAHookTookFromTheRequest) {
  session = {{"hook", true}};
  assigned = {{"user", "user of a plug"}};
  EXPECT_NE(dead().find("<main>user of a plug<"), std::string::npos);
  EXPECT_EQ(loads, 0);
}

TEST_F(AssignNew, GivesAnotherFieldWhatTheViewHasUnderTheKey) {
  session = {{"other field", true}, {"changed", "changed user"}};
  EXPECT_EQ(open().response()["rendered"]["1"].text(), "changed user");
  EXPECT_EQ(loads, 1);
}

TEST_F(AssignNew, NestedViewsOfAPageFindThePresentValue) {
  session = {{"changed", "changed user"}};
  EXPECT_NE(dead().find("<b>changed user</b><i>own extra</i>"), std::string::npos);
}

TEST_F(AssignNew, NestedViewsThatJoinFindThePresentValue) {
  session = {{"changed", "changed user"}};
  const Joined page = open();
  EXPECT_EQ(join_child(std::string(page.response()["rendered"]["2"].text())), "changed user, own extra");
}

TEST_F(AssignNew, NestedViewsThatComeLaterFindWhatWasChangedAndAddedLater) {
  const Joined page = open();
  const std::string first(page.response()["rendered"]["2"].text());
  browser->event(page, "change");
  browser->event(page, "add");
  const Value diff = browser->event(page, "more");
  EXPECT_EQ(join_child(std::string(diff["diff"]["3"].text()), "second"), "changed user, added extra");
  EXPECT_EQ(join_child(first), "changed user, added extra") << "one that joins again";
}

}  // namespace
}  // namespace plume::testing
