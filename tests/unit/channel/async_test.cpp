// Asynchronous work (server-api 7).
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>

#include "channel/dead_render.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

std::string state(const AsyncResult<std::string>& r) {
  return std::string(r.ok ? "ok " : "") + (r.loading ? "loading " : "") +
         (r.failed ? "failed:" + r.failed->reason + " " : "") + r.result.value_or("");
}

class Door {
 public:
  void open() {
    open_ = true;
    open_.notify_all();
  }
  void wait() const { open_.wait(false); }

 private:
  std::atomic<bool> open_{false};
};

/// `<p>{who}{@text}</p>`, and tasks that its tests let go on.
class AsyncPage : public LiveView {
 public:
  struct Work {
    Door gate, other;
    std::string result = "Ada";
    std::atomic<bool> stopped{false};
    std::atomic<int> begun{0};
  };
  explicit AsyncPage(std::shared_ptr<Work> work) : work_(std::move(work)) {}

  Assign<AsyncResult<std::string>> who;
  Assign<AsyncResult<int>> a, b;
  Assign<std::string> text;

  void mount(const Params& params, const Session&) override {
    if (params["load"].is_string()) load(*this);
  }
  void handle_event(std::string_view event, const Params&) override {
    const auto work = work_;
    if (event == "load") load(*this);
    if (event == "reset") load(*this, {.reset = true});
    if (event == "reset b") assign_async(std::tie(a, b), load_pair(), {.reset = {&b}});
    if (event == "pair later") assign_async(std::tie(a, b), load_pair());
    if (event == "error") assign_async(who, []() -> std::string { throw AsyncError("none"); });
    if (event == "crash") assign_async(who, []() -> std::string { throw std::runtime_error("boom"); });
    if (event == "pair") assign_async(std::tie(a, b), [] { return std::tuple(1, 2); });
    if (event == "start")
      start_async("job", [work] {
        work->gate.wait();
        return std::string("done");
      });
    if (event == "start other")
      start_async("job", [work] {
        work->other.wait();
        return std::string("other");
      });
    if (event == "start stoppable")
      start_async("job", [work](std::stop_token stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
        work->stopped = true;
      });
    if (event == "start counted") start_counted("job");
    if (event == "load counted")
      assign_async(who, [work] {
        ++work->begun;
        return std::string("counted");
      });
    if (event == "start three")
      for (const auto* name : {"1", "2", "3"}) start_counted(name);
    if (event == "cancel") cancel_async("job", "enough");
    if (event == "start anew") {
      cancel_async("job");
      start_async("job", [work] {
        work->gate.wait();
        return std::string("done");
      });
    }
    if (event == "pair crash")
      assign_async(std::tie(a, b), []() -> std::tuple<int, int> { throw std::runtime_error("boom"); });
    if (event == "cancel who") cancel_async(who, "enough");
    if (event == "nobody") start_async("job", [] {}, {.supervisor = "nobody"});
    if (event == "occupy reports")
      start_async("job",
                  [work] {
                    work->gate.wait();
                    return std::string("done");
                  },
                  {.supervisor = "reports"});
    if (event == "reports") start_async("job", [] { return std::string("by reports"); }, {.supervisor = "reports"});
  }
  void handle_async(std::string_view name, const AsyncOutcome& outcome) override {
    const auto* failure = outcome.failure();
    text = (name == "job" ? "" : *text) + std::string(name) + ": " +
           (failure ? "failed:" + failure->reason : *outcome.get_if<std::string>());
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<p>", "", "</p>"};
    static constexpr Template site{statics, R"(["<p>","","</p>"])", 2, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, state(who));
    if (node.dynamic(1, Change::unknown)) node.text(1, *text + sum());
    node.end();
  }

