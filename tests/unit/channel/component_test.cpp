// Live components of a page: their events, messages and removal (wire-protocol 4 and 7, server-api 10), and what
// clients may say of them that is not so.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/channel_harness.h"
#include "unit/channel/parts.h"

namespace plume::testing {
namespace {

const Value nothing = Value::object();

class ComponentTest : public ::testing::Test {
 protected:
  ComponentTest() {
    server.live("/parts", view::view_type<PartsPage>([] { return std::make_unique<PartsPage>(); }));
    server.live("/b", "B", {});
    page = browser.open("/parts");
  }
  /// The response to an event for the component `cid`, which may be no number of one.
  Value event_to(const Value& cid, std::string_view event, const Value& value = nothing) {
    return answer("event", {{"type", "click"}, {"event", event}, {"value", value}, {"cid", cid}});
  }
  Value answer(std::string_view message, const Value& payload) {
    return browser.answer_to(browser.push(page, std::string(message), payload))["response"];
  }
  /// The page shows the parts up to `last` from now on.
  Value show(int last) { return browser.event(page, "last", {{"to", last}}); }
  static Value cids(const std::vector<int>& numbers) {
    Value list = Array();
    for (const int number : numbers) list.push_back(number);
    return {{"cids", std::move(list)}};
  }
  bool alive() { return event_to(1, "x").contains("diff"); }

  Server server;
  Browser browser{server};
  Joined page;
};

TEST_F(ComponentTest, C10_5_AnEventSendsTheComponentAlone) {
  EXPECT_EQ(event_to(2, "x"), json(R"({"diff":{"c":{"2":{"0":"1"}}}})"));
  EXPECT_EQ(event_to(2, "reply"), json(R"({"diff":{"c":{"2":{"0":"2"}},"r":{"n":1}}})"));
  EXPECT_EQ(event_to(2, "push", {{"a", 1}}), json(R"({"diff":{"c":{"2":{"0":"3"}},"e":[["pushed",{"a":1}]]}})"));
}

TEST_F(ComponentTest, C10_2_AComponentUpdatesAnotherByAMessage) {
  EXPECT_EQ(event_to(1, "next", {{"id", 3}}), json(R"({"diff":{"c":{"1":{"0":"1"}}}})"));
  EXPECT_EQ(browser.skip_to("diff").at(4), json(R"({"c":{"3":{"0":"100"}}})"));
  EXPECT_EQ(event_to(1, "next", {{"id", 9}}), json(R"({"diff":{"c":{"1":{"0":"2"}}}})"))
      << "there is no such component";
  EXPECT_TRUE(browser.silent());
}

TEST_F(ComponentTest, C10_2_UpdatesComeLaterOrNotAtAll) {
  event_to(1, "later");
  EXPECT_EQ(browser.skip_to("diff").at(4), json(R"({"c":{"1":{"0":"100"}}})")) << "the other one is cancelled";
}

TEST_F(ComponentTest, C10_2_AnotherViewUpdatesAComponent) {
  const Joined neighbour = browser.open("/parts", "phx-neighbour");
  event_to(1, "greet");
  const Value message = browser.skip_to("diff");
  EXPECT_EQ(message.at(2).text(), page.topic);
  EXPECT_EQ(message.at(4), json(R"({"c":{"3":{"0":"300"}}})"));
}

TEST_F(ComponentTest, C10_1_MessagesOfComponentsGoToTheirView) {
  event_to(1, "tell");
  EXPECT_EQ(browser.skip_to("diff").at(4), json(R"({"0":{"k":{"0":{"0":2},"1":{"0":3},"kc":2}}})"));
}

TEST_F(ComponentTest, C10_5_NavigationOfAComponentIsThatOfItsView) {
  browser.push(page, "event", {{"type", "click"}, {"event", "patch"}, {"value", nothing}, {"cid", 2}});
  const Value diff = browser.next();
  EXPECT_TRUE(diff.at(1).is_null()) << "what the component changed goes first, as no answer";
  EXPECT_EQ(diff.at(4), json(R"({"c":{"2":{"0":"1"}}})"));
  EXPECT_EQ(browser.next().at(3).text(), "live_patch");
  EXPECT_EQ(browser.next().at(4)["response"], nothing);
  browser.push(page, "event", {{"type", "click"}, {"event", "go"}, {"value", nothing}, {"cid", 2}});
  EXPECT_EQ(browser.next().at(4), json(R"({"c":{"2":{"0":"2"}}})"));
  EXPECT_EQ(browser.next().at(4)["response"], json(R"({"live_redirect":{"to":"/b","kind":"push"}})"));
}

TEST_F(ComponentTest, C10_1_AnExceptionInAComponentEndsTheView) {
  browser.push(page, "event", {{"type", "click"}, {"event", "crash"}, {"value", nothing}, {"cid", 2}});
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
}

/// Fails where it is told to.
class FaultyPart : public Part {
 public:
  static inline std::string place;
  static void fail_in(std::string_view here) {
    if (here == place) throw std::runtime_error("boom");
  }
  void mount() override { fail_in("mount"); }
  void update() override { fail_in("update"); }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "task") return start_async("task", [] {});
    if (event == "tell") return send_update<FaultyPart>(1, [](FaultyPart&) { fail_in("send_update"); });
    if (event == "hook")
      attach_hook("hook", stage::handle_event, [](std::string_view, const Params&) -> HookResult {
        fail_in("hook");
        return HookResult::cont;
      });
    fail_in("handle_event");
    ++n;
  }
  void handle_async(std::string_view, const AsyncOutcome&) override { fail_in("handle_async"); }
  void render(Render& r) override {
    fail_in("render");
    Part::render(r);
  }
};

