// Asynchronous work (server-api 7).
#include <atomic>
#include <stop_token>
#include <thread>
#include <tuple>

#include "support/app_site.h"
#include "support/runtime_harness.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::AsyncFailure;
using plume::AsyncOutcome;
using plume::AsyncResult;
using plume::Params;
using plume::Session;
using plume::runtime::Gate;
using plume::testing::eventually;
using plume::testing::patience;
using Text = AsyncResult<std::string>;

/// What tasks of these tests do, by the name of the user that they load.
struct Database {
  Gate slow;
  std::atomic<int> stopped{0};

  std::string load(const std::string& user, std::stop_token stop = {}) {
    if (user == "nobody") throw plume::AsyncError("no such user");
    if (user == "broken") throw std::runtime_error("the database is gone");
    if (user == "slow") slow.wait();
    if (user == "endless") {
      while (!stop.stop_requested()) std::this_thread::yield();
      ++stopped;
    }
    return user;
  }
};

auto loading(Database& database, const Params& user) {
  return [&database, user = std::string(user.text())](std::stop_token stop) {
    return database.load(user, std::move(stop));
  };
}

class ProfileLive : public plume::LiveView {
 public:
  explicit ProfileLive(Database& database) : database_(database) {}
  Assign<Text> user, team;
  Assign<int> clicks{0};
  Assign<std::string> outcome{""};

  void mount(const Params& params, const Session&) override {
    if (params.contains("user")) assign_async(user, loading(database_, params["user"]));
    if (params.contains("start")) start_async("greet", loading(database_, params["start"]));
  }
  void handle_event(std::string_view event, const Params& params) override {
    ++clicks;
    plume::AsyncOptions options{.supervisor = std::string(params["supervisor"].text())};
    if (event == "reset") options.reset = true;
    if (event == "load" || event == "reset") assign_async(user, loading(database_, params["user"]), options);
    if (event == "load both")
      assign_async(std::tie(user, team), [load = loading(database_, params["user"])](std::stop_token stop) mutable {
        return std::tuple(load(stop), std::string("Engines"));
      });
    if (event == "start") start_async("greet", loading(database_, params["user"]), options);
    if (event == "cancel user") cancel_async(user, "no longer needed");
    if (event == "cancel greet") cancel_async("greet", "no longer needed");
    if (event == "cancel and start") {
      cancel_async("greet");
      start_async("greet", loading(database_, params["user"]));
    }
  }
  void handle_async(std::string_view name, const AsyncOutcome& result) override {
    outcome = *outcome + std::string(name) + ": " +
              (result.ok() ? *result.get_if<std::string>() : "failed, " + result.failure()->reason) + ";";
    if (result.failure() && result.failure()->kind == AsyncFailure::Kind::cancelled) put_flash("info", "cancelled");
  }
  PLUME_HEEX(R"heex(
    <p id="user"><.async_result :let={name} assign={@user}>
      <:loading>loading</:loading>
      <:failed :let={failure}>failed: {failure.reason}</:failed>
      {name}
    </.async_result></p>
    <p id="fields">{@user.ok ? "ok" : ""} {@user.loading ? "loading" : ""} {@user.failed ? "failed" : ""}</p>
    <p id="team"><.async_result :let={name} assign={@team}>{name}</.async_result></p>
    <p id="clicks">{@clicks}</p>
    <p id="outcome">{@outcome}</p>
    <p id="flash">{@flash["info"]}</p>
  )heex")

 private:
  Database& database_;
};

struct Profiles {
  Database database;
  plume::Endpoint endpoint{{.secret_key_base = std::string(64, 'k'),
                            .live_view = {.signing_salt = "of the tests"},
                            .task_supervisors = {{"reports", 1}},
                            .threads = 1}};
  plume::testing::App app{endpoint};

  Profiles() {
    endpoint.router().live("/profile", [this] { return std::make_unique<ProfileLive>(database); });
  }
};

std::string text(const plume::testing::View& view, std::string_view selector) {
  view.render_async(patience);
  return view.element(selector).text();
}

TEST(TableA, async_operations_overview) {
  Profiles site;
  const auto loaded = site.app.get("/profile?user=slow&start=slow");
  EXPECT_THAT(loaded.response.body, ::testing::HasSubstr("loading")) << "a request starts no task";
  auto view = site.app.live(loaded);
  EXPECT_TRUE(view.has_element("#user", "loading"));
  view.render_click("count");
  EXPECT_EQ(view.element("#clicks").text(), "1") << "the view goes on meanwhile";
  site.database.slow.open();
  EXPECT_EQ(text(view, "#user"), "slow");
  EXPECT_EQ(text(view, "#outcome"), "greet: slow;");
  view.render_click("load", {{"user", "broken"}});
  EXPECT_EQ(text(view, "#clicks"), "2") << "a task that fails ends no view";

  {
    auto leaving = site.app.live("/profile?user=endless");
    leaving.live_redirect("/profile");
  }
  EXPECT_TRUE(eventually([&] { return site.database.stopped == 1; })) << "tasks end with their view";
}