 private:
  void start_counted(std::string_view name) {
    start_async(name, [work = work_] {
      ++work->begun;
      return std::string("counted;");
    });
  }
  std::function<std::tuple<int, int>()> load_pair() const {
    return [work = work_] {
      work->gate.wait();
      return std::tuple(1, 2);
    };
  }
  static void load(AsyncPage& page, const AsyncOptions& options = {}) {
    page.assign_async(
        page.who,
        [work = page.work_] {
          work->gate.wait();
          return work->result;
        },
        options);
  }
  // The sum, or each of the two where it is not there.
  std::string sum() const {
    const auto state_of = [](const AsyncResult<int>& r) {
      return (r.result ? std::to_string(*r.result) : "") + (r.loading ? " loading" : "") + (r.failed ? "failed" : "");
    };
    if (a->ok && b->ok && !a->loading && !b->loading) return std::to_string(*a->result + *b->result);
    return a->ok || a->loading || a->failed ? state_of(a) + "," + state_of(b) : "";
  }
  std::shared_ptr<Work> work_;
};

class AsyncTest : public ::testing::Test {
 protected:
  AsyncTest() {
    server.live("/page", view::view_type<AsyncPage>([work = work] { return std::make_unique<AsyncPage>(work); }));
  }
  ~AsyncTest() override {
    work->gate.open();
    work->other.open();
  }
  Joined open(const std::string& query = "") { return browser.open("/page", "phx-1", query); }
  Value diff() { return browser.skip_to("diff").at(4); }

  std::shared_ptr<AsyncPage::Work> work = std::make_shared<AsyncPage::Work>();
  Server server{{.shards = 1, .supervisors = {{"reports", 1}}}};
  Browser browser{server};
};

TEST_F(AsyncTest, S7_2_LoadsAndShowsTheResult) {
  const Joined view = open("?load=1");
  EXPECT_EQ(view.response()["rendered"]["0"].text(), "loading ");
  work->gate.open();
  EXPECT_EQ(diff(), json(R"({"0":"ok Ada"})"));
}

TEST_F(AsyncTest, S7_2_KeepsTheOldResultWhileItLoadsAnew) {
  const Joined view = open();
  work->gate.open();
  browser.event(view, "load");
  diff();
  work->result = "Bob";
  EXPECT_EQ(browser.event(view, "load")["diff"]["0"].text(), "ok loading Ada");
  EXPECT_EQ(diff(), json(R"({"0":"ok Bob"})"));
  EXPECT_EQ(browser.event(view, "reset")["diff"]["0"].text(), "loading ");
  EXPECT_EQ(diff(), json(R"({"0":"ok Bob"})"));
}

TEST_F(AsyncTest, S7_2_FailuresDoNotEndTheView) {
  const Joined view = open();
  browser.event(view, "error");
  EXPECT_EQ(diff(), json(R"({"0":"failed:none "})"));
  browser.event(view, "crash");
  EXPECT_EQ(diff(), json(R"({"0":"failed:boom "})"));
}

TEST_F(AsyncTest, S7_2_SeveralFieldsTogether) {
  const Joined view = open();
  browser.event(view, "pair");
  EXPECT_EQ(diff(), json(R"({"1":"3"})"));
}

TEST_F(AsyncTest, S7_2_SomeFieldsDropTheirResultAndOthersKeepIt) {
  const Joined view = open();
  browser.event(view, "pair");
  diff();
  EXPECT_EQ(browser.event(view, "reset b")["diff"]["1"].text(), "1 loading, loading");
  work->gate.open();
  EXPECT_EQ(diff(), json(R"({"1":"3"})"));
}

TEST_F(AsyncTest, S7_3_HandsTheResultToHandleAsync) {
  const Joined view = open();
  EXPECT_EQ(browser.event(view, "start"), Value::object());
  work->gate.open();
  EXPECT_EQ(diff(), json(R"({"1":"job: done"})"));
}

TEST_F(AsyncTest, S7_3_TheLaterTaskOfANameWins) {
  const Joined view = open();
  browser.event(view, "start");
  browser.event(view, "start other");
  work->gate.open();
  EXPECT_TRUE(browser.silent());
  work->other.open();
  EXPECT_EQ(diff(), json(R"({"1":"job: other"})"));
}

