// Live components of a page: their events, messages and removal (wire-protocol 4 and 7, server-api 10), and what
// clients may say of them that is not so.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "unit/channel/harness.h"
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
