// Live components: templates.md 7, server-api 10, wire-protocol 7.
#include "view/components.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>

#include "component_pages.h"
#include "support/driven_view.h"
#include "support/few_key_hashes.h"

namespace plume::testing {
namespace {

struct NewJournal {
  NewJournal() { journal.clear(); }
};
/// A connected view whose components begin a journal.
template <class V>
class Driven : NewJournal, public DrivenView<V> {};

TEST(Components, C7_3_TheFirstOfATypeBringsTheStaticsForAll) {
  Driven<Sky> sky;
  EXPECT_EQ(sky.diff(),
            R"({"0":{"0":{"k":{"0":{"0":1},"1":{"0":2},"2":{"0":3},"kc":3},"s":0},"s":1},"s":["",""],"c":{)"
            R"("1":{"0":" phx-target=\"1\"","1":"n","2":"","s":["<i",">","","</i>"],"r":1},)"
            R"("2":{"0":" phx-target=\"2\"","1":"n","2":"","s":1},)"
            R"("3":{"0":" phx-target=\"3\"","1":"n","2":"","s":1}},"p":{"0":["",""],"1":["<div>","</div>"]}})");
  EXPECT_EQ(sky.event("add"),
            R"({"0":{"0":{"k":{"3":{"0":4},"kc":4}}},"c":{"4":{"0":" phx-target=\"4\"","1":"n","2":"","s":-1}}})");
}

TEST(Components, C7_3_AnEventRendersTheComponentAlone) {
  Driven<Sky> sky;
  sky.diff();
  EXPECT_EQ(sky.event_to(2, "hit"), R"({"c":{"2":{"2":{"0":"1","s":["<b>","</b>"]}}}})");
  EXPECT_EQ(sky.event_to(2, "hit"), R"({"c":{"2":{"2":{"0":"2"}}}})");
  EXPECT_EQ(sky.event_to(2, "nothing"), "{}");
  EXPECT_EQ(sky.event_to(3, "tell"), R"({"r":{"hits":0}})");
  EXPECT_EQ(sky.event("nothing"), "{}");
}

TEST(Components, C7_3_AdoptedBranchesBringValuesOnly) {
  Driven<Sky> sky;
  sky.diff();
  sky.event_to(1, "hit");
  // The branch of component 1 is there to be adopted, but the new component does not show it.
  EXPECT_EQ(sky.event("add"),
            R"({"0":{"0":{"k":{"3":{"0":4},"kc":4}}},"c":{"4":{"0":" phx-target=\"4\"","1":"n","2":"","s":-1}}})");
  EXPECT_EQ(sky.event_to(4, "hit"), R"({"c":{"4":{"2":{"0":"1","s":["<b>","</b>"]}}}})");
}

TEST(Components, R4_2_AnEventToAComponentThatIsGoneIsNotHandled) {
  Driven<Sky> sky;
  EXPECT_FALSE(sky->handle_component_event(1, "hit", {})) << "there is none yet";
  sky.diff();
  EXPECT_FALSE(sky->handle_component_event(4, "hit", {}));
  EXPECT_FALSE(sky->handle_component_event(0, "hit", {}));
}

TEST(Components, C7_2_UpdateFollowsAttributesThatAreOthersThanBefore) {
  Driven<Sky> sky;
  sky.diff();
  EXPECT_EQ(journal, (Words{"mount 1", "mount 2", "mount 3", "update 1 n", "update 2 n", "update 3 n"}));
  journal.clear();
  sky.event_to(2, "rename");
  EXPECT_EQ(journal, Words());
  EXPECT_EQ(sky.event("add"), R"({"0":{"0":{"k":{"3":{"0":4},"kc":4}}},)"
                              R"("c":{"4":{"0":" phx-target=\"4\"","1":"n","2":"","s":-1}}})");
  EXPECT_EQ(journal, (Words{"mount 4", "update 4 n"})) << "what a component set itself stays";
  sky.event("name", Value("m"));
  EXPECT_EQ(journal.size(), 6u);
  EXPECT_EQ(journal.back(), "update 4 m");
}