class ComponentFaultTest : public ComponentTest, public ::testing::WithParamInterface<const char*> {
 protected:
  ComponentFaultTest() {
    FaultyPart::place = "";
    server.live("/faulty", view::view_type<PageOf<FaultyPart>>([] { return std::make_unique<PageOf<FaultyPart>>(); }));
  }
};

TEST_P(ComponentFaultTest, S16_3_EndsTheViewAloneWhichJoinsAnew) {
  const Joined faulty = browser.open("/faulty", "phx-faulty");
  const auto push = [&](std::string_view event) {
    browser.push(faulty, "event", {{"type", "click"}, {"event", event}, {"value", nothing}, {"cid", 1}});
  };
  push("hook");
  browser.next();
  FaultyPart::place = GetParam();
  browser.push(faulty, "event", {{"type", "click"}, {"event", "last"}, {"value", {{"to", 9}}}});
  if (const std::string_view place = GetParam(); place == "mount" || place == "update" || place == "render") {
    EXPECT_EQ(browser.next(), Value::array({faulty.join_ref, faulty.join_ref, faulty.topic, "phx_error", nothing}));
  } else {
    browser.next();
    push(place == "send_update" ? "tell" : place == "handle_async" ? "task" : "x");
    browser.skip_to("phx_error");
  }
  EXPECT_TRUE(alive()) << "the neighbour on the connection";
  FaultyPart::place = "";
  EXPECT_TRUE(browser.open("/faulty", "phx-faulty").ok());
}

INSTANTIATE_TEST_SUITE_P(Callbacks, ComponentFaultTest,
                         ::testing::Values("mount", "update", "render", "handle_event", "hook", "send_update",
                                           "handle_async"),
                         [](const auto& place) { return std::string(place.param); });

/// Overrides no handle_event.
class DeafPart : public Part {
 public:
  void handle_event(std::string_view event, const Params& params) override {
    LiveComponent::handle_event(event, params);
  }
};

TEST_F(ComponentTest, S10_5_AnEventThatNobodyHandlesEndsTheView) {
  server.live("/deaf", view::view_type<PageOf<DeafPart>>([] { return std::make_unique<PageOf<DeafPart>>(); }));
  const Joined deaf = browser.open("/deaf", "phx-deaf");
  browser.push(deaf, "event", {{"type", "click"}, {"event", "x"}, {"value", nothing}, {"cid", 1}});
  EXPECT_EQ(browser.next(), Value::array({deaf.join_ref, deaf.join_ref, deaf.topic, "phx_error", nothing}));
  EXPECT_TRUE(alive());
}

