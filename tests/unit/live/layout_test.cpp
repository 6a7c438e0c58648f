// Live layouts and render_with, in pages with compiled templates (server-api 1.8, 1.10).
#include <gtest/gtest.h>

#include <string>

#include "unit/live/harness.h"

namespace plume::testing {
namespace {

bool shows(const PageSource& page, std::string_view html) { return page.response.body.find(html) != std::string::npos; }
Value event_of(Tab& tab, const std::string& name, const Value& value = Value::object()) {
  return tab.event(tab.view, name, value);
}

TEST(LayoutTest, S1_8_StandsAroundTheViewInTheDeadRender) {
  LiveServer server;
  EXPECT_TRUE(
      shows(load(server, "/fruit"), "><header>0 in shop</header><main><b>apple</b></main><footer>5</footer></div>"));
}

TEST(LayoutTest, S1_8_IsThePartOfTheTreeThatTheViewStandsIn) {
  LiveServer server;
  Tab tab(server, "/fruit");
  EXPECT_EQ(tab.view.response()["rendered"], json(R"({
    "0": "0", "1": "shop", "2": "", "3": {"0": "apple", "s": 0, "r": 1}, "4": "5",
    "s": ["<header>", " in ", "</header>", "<main>", "</main><footer>", "</footer>"],
    "p": {"0": ["<b>", "</b>"]}})"));
}

TEST(LayoutTest, S1_8_OnlyWhatChangedIsSent) {
  LiveServer server;
  Tab tab(server, "/fruit");
  EXPECT_EQ(event_of(tab, "buy"), json(R"({"diff":{"0":"1"}})")) << "of the layout, which follows the view's assign";
  EXPECT_EQ(event_of(tab, "show", {{"article", "melon"}}), json(R"({"diff":{"3":{"0":"melon"}}})")) << "of the view";
  EXPECT_EQ(event_of(tab, "show", {{"article", "fig"}}), json(R"({"diff":{"3":{"0":"fig"},"4":"3"}})"))
      << "of both: what the layout reads through the view";
  EXPECT_EQ(event_of(tab, "show", {{"article", "fig"}}), json("{}"));
  EXPECT_EQ(event_of(tab, "thank"), json(R"({"diff":{"2":{"0":"Thank you!","s":0},"p":{"0":["<p>","</p>"]}}})"));
  EXPECT_EQ(tab.answer_to(tab.push(tab.view, "live_patch", {{"url", "http://localhost/fruit?x=1"}}))["response"],
            json(R"({"diff":{"2":""}})"))
      << "the flash goes with a patch";
}

TEST(LayoutTest, S1_8_ALiveSessionHasItInPlaceOfTheClassAndMountOfBoth) {
  LiveServer server;
  EXPECT_TRUE(shows(load(server, "/quiet/fruit"), "><aside></aside><b>apple</b></div>"));
  EXPECT_TRUE(shows(load(server, "/bare/fruit"), "><b>apple</b></div>"));
  EXPECT_TRUE(shows(load(server, "/choice"), "<main><i>apple</i></main>"));
  EXPECT_TRUE(shows(load(server, "/choice?layout=quiet"), "><aside></aside><i>apple</i></div>"));
  EXPECT_TRUE(shows(load(server, "/choice?layout=none"), "><i>apple</i></div>"));
  EXPECT_TRUE(shows(load(server, "/hooked/fruit"), "><aside></aside><b>apple</b></div>")) << "chosen by on_mount";
  EXPECT_TRUE(shows(load(server, "/hooked/choice?layout=none"), "><i>apple</i></div>")) << "mount comes last";
}

TEST(LayoutTest, S1_8_FollowsTheTitle) {
  LiveServer server;
  Tab tab(server, "/quiet/fruit");
  EXPECT_EQ(event_of(tab, "title"), json(R"({"diff":{"0":"Shop","t":"Shop"}})"));
}

TEST(LayoutTest, S1_8_OfAnotherClassOfViewsIsAnError) {
  LiveServer server;
  EXPECT_EQ(load(server, "/wrong").response.status, 500);
}

TEST(LayoutTest, S2_1_IsChosenInMountOnly) {
  LiveServer server;
  Tab tab(server, "/fruit");
  tab.push_event(tab.view, "relayout");
  EXPECT_EQ(tab.next().at(3).text(), "phx_error");
}

TEST(LayoutTest, S4_7_2_AViewInAPageHasTheOneOfItsMountOnly) {
  LiveServer server;
  const PageSource page = load(server, "/market");
  EXPECT_TRUE(shows(page, "><b>apple</b></div>")) << "that of the class does not count";
  EXPECT_TRUE(shows(page, "><aside></aside><u>chosen</u></div>"));
}

TEST(RenderWithTest, S1_10_APlaceholderInTheDeadRender) {
  LiveServer server;
  EXPECT_TRUE(shows(load(server, "/slow"), "><p>loading report</p></div>"));
  Tab tab(server, "/slow");
  EXPECT_EQ(tab.view.response()["rendered"]["0"].text(), "report");
}

TEST(RenderWithTest, S1_10_FollowsTheAssignsUntilTheOwnTemplateIsBack) {
  LiveServer server;
  Tab tab(server, "/slow");
  EXPECT_EQ(event_of(tab, "sketch"), json(R"({"diff":{"0":"sketch of","1":"report","s":["<p>"," ","</p>"]}})"));
  EXPECT_EQ(event_of(tab, "name", {{"to", "list"}}), json(R"({"diff":{"1":"list"}})"));
  EXPECT_EQ(event_of(tab, "own")["diff"]["0"].text(), "list");
}

class ComponentRenderWithTest : public ::testing::Test {
 protected:
  Value event(const std::string& name) {
    return tab.answer_to(tab.push(
        tab.view, "event", {{"type", "click"}, {"event", name}, {"value", Value::object()}, {"cid", 1}}))["response"];
  }
  LiveServer server;
  Tab tab{server, "/slow"};
};

TEST_F(ComponentRenderWithTest, S1_10_ReplacesTheTemplateOfAComponent) {
  EXPECT_EQ(event("sketch"), json(R"({"diff":{"c":{"1":{"0":"row","1":"report","s":["<p>"," ","</p>"],"r":1}}}})"));
  EXPECT_EQ(event("own"), json(R"({"diff":{"c":{"1":{"0":"report","s":["<li>","</li>"],"r":1}}}})"));
}

TEST_F(ComponentRenderWithTest, S10_1_WhichIsExactlyOneElement) {
  tab.push(tab.view, "event", {{"type", "click"}, {"event", "two"}, {"value", Value::object()}, {"cid", 1}});
  EXPECT_EQ(tab.next().at(3).text(), "phx_error");
}

}  // namespace
}  // namespace plume::testing
