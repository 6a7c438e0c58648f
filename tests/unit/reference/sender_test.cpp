// Sender: how tasks and threads reach a view.
#include <plume/sender.h>

#include <atomic>
#include <optional>
#include <thread>

#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::AsyncOutcome;
using plume::AsyncResult;
using plume::Message;
using plume::Params;
using plume::Sender;
using plume::Session;
using plume::testing::eventually;
using plume::testing::patience;

struct Progress {
  int percent;
};
struct Hello {
  Sender from;
};

class Gauge : public plume::LiveComponent {
 public:
  Assign<int> value{0};
  PLUME_HEEX(R"heex(<p id={@id}>{@value}</p>)heex")
};

/// Keeps the Sender of each view that was mounted.
class JobLive : public plume::LiveView {
 public:
  explicit JobLive(std::optional<Sender>& sender) : sender_(sender) {}
  Assign<int> percent{0}, casts{0};
  Assign<std::string> outcome{""};
  Assign<AsyncResult<std::string>> loaded;
  Assign<int> number{7};

  void mount(const Params&, const Session&) override { sender_ = self(); }
  void handle_event(std::string_view event, const Params& params) override;
  void handle_info(const Message& message) override {
    if (const auto* progress = message.get_if<Progress>()) percent = progress->percent;
    if (const auto* hello = message.get_if<Hello>()) hello->from.send(Progress{1});
    if (message.is<plume::ViewId>()) outcome = "a ViewId";
  }
  void handle_cast(const Message&) override { casts = *casts + 1; }
  void handle_async(std::string_view name, const AsyncOutcome& done) override {
    outcome = std::string(name) + ": " + (done.get_if<std::string>() ? *done.get_if<std::string>() : "nothing");
  }
  PLUME_HEEX(R"heex(
    <b>{@percent} {@casts}</b><i>{@outcome}</i><u :if={@loaded.ok}>{@loaded.result}</u>
    <.live_component module={Gauge} id="gauge" />
  )heex")

 private:
  std::optional<Sender>& sender_;
};

std::string joined(const std::string& text, int number) { return text + " " + std::to_string(number); }
std::string stoppable(std::stop_token stop, const std::string& text) { return stop.stop_possible() ? text : "?"; }
void report(const Sender& to) {
  to.send(Progress{50});
  to.send_update<Gauge>("gauge", [](Gauge& gauge) { gauge.value = 99; });
}
struct Library {
  std::string prefix;
  std::string find(int number) const { return prefix + std::to_string(number); }
};
const Library library{"book "};

void JobLive::handle_event(std::string_view event, const Params& params) {
  std::string text(params["text"].text_or("text"));
  if (event == "report") start_async("report", report, self());
  if (event == "joined") {
    start_async("joined", joined, text, number);
    text = "changed";
    number = 0;
  }
  if (event == "stoppable") start_async("stoppable", {.supervisor = ""}, stoppable, text);
  if (event == "member") start_async("member", &Library::find, &library, 3);
  if (event == "moved")
    start_async("moved", [](std::unique_ptr<int> n) { return std::to_string(*n); }, std::make_unique<int>(5));
  if (event == "value") start_async("value", [](const plume::Value& value) { return value.json(); }, params["text"]);
  if (event == "load") assign_async(loaded, joined, text, number);
  if (event == "load with options")
    assign_async(std::tie(loaded), {.reset = true}, [](int n) { return std::tuple(std::to_string(n)); }, *number);
  if (event == "hello") send(self(), Hello{self()});
  if (event == "bare") send(self(), self());
}

struct Jobs : Site {
  std::optional<Sender> sender;
  plume::testing::View view = open();

 private:
  plume::testing::View open() {
    endpoint.router().live("/job", [this] { return std::make_unique<JobLive>(sender); });
    return app.live("/job");
  }
};

TEST(SenderTest, AnyThreadSendsToAView) {
  Jobs jobs;
  ASSERT_TRUE(*jobs.sender);
  std::thread([to = *jobs.sender] {
    for (int i = 1; i <= 100; ++i) to.send(Progress{i});
    to.cast(1);
  }).join();
  EXPECT_TRUE(jobs.view.has_element("b", "100 1"));
}

TEST(SenderTest, ATaskTellsItsViewBeforeItIsOver) {
  Jobs jobs;
  jobs.view.render_click("report");
  EXPECT_TRUE(eventually([&] { return jobs.view.has_element("i", "report: nothing"); }));
  EXPECT_TRUE(jobs.view.has_element("b", "50"));
  EXPECT_TRUE(jobs.view.has_element("#gauge", "99"));
}

TEST(SenderTest, IsTheAddressOfItsView) {
  Jobs jobs;
  jobs.view.render_click("hello");
  EXPECT_TRUE(jobs.view.has_element("b", "1 0")) << "a Sender in a message still sends";
  jobs.view.render_click("bare");
  EXPECT_TRUE(jobs.view.has_element("i", "a ViewId"));
  const plume::ViewId id = *jobs.sender;
  EXPECT_EQ(id, *jobs.sender);
  EXPECT_FALSE(Sender());
}

TEST(SenderTest, AViewThatHasEndedHearsNothing) {
  Jobs jobs;
  const Sender to = *jobs.sender;
  jobs.app.live("/job");  // another one
  EXPECT_NE(to, *jobs.sender);
  to.send(Progress{3});
  EXPECT_TRUE(jobs.view.has_element("b", "3"));
}

TEST(SenderTest, OutlivesItsEndpoint) {
  std::optional<Sender> kept;
  {
    Jobs jobs;
    kept = *jobs.sender;
  }
  kept->send(Progress{1});
  kept->send_update<Gauge>("gauge", [](Gauge&) { FAIL(); });
  Sender().send(Progress{1});
}

TEST(SenderTest, ThatOfAViewOfARequestReachesNobody) {
  Site site;
  std::optional<Sender> sender;
  site.endpoint.router().live("/job", [&] { return std::make_unique<JobLive>(sender); });
  site.app.get("/job");
  ASSERT_TRUE(sender);
  EXPECT_FALSE(*sender);
  sender->send(Progress{1});
}

TEST(StartAsyncTest, GetsCopiesOfItsArguments) {
  for (const auto& [event, shown] : {std::pair("joined", "joined: text 7"),
                                     {"stoppable", "stoppable: text"},
                                     {"member", "member: book 3"},
                                     {"moved", "moved: 5"},
                                     {"value", "value: \"text\""}}) {
    Jobs jobs;
    jobs.view.render_click(event, {{"text", "text"}});
    EXPECT_TRUE(eventually([&] { return jobs.view.has_element("i", shown); })) << event;
  }
}

TEST(StartAsyncTest, AssignAsyncTakesArgumentsToo) {
  Jobs jobs;
  jobs.view.render_click("load");
  EXPECT_TRUE(jobs.view.render_async(patience).contains("text 7"));
  jobs.view.render_click("load with options");
  EXPECT_TRUE(eventually([&] { return jobs.view.has_element("u", "7"); }));
}

}  // namespace