/// Loads something, and tells what came of it.
class LoadingPart : public Part {
 public:
  static inline std::atomic<bool> may_end{false};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "start") start_async("task", [] { may_end.wait(false); });
  }
  void handle_async(std::string_view, const AsyncOutcome& outcome) override { n = outcome.ok() ? 1 : -1; }
};

TEST_F(ComponentTest, S7_ResultsGoToTheComponentThatStartedTheTask) {
  server.live("/loading", view::view_type<PageOf<LoadingPart>>([] { return std::make_unique<PageOf<LoadingPart>>(); }));
  page = browser.open("/loading", "phx-loading");
  LoadingPart::may_end = false;
  event_to(2, "start");
  event_to(3, "start");
  show(2);
  answer("cids_will_destroy", cids({3}));
  EXPECT_EQ(answer("cids_destroyed", cids({3})), cids({3}));
  LoadingPart::may_end = true;
  LoadingPart::may_end.notify_all();
  EXPECT_EQ(browser.skip_to("diff").at(4), json(R"({"c":{"2":{"0":"1"}}})"));
  EXPECT_TRUE(browser.silent()) << "the other one is gone: what it waited for is dropped";
}

TEST_F(ComponentTest, S6_4_FlashOfAComponentMovesToTheViewWhenItNavigates) {
  event_to(2, "flash");
  EXPECT_EQ(browser.event(page, "flash"), json(R"({"diff":{"r":{"messages":0}}})")) << "it is the component's";
  browser.push(page, "event", {{"type", "click"}, {"event", "go"}, {"value", nothing}, {"cid", 2}});
  const Value answer = browser.skip_to("phx_reply");
  const auto token = answer.at(4)["response"]["live_redirect"]["flash"].text();
  EXPECT_EQ(server.app.tokens.verify_flash(token)["info"], "saved");
}

class LoudPart : public Part {
 public:
  void update() override { push_event("by the part"); }
};

TEST_F(ComponentTest, S11_1_EventsOfComponentsComeBeforeThoseOfTheView) {
  server.live("/loud", view::view_type<PageOf<LoudPart>>([] { return std::make_unique<PageOf<LoudPart>>(); }));
  page = browser.open("/loud", "phx-loud");
  EXPECT_EQ(browser.event(page, "last and push", {{"to", 5}})["diff"]["e"],
            json(R"([["by the part",{}],["by the part",{}],["by the view",{"to":5}]])"));
}

TEST_F(ComponentTest, R4_3_RemovalTakesTwoSteps) {
  show(1);
  EXPECT_EQ(answer("cids_will_destroy", cids({2, 3})), nothing);
  EXPECT_EQ(show(2)["diff"]["c"], json(R"({"2":{"0":"0","s":-1}})")) << "all of it, since it was to go";
  EXPECT_EQ(answer("cids_destroyed", cids({2, 3})), cids({3})) << "2 is back";
  EXPECT_EQ(event_to(3, "x"), nothing);
  EXPECT_EQ(show(3)["diff"]["0"]["k"]["2"]["0"], Value(4)) << "numbers are not used again";
}

// ---------------------------------------------------------------------------------------------------------------------
// Clients that are broken or hostile

// No numbers of components of this page, whatever their type.
const Value strange_cids[] = {
    0,  4,       -1,   INT64_MAX,         INT64_MIN,      (std::int64_t(1) << 32) + 1, 1.0, 1.5, 1e300, "1",
    "", nullptr, true, Value::array({1}), Value{{"1", 1}}};

TEST_F(ComponentTest, R4_2_EventsToWhatIsNoComponentAreAnsweredAndDropped) {
  for (const Value& cid : strange_cids) EXPECT_EQ(event_to(cid, "crash"), nothing) << cid.json();
  EXPECT_TRUE(alive());
}