TEST(TableA, async_assigns) {
  Profiles site;
  auto view = site.app.live("/profile?user=nobody");
  EXPECT_EQ(text(view, "#user"), "failed: no such user");
  EXPECT_EQ(view.element("#fields").text(), "failed");
  view.render_click("load", {{"user", "slow"}});
  EXPECT_EQ(view.element("#user").text(), "loading");
  EXPECT_EQ(view.element("#fields").text(), "loading");
  site.database.slow.open();
  EXPECT_EQ(text(view, "#user"), "slow");
  EXPECT_EQ(view.element("#fields").text(), "ok");
  view.render_click("load", {{"user", "broken"}});
  EXPECT_EQ(text(view, "#user"), "slow") << "a result stays, whatever fails later";
  EXPECT_EQ(view.element("#fields").text(), "ok failed");
  EXPECT_EQ(view.element("#team").text(), "") << "no slot for what is loading";
}

TEST(TableA, arbitrary_async_operations) {
  Profiles site;
  auto view = site.app.live("/profile?start=Ada");
  EXPECT_EQ(text(view, "#outcome"), "greet: Ada;");

  const AsyncFailure why{.reason = "broken"};
  const Text loading = Text::make_loading(), failed = loading.to_failed(why), ok = failed.to_ok("Ada");
  EXPECT_TRUE(loading.loading && !loading.ok && !loading.failed && !loading.result);
  EXPECT_TRUE(!failed.loading && failed.failed == why);
  EXPECT_TRUE(ok.ok && !ok.loading && !ok.failed && ok.result == "Ada");
  EXPECT_TRUE(ok.to_loading().loading && ok.to_loading().result == "Ada") << "the result stays";
  EXPECT_TRUE(ok.to_failed(why).ok && ok.to_failed(why).result == "Ada");
  EXPECT_TRUE(failed.to_loading().loading && !failed.to_loading().failed);
  EXPECT_EQ(Text::make_ok("Bob").result, "Bob");
}

TEST(TableA, handle_async) {
  Profiles site;
  auto view = site.app.live("/profile?start=Ada");
  EXPECT_EQ(text(view, "#outcome"), "greet: Ada;");
  view.render_click("start", {{"user", "broken"}});
  EXPECT_EQ(text(view, "#outcome"), "greet: Ada;greet: failed, the database is gone;");
  EXPECT_EQ(text(view, "#clicks"), "1") << "the view lives on";
}

class ForgetfulLive : public plume::LiveView {
 public:
  void handle_event(std::string_view, const Params&) override {
    start_async("job", [] { return 1; });
  }
  PLUME_HEEX(R"heex(<p>forgets its task</p>)heex")
};

TEST(TableA, start_async) {
  Profiles site;
  auto view = site.app.live("/profile?start=slow");
  view.render_click("start", {{"user", "Ada"}});
  EXPECT_TRUE(eventually([&] { return view.has_element("#outcome", "greet: Ada;"); })) << "the new task wins";
  site.database.slow.open();
  EXPECT_EQ(text(view, "#outcome"), "greet: Ada;");

  Site other;
  auto forgetful = other.open<ForgetfulLive>();
  EXPECT_THROW(
      {
        forgetful.render_click("go");
        forgetful.render_async(patience);
      },
      std::logic_error)
      << "handle_async is not overridden";
}

TEST(TableA, assign_async) {
  Profiles site;
  auto view = site.app.live("/profile");
  view.render_click("load both", {{"user", "Ada"}});
  EXPECT_EQ(text(view, "#user") + " " + text(view, "#team"), "Ada Engines");
  view.render_click("load", {{"user", "slow"}});
  EXPECT_EQ(view.element("#user").text(), "Ada") << "what there was stays while it is loaded again";
  EXPECT_EQ(view.element("#fields").text(), "ok loading");
  view.render_click("load", {{"user", "Bob"}});
  EXPECT_TRUE(eventually([&] { return view.has_element("#user", "Bob"); })) << "a later task takes its place";
  site.database.slow.open();
  EXPECT_EQ(text(view, "#user"), "Bob");
  view.render_click("load", {{"user", "broken"}});
  EXPECT_EQ(text(view, "#fields"), "ok failed");
}