TEST(Components, C7_2_ValuesThatAreWrittenAlikeAreDifferent) {
  Driven<CountingPage> page;
  auto& view = page.view();
  int updates = 1;
  page.diff();
  const auto changed = [&] {
    const std::string expected = R"({"c":{"1":{"0":")" + std::to_string(++updates) + R"("}}})";
    return page.event("x") == expected && page.event("x") == "{}";
  };
  view.words = {"ab"};
  EXPECT_TRUE(changed());
  view.words = {"a", "b"};
  EXPECT_TRUE(changed());
  view.words = {"a", "b", ""};
  EXPECT_TRUE(changed());
  view.maybe = false;
  EXPECT_TRUE(changed());
  view.json = false;
  EXPECT_TRUE(changed());
  view.json = "";
  EXPECT_TRUE(changed());
  view.point = {1};
  EXPECT_TRUE(changed());
}

TEST(Components, C10_4_RemovalTakesTwoSteps) {
  Driven<Sky> sky;
  sky.diff();
  sky.event_to(1, "hit");
  EXPECT_EQ(sky.event("shown"), R"({"0":""})");
  const std::string again = R"({"0":{"0":{"k":{"0":{"0":1},"1":{"0":2},"2":{"0":3},"kc":3},"s":0},"s":1},)";
  EXPECT_EQ(sky.event("shown"), again + R"("p":{"0":["",""],"1":["<div>","</div>"]}})") << "nothing was reported";

  sky.event("shown");
  for (const std::uint32_t cid : {1u, 2u, 3u}) sky->components().will_destroy(cid);
  const std::string revived = sky.event("shown");
  EXPECT_NE(revived.find(R"("1":{"0":" phx-target=\"1\"","1":"n","2":{"0":"1","s":["<b>","</b>"]},"s":[)"),
            std::string::npos)
      << "all of it, with its state: " << revived;
  EXPECT_FALSE(sky->components().destroy(1)) << "it is back";

  sky.event("shown");
  for (const std::uint32_t cid : {1u, 2u, 3u, 9u}) sky->components().will_destroy(cid);
  EXPECT_TRUE(sky->components().destroy(1));
  EXPECT_TRUE(sky->components().destroy(2));
  EXPECT_FALSE(sky->components().destroy(2));
  EXPECT_FALSE(sky->components().destroy(9));
  journal.clear();
  const std::string fresh = sky.event("shown");
  EXPECT_NE(fresh.find(R"("k":{"0":{"0":4},"1":{"0":5},"2":{"0":3},"kc":3})"), std::string::npos)
      << "numbers are not used again: " << fresh;
}

TEST(Components, C10_2_SendUpdateChangesAndRendersOneComponent) {
  Driven<Sky> sky;
  sky.diff();
  journal.clear();
  const auto update = [&](const auto& id) {
    runtime::Mail mail;
    mail.kind = view::update_mail;
    mail.message = detail::component_update<Star>(id, [](Star& star) { star.name = "told"; });
    sky->handle_mail(mail);
    return sky.diff();
  };
  EXPECT_EQ(update("2"), R"({"c":{"2":{"1":"told"}}})");
  EXPECT_EQ(journal, (Words{"update 2 told"}));
  EXPECT_EQ(update(Cid(3)), R"({"c":{"3":{"1":"told"}}})") << "by its myself";
  EXPECT_EQ(update("7"), "{}");
  EXPECT_EQ(update(Cid(7)), "{}");
  EXPECT_THROW(detail::component_update<Star>(std::optional<int>(), [](Star&) {}), std::invalid_argument);
}

TEST(Components, C10_2_AMyselfOfAnotherTypeIsAnError) {
  Driven<PanelPage> page;
  page.diff();
  const auto update = detail::component_update<Star>(Cid(1), [](Star&) {});
  EXPECT_THROW(page->components().update(update), std::invalid_argument);
}

TEST(Components, C10_3_SendUpdateCallsUpdateManyWithOne) {
  Driven<BatchPage> page;
  page.diff();
  page->components().update(detail::component_update<Batched>("ax", [](Batched&) {}));
  EXPECT_NE(page.diff().find(R"("0":"ax"})"), std::string::npos);
}

TEST(Components, C7_3_SlotsReadTheCallerAndAreRenderedWithTheComponent) {
  Driven<PanelPage> page;
  const std::string join = page.diff();
  EXPECT_NE(join.find(R"("2":{"0":" phx-target=\"2\"","1":"s")"), std::string::npos) << join;
  EXPECT_EQ(page.event("n"), R"({"c":{"1":{"1":{"0":{"0":"1"}}}}})");
  EXPECT_EQ(page.event("title"), R"({"c":{"1":{"0":"t!"}}})");
  EXPECT_EQ(page.event_to(1, "toggle"), R"({"c":{"1":{"1":""},"3":{"1":"closed"}}})");
  EXPECT_EQ(page.event("n"), "{}") << "the slot is not shown";
  const std::string open = page.event_to(1, "toggle");
  EXPECT_NE(open.find(R"("0":"2","1":"yes","2":2)"), std::string::npos) << open;
  EXPECT_EQ(page.event_to(2, "hit"), R"({"c":{"2":{"2":{"0":"1","s":["<b>","</b>"]}}}})");
}

TEST(Components, C7_4_WhatChangedWhileAComponentWasHiddenIsSentOnceItIsBack) {
  Driven<HidingPage> page;
  page.diff();
  page.event("shown");
  page.event("n");
  page.event("width");
  const std::string shown = page.event("shown");
  EXPECT_NE(shown.find(R"("c":{"2":{"0":"50","1":{"0":"1"}}})"), std::string::npos) << shown;
}

TEST(Components, C7_4_AnEventToAHiddenComponentShowsOnceItIsBack) {
  Driven<HidingPage> page;
  page.diff();
  page.event("shown");
  EXPECT_EQ(page.event_to(2, "grow"), "{}");
  page.event("width");
  const std::string shown = page.event("shown");
  EXPECT_NE(shown.find(R"("c":{"2":{"0":"50"}})"), std::string::npos) << shown;
}

TEST(Components, AComponentThatWasCalledWithoutSlotsBeforeIsRenderedOnce) {
  Driven<FillingPage> page;
  page.diff();
  page->handle_component_event(1, "grow", {});
  const std::string filled = page.event("fill");
  EXPECT_NE(filled.find(R"("c":{"1":{"0":"1","1":{)"), std::string::npos) << filled;
  EXPECT_NE(filled.find("full"), std::string::npos) << filled;
  EXPECT_EQ(page.event_to(1, "grow"), R"({"c":{"1":{"0":"2"}}})");
}

TEST(Components, C10_3_UpdateManyTakesAllOfALevel) {
  Driven<BatchPage> page;
  const std::string join = page.diff();
  EXPECT_NE(join.find(R"("2":{"0":"top")"), std::string::npos) << join;
  EXPECT_NE(join.find(R"("0":"axaybxby")"), std::string::npos) << join;
  EXPECT_EQ(Driven<BatchPage>::html(),
            "<!-- before --><em><u>axaybxby</u><u>axaybxby</u></em><u>top</u>"
            "<em><u>axaybxby</u><u>axaybxby</u></em>");
}

TEST(Components, C7_3_TheDeadRenderHoldsPlainMarkup) {
  EXPECT_EQ(Driven<Sky>::html(),
            "<!-- before --><div><i phx-target=\"1\">n</i><i phx-target=\"2\">n</i><i phx-target=\"3\">n</i></div>");
  EXPECT_EQ(Driven<PanelPage>::html(),
            "<!-- before --><section>t<p>0 yes<i phx-target=\"2\">s</i></p><i phx-target=\"3\">open</i></section>");
}

TEST(Components, HtmlCanBeRenderedAgain) {
  Driven<Sky> sky;
  sky.diff();
  std::string first, second;
  sky->render_html(first);
  sky->render_html(second);
  EXPECT_EQ(first, second);
  EXPECT_NE(first.find("<i phx-target=\"3\">n</i>"), std::string::npos);
}

TEST(Components, C7_5_MistakesAreNamed) {
  Driven<Sky> sky;
  sky.diff();
  sky->handle_event("twice", {});
  try {
    sky.diff();
    FAIL() << "two components with one id";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("Star have the id \"1\""), std::string::npos) << error.what();
  }
  Driven<BadPage> null;
  EXPECT_THROW(null.diff(), std::invalid_argument);
}

TEST(Components, C10_1_NavigationBeforeTheFirstRenderIsAnError) {
  for (const char* when : {"mount", "update"}) {
    Driven<BadPage> bad;
    bad.view().id = when;
    EXPECT_THROW(bad.diff(), std::logic_error) << when;
  }
  Driven<BadPage> together;
  together.view().id = "t";
  together.view().together = true;
  EXPECT_THROW(together.diff(), std::logic_error);
}

TEST(Components, ARenderThatThrowsLeavesNothingToOtherViews) {
  Driven<BreakingPage> breaking;
  EXPECT_THROW(breaking.diff(), std::runtime_error);
  Driven<Sky> sky;
  EXPECT_EQ(sky.diff().find("secret"), std::string::npos);
}

TEST(Components, AreKnownByTheIdOfTheirCall) {
  Driven<RenamingPage> page;
  page.diff();
  EXPECT_EQ(page.event("n"), R"({"0":"1"})");
  auto mail =
      view::mail_of(view::update_mail, detail::component_update<Renaming>("a", [](Renaming& one) { one.mounts = 7; }));
  page->handle_mail(mail);
  EXPECT_EQ(page.diff(), R"({"c":{"1":{"1":"7"}}})");
  EXPECT_EQ(page.event_to(1, "rename"), R"({"c":{"1":{"0":"own!"}}})");
  EXPECT_EQ(page.event("n"), R"({"0":"2"})");
}

// Each keeps its own state, though nothing but its class or its id tells it from others.
void keep_apart() {
  Driven<PairsPage> page;
  page.diff();
  constexpr std::uint32_t all = 80;
  for (std::uint32_t cid = 1; cid <= all; ++cid)
    for (std::uint32_t hits = 0; hits < cid; ++hits) page.event_to(cid, "hit");
  page.event("reverse");
  page.event("drop");  // the first one of each class
  for (std::uint32_t cid = 3; cid <= all; ++cid)
    EXPECT_EQ(page.event_to(cid, "hit"),
              R"({"c":{")" + std::to_string(cid) + R"(":{"1":")" + std::to_string(cid + 1) + R"("}}})");
  page->components().will_destroy(1);
  EXPECT_TRUE(page->components().destroy(1));
  EXPECT_FALSE(page->components().destroy(1));
  EXPECT_EQ(page.event_to(2, "hit"), R"({"c":{"2":{"1":"3"}}})");
}

TEST(Components, AreToldApartByClassAndId) { keep_apart(); }

TEST(Components, AreToldApartWhereHashesOfIdsMeet) {
  for (const unsigned bits : {0u, 4u}) {
    const FewKeyHashes few(bits);
    keep_apart();
  }
}

// A JSON value goes on as another one that is written alike, or as nothing.
TEST(Components, JsonThatIsWrittenAlikeIsAnotherAttribute) {
  Driven<CountingPage> page;
  const auto updates = [&](Value json) {
    page.view().json = std::move(json);
    page.event("show");
    return static_cast<const Counting*>(page->components().component(1))->updates.get();
  };
  const int first = updates(Value());
  EXPECT_EQ(updates(Value()), first);
  EXPECT_EQ(updates(""), first + 1);
  EXPECT_EQ(updates("[1]"), first + 2);
  EXPECT_EQ(updates(Value::array({1})), first + 3);
  EXPECT_EQ(updates(5.0), first + 4);
  EXPECT_EQ(updates(std::bit_cast<std::int64_t>(5.0)), first + 5);
  EXPECT_EQ(updates(1), first + 6);
  EXPECT_EQ(updates(true), first + 7);
}

// Renders of other views, within those of this one, and between the writes of its callbacks: diffs and pages, whole
// ones and ones that throw.
TEST(Components, OtherViewsAreRenderedWithinARender) {
  const auto messages = [] {
    Driven<InterruptedPage> page;
    Words all{page.html(), page.diff()};
    for (int i = 0; i < 3; ++i) all.push_back(page.event("n"));
    for (const std::uint32_t cid : {2u, 7u}) all.push_back(page.event_to(cid, "hit"));
    return all;
  };
  const Words alone = messages();
  EXPECT_NE(alone[4].find(R"("1":"6")"), std::string::npos) << alone[4];

  Words disturbed;
  {
    int depth = 0, calls = 0;
    Driven<InterruptedPage> other;
    other.diff();
    within = [&] {
      if (depth == 4 || ++calls % (5 * depth + 3) != 0) return std::string();
      ++depth;
      Driven<Sky> sky;
      sky.diff();
      sky.event("add");
      Driven<InterruptedPage>::html();
      EXPECT_THROW(Driven<BreakingPage>().diff(), std::runtime_error);
      if (depth == 1) other.event("n");
      --depth;
      return std::string();
    };
    disturbed = messages();
    within = [] { return std::string(); };
  }
  EXPECT_EQ(disturbed, alone);
}

TEST(Components, NavigatesInHandleEvent) {
  Driven<Sky> sky;
  sky.diff();
  EXPECT_TRUE(sky->handle_component_event(1, "away", {}));
  EXPECT_EQ(sky->take_navigation()->to, "/away");
}

}  // namespace
}  // namespace plume::testing