TEST_F(AsyncTest, S7_5_CancelIsReportedWithoutWaitingForTheTask) {
  const Joined view = open();
  browser.event(view, "start");
  browser.event(view, "cancel");
  EXPECT_EQ(diff(), json(R"({"1":"job: failed:enough"})"));
  work->gate.open();
  EXPECT_TRUE(browser.silent());
  browser.event(view, "cancel");
  EXPECT_TRUE(browser.silent());
}

TEST_F(AsyncTest, S7_5_CancellingAFieldFailsItAtOnce) {
  const Joined view = open();
  browser.event(view, "load");
  EXPECT_EQ(browser.event(view, "cancel who")["diff"]["0"].text(), "failed:enough ");
  EXPECT_EQ(browser.event(view, "cancel who"), Value::object());
}

TEST_F(AsyncTest, S7_ATaskIsAskedToStopWhenTheViewEnds) {
  const Joined view = open();
  browser.event(view, "start stoppable");
  EXPECT_FALSE(work->stopped);
  browser.push(view, "phx_leave");
  EXPECT_TRUE(eventually([&] { return work->stopped.load(); }));
}

TEST_F(AsyncTest, S7_5_StartedAnewAfterItWasCancelled) {
  const Joined view = open();
  browser.event(view, "start");
  browser.event(view, "start anew");
  work->gate.open();
  EXPECT_EQ(diff(), json(R"({"1":"job: done"})")) << "and nothing of the one that was cancelled";
  EXPECT_TRUE(browser.silent());
}

TEST_F(AsyncTest, S7_2_AllFieldsFailTogether) {
  const Joined view = open();
  browser.event(view, "pair crash");
  EXPECT_EQ(diff(), json(R"({"1":"failed,failed"})"));
}

TEST_F(AsyncTest, S7_TheDeadRenderShowsThatItIsLoading) {
  Request request;
  request.method = "GET";
  request.path = "/page";
  request.query_params = {{"load", "1"}};
  const Response response = channel::dead_render(server.app, server.route("/page"), request);
  EXPECT_NE(response.body.find("<p>loading </p>"), std::string::npos) << response.body;
}

TEST_F(AsyncTest, S7_RunsOnTheThreadsOfItsSupervisor) {
  const Joined view = open();
  browser.event(view, "reports");
  EXPECT_EQ(diff(), json(R"({"1":"job: by reports"})"));
  browser.push_event(view, "nobody");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
}

// One thread, which a view has taken; the tasks of another one wait.
class WaitingTaskTest : public ::testing::Test {
 protected:
  explicit WaitingTaskTest(runtime::RuntimeOptions options = one_thread()) : server{std::move(options)} {
    server.live("/page", view::view_type<AsyncPage>([work = work] { return std::make_unique<AsyncPage>(work); }));
    const Joined other = busy.open("/page", "phx-busy");
    busy.event(other, "start");
    view = browser.open("/page", "phx-1");
  }
  ~WaitingTaskTest() override { open(); }
  static runtime::RuntimeOptions one_thread() {
    runtime::RuntimeOptions options{.shards = 1};
    options.tasks.threads = 1;
    return options;
  }
  void open() {
    work->gate.open();
    work->other.open();
  }
  // All tasks that were started so far have begun, but for those that were dropped.
  void let_all_run() {
    open();
    Browser last(server);
    const Joined joined = last.open("/page", "phx-last");
    last.event(joined, "start other");
    EXPECT_EQ(last.skip_to("diff").at(4), json(R"({"1":"job: other"})"));
  }

  std::shared_ptr<AsyncPage::Work> work = std::make_shared<AsyncPage::Work>();
  Server server;
  Browser busy{server}, browser{server};
  Joined view;
};

TEST_F(WaitingTaskTest, ReplacedTasksNeverBegin) {
  for (int i = 0; i < 100; ++i) {
    browser.event(view, "start counted");
    browser.event(view, "load counted");
  }
  let_all_run();
  EXPECT_TRUE(eventually([&] { return work->begun == 2; }));
  let_all_run();
  EXPECT_EQ(work->begun, 2);
}