TEST_F(ComponentTest, R4_3_RemovalOfWhatIsNoComponentRemovesNothing) {
  Value list = Array();
  for (const Value& cid : strange_cids) list.push_back(cid);
  EXPECT_EQ(answer("cids_will_destroy", {{"cids", list}}), nothing);
  EXPECT_EQ(answer("cids_destroyed", {{"cids", list}}), cids({}));
  EXPECT_EQ(answer("cids_destroyed", cids({1, 2, 3})), cids({})) << "nobody said before that they will go";
  EXPECT_TRUE(alive());
}

TEST_F(ComponentTest, R4_3_NumbersThatComeTwiceAreRemovedOnce) {
  show(1);
  EXPECT_EQ(answer("cids_will_destroy", cids({3, 2, 3, 3})), nothing);
  EXPECT_EQ(answer("cids_will_destroy", cids({2})), nothing);
  EXPECT_EQ(answer("cids_destroyed", cids({2, 3, 2, 3})), cids({2, 3}));
  EXPECT_EQ(answer("cids_destroyed", cids({2, 3})), cids({}));
  EXPECT_EQ(answer("cids_will_destroy", cids({2, 3})), nothing);
  EXPECT_TRUE(alive());
}

// The page still refers to a component that a lying client had removed: the client may be wrong, the server goes on.
TEST_F(ComponentTest, AComponentThatIsStillShownMayBeRemovedByALie) {
  answer("cids_will_destroy", cids({1, 2, 3}));
  EXPECT_EQ(answer("cids_destroyed", cids({1, 2, 3})), cids({1, 2, 3}));
  EXPECT_EQ(event_to(2, "x"), nothing);
  const Value shown = show(4)["diff"];
  EXPECT_EQ(shown["0"]["k"], json(R"({"0":{"0":4},"1":{"0":5},"2":{"0":6},"3":{"0":7},"kc":4})"));
  EXPECT_EQ(shown["c"].size(), 4u);
  EXPECT_EQ(event_to(5, "x"), json(R"({"diff":{"c":{"5":{"0":"1"}}}})"));
}

// More values than a message may have end the view, as any message of which nothing can be made.
TEST_F(ComponentTest, ManyNumbersAreAnsweredAndAMillionRefused) {
  show(1);
  const auto list_of = [](int count) {
    std::string list = "[2,3";
    for (int i = 0; i < count; ++i) list += "," + std::to_string(i % 7 * 1'000'003 - 1);
    return list;
  };
  const auto push_raw = [&](const char* event, const std::string& list) {
    browser.line().send("[\"" + page.join_ref + "\",\"raw\",\"" + page.topic + "\",\"" + event +
                        "\",{\"cids\":" + list + "]}]");
  };
  push_raw("cids_will_destroy", list_of(400'000));
  EXPECT_EQ(browser.answer_to("raw")["response"], nothing);
  push_raw("cids_destroyed", list_of(400'000));
  EXPECT_EQ(browser.answer_to("raw")["response"], cids({2, 3}));
  EXPECT_TRUE(alive());
  push_raw("cids_destroyed", list_of(1'000'000));
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
}

class NoListOfCidsTest : public ComponentTest, public ::testing::WithParamInterface<std::pair<const char*, Value>> {};

TEST_P(NoListOfCidsTest, CrashesTheViewAlone) {
  const Joined neighbour = browser.open("/b", "phx-neighbour");
  browser.push(page, GetParam().first, GetParam().second);
  EXPECT_EQ(browser.next(), Value::array({page.join_ref, page.join_ref, page.topic, "phx_error", nothing}));
  EXPECT_TRUE(eventually([&] { return server.actors() == 1; }));
}

INSTANTIATE_TEST_SUITE_P(Payloads, NoListOfCidsTest,
                         ::testing::Values(std::pair{"cids_will_destroy", Value{{"cids", 1}}},
                                           std::pair{"cids_will_destroy", Value{{"cids", nullptr}}},
                                           std::pair{"cids_will_destroy", Value{{"cids", {{"0", 1}}}}},
                                           std::pair{"cids_will_destroy", nothing},
                                           std::pair{"cids_destroyed", Value{{"cids", "1,2"}}},
                                           std::pair{"cids_destroyed", Value::array({1})}));

}  // namespace
}  // namespace plume::testing