TEST(TableA, assign_async__reset) {
  Profiles site;
  auto view = site.app.live("/profile?user=Ada");
  EXPECT_EQ(text(view, "#user"), "Ada");
  view.render_click("reset", {{"user", "slow"}});
  EXPECT_EQ(view.element("#user").text(), "loading");
  EXPECT_EQ(view.element("#fields").text(), "loading");
  site.database.slow.open();
  EXPECT_EQ(text(view, "#user"), "slow");
}

/// What both kinds of tasks do with a supervisor of one thread.
void expect_supervised(const char* event, const char* selector, const char* done) {
  Profiles site;
  const auto begin = [&](const plume::testing::View& view, const char* user, const char* supervisor) {
    view.render_click(event, {{"user", user}, {"supervisor", supervisor}});
  };
  auto first = site.app.live("/profile"), second = site.app.live("/profile"), third = site.app.live("/profile");
  begin(first, "slow", "reports");
  begin(second, "Ada", "reports");
  begin(third, "Ada", "");
  EXPECT_TRUE(eventually([&] { return third.has_element(selector, done); })) << "others do not wait for them";
  EXPECT_FALSE(second.has_element(selector, done)) << "the only thread of `reports` is taken";
  site.database.slow.open();
  EXPECT_TRUE(eventually([&] { return second.has_element(selector, done); }));
  EXPECT_THROW(begin(first, "Ada", "unknown"), std::invalid_argument);
}

TEST(TableA, assign_async__supervisor) { expect_supervised("load", "#user", "Ada"); }
TEST(TableA, start_async__supervisor) { expect_supervised("start", "#outcome", "greet: Ada;"); }

class Progress : public plume::LiveComponent {
 public:
  Assign<int> percent{0};
  PLUME_HEEX(R"heex(<p id="progress">{@percent} %</p>)heex")
};

class ImportLive : public plume::LiveView {
 public:
  explicit ImportLive(plume::Endpoint& endpoint) : endpoint_(endpoint) {}
  Assign<AsyncResult<int>> rows;
  void handle_event(std::string_view, const Params&) override {
    assign_async(rows, [&endpoint = endpoint_, view = self()] {
      endpoint.send_update<Progress>(view, "import", [](Progress& p) { p.percent = 50; });
      return 100;
    });
  }
  PLUME_HEEX(R"heex(
    <.live_component module={Progress} id="import" />
    <b><.async_result :let={rows} assign={@rows}>{rows}</.async_result></b>
  )heex")

 private:
  plume::Endpoint& endpoint_;
};

TEST(TableA, assign_async__with_send_update) {
  Site site;
  site.endpoint.router().live("/import", [&] { return std::make_unique<ImportLive>(site.endpoint); });
  auto view = site.app.live("/import");
  view.render_click("import");
  view.render_async(patience);
  EXPECT_TRUE(view.has_element("b", "100"));
  EXPECT_TRUE(view.has_element("#progress", "50 %")) << "told by the task, before it was over";
}

TEST(TableA, assign_async__testing_with_render_async) {
  Profiles site;
  auto view = site.app.live("/profile?user=slow");
  EXPECT_THROW(view.render_async(std::chrono::milliseconds(1)), std::runtime_error) << "the task is not over in time";
  site.database.slow.open();
  EXPECT_TRUE(view.render_async(patience).contains("slow"));
}

TEST(TableA, cancel_async) {
  Profiles site;
  auto view = site.app.live("/profile?user=endless&start=endless");
  view.render_click("cancel user");
  EXPECT_EQ(view.element("#user").text(), "failed: no longer needed") << "at once";
  view.render_click("cancel greet");
  EXPECT_TRUE(eventually([&] { return view.has_element("#outcome", "greet: failed, no longer needed;"); }));
  EXPECT_EQ(view.element("#flash").text(), "cancelled");
  EXPECT_TRUE(eventually([&] { return site.database.stopped == 2; })) << "the tasks are asked to stop";
  view.render_click("cancel user");
  view.render_click("cancel greet");
  EXPECT_EQ(text(view, "#outcome"), "greet: failed, no longer needed;") << "there is none any more";

  auto again = site.app.live("/profile?start=slow");
  again.render_click("cancel and start", {{"user", "Ada"}});
  EXPECT_TRUE(eventually([&] { return again.has_element("#outcome", "greet: Ada;"); }));
  site.database.slow.open();
  EXPECT_EQ(text(again, "#outcome"), "greet: Ada;") << "nothing is heard of the cancelled one";
}

}  // namespace