TEST_F(WaitingTaskTest, ACancelledTaskNeverBegins) {
  browser.event(view, "start counted");
  browser.event(view, "cancel");
  EXPECT_EQ(browser.skip_to("diff").at(4), json(R"({"1":"job: failed:enough"})"));
  browser.event(view, "load counted");
  browser.event(view, "cancel who");
  let_all_run();
  EXPECT_EQ(work->begun, 0);
}

TEST_F(WaitingTaskTest, ATaskWhoseViewHasGoneNeverBegins) {
  browser.event(view, "start counted");
  const auto held = work.use_count();
  browser.push(view, "phx_leave");
  EXPECT_TRUE(eventually([&] { return work.use_count() <= held - 2; })) << "the view and what its task has captured";
  let_all_run();
  EXPECT_EQ(work->begun, 0);
}

TEST_F(WaitingTaskTest, ATaskWhoseConnectionHasGoneNeverBegins) {
  browser.event(view, "start counted");
  const auto held = work.use_count();
  browser.connection().drop();
  EXPECT_TRUE(eventually([&] { return work.use_count() <= held - 2; }));
  let_all_run();
  EXPECT_EQ(work->begun, 0);
}

TEST_F(AsyncTest, AReplacedTaskIsAskedToStop) {
  const Joined view = open();
  browser.event(view, "start stoppable");
  browser.event(view, "start counted");
  EXPECT_TRUE(eventually([&] { return work->stopped.load(); }));
}

class BoundedTaskTest : public WaitingTaskTest {
 protected:
  BoundedTaskTest() : WaitingTaskTest(bounded()) {}
  static runtime::RuntimeOptions bounded() {
    auto options = one_thread();
    options.tasks.waiting_per_view = 2;
    options.tasks.waiting_per_client = 3;
    return options;
  }
};

TEST_F(BoundedTaskTest, TasksBeyondTheBoundFailAtOnce) {
  const std::string refused = "failed:too many tasks wait for a thread";
  browser.event(view, "start three");
  EXPECT_EQ(browser.skip_to("diff").at(4)["1"].text(), "3: " + refused) << "of the view";
  const Joined second = browser.open("/page", "phx-2");
  browser.event(second, "start three");
  EXPECT_EQ(browser.skip_to("diff").at(4)["1"].text(), "2: " + refused) << "of the connection";
  EXPECT_EQ(browser.skip_to("diff").at(4)["1"].text(), "2: " + refused + "3: " + refused);
  EXPECT_EQ(work->begun, 0);
  let_all_run();
  EXPECT_TRUE(eventually([&] { return work->begun == 3; }));
}

TEST(TaskWaited, IsToldInTheTurnOfTheView) {
  constexpr auto long_wait = std::chrono::milliseconds(50);
  Telemetry telemetry;
  const ParameterFilter filter;
  const view::Observer observer{telemetry, filter};
  Journal journal;
  telemetry.attach<telemetry::TaskWaited>("waits", [&](const telemetry::TaskWaited& event) {
    journal.add(std::string(event.view.id) + " " + std::string(event.name) + " " + std::string(event.supervisor));
    EXPECT_GT(event.waited, long_wait);
  });
  const auto work = std::make_shared<AsyncPage::Work>();
  Server server({.shards = 1, .long_wait = long_wait, .supervisors = {{"reports", 1}}});
  server.app.observer = &observer;
  server.live("/page", view::view_type<AsyncPage>([work] { return std::make_unique<AsyncPage>(work); }));
  Browser browser(server);
  const Joined view = browser.open("/page", "phx-1"), other = browser.open("/page", "phx-2");
  browser.event(view, "occupy reports");
  browser.event(other, "reports");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(eventually([&] { return std::chrono::steady_clock::now() - begin > long_wait; }));
  work->gate.open();
  ASSERT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries()[0], "phx-2 job reports");
}

}  // namespace
}  // namespace plume::testing
