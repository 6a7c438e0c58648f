// The page as the client keeps it, and what is checked in it (server-api 15.9).
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "support/app_site.h"
#include "testing/page_checks.h"
#include "testing/patch.h"

namespace {

using plume::testing::Checks;
using plume::testing::Reaction;
using plume::testing::StreamChanges;
using ::testing::AllOf;
using ::testing::HasSubstr;
namespace dom = plume::testing::dom;

// ---------------------------------------------------------------------------------------------------------------------
// patch

class PatchTest : public ::testing::Test {
 protected:
  std::string show(std::string_view html, const StreamChanges& changes = {}) {
    plume::testing::patch(view_, page_, html, changes);
    return dom::inner_html(view_);
  }
  static StreamChanges insert(std::vector<std::string> ids, std::int64_t at = -1,
                              std::optional<std::int64_t> limit = {}) {
    StreamChanges changes;
    for (auto& id : ids) changes.inserts[id] = {"0", at, limit};
    return changes;
  }
  static std::string list(std::string_view items) {
    std::string html = "<ul id=\"l\" phx-update=\"stream\">";
    for (const char item : items) html.append("<li id=\"").append(1, item).append("\">x</li>");
    return html + "</ul>";
  }
  // The ids of the entries, in order.
  std::string stream(std::string_view items, const StreamChanges& changes) {
    show(list(items), changes);
    std::string ids;
    for (const auto& child : dom::find_by_id(view_, "l")->children) ids += child->get("id");
    return ids;
  }

 private:
  dom::Node page_{dom::Node::Kind::document};
  dom::Node view_{dom::Node::Kind::element, "div"};
};

TEST_F(PatchTest, New_content_replaces_the_old__15_9) {
  EXPECT_EQ(show("<p>1</p>"), "<p>1</p>");
  EXPECT_EQ(show("<b phx-update=\"replace\">2</b>"), "<b phx-update=\"replace\">2</b>");
}

TEST_F(PatchTest, Ignored_elements_keep_all_but_data_attributes__15_9) {
  show("<p id=\"i\" phx-update=\"ignore\" class=\"a\" data-n=\"1\"><i>old</i></p>");
  EXPECT_EQ(show("<p id=\"i\" phx-update=\"ignore\" class=\"b\" data-n=\"2\"><i>new</i></p>"),
            "<p id=\"i\" phx-update=\"ignore\" class=\"a\" data-n=\"2\"><i>old</i></p>");
  EXPECT_THAT(problem([&] { show("<p phx-update=\"ignore\"></p>"); }), HasSubstr("needs an id"));
}

TEST_F(PatchTest, Other_updates_are_told__15_9) {
  EXPECT_THAT(problem([&] { show("<p id=\"i\" phx-update=\"append\"></p>"); }), HasSubstr("was removed"));
  EXPECT_THAT(problem([&] { show("<p id=\"i\" phx-update=\"what\"></p>"); }), HasSubstr("and not \"what\""));
}

TEST_F(PatchTest, Streams_take_inserts_at_their_places__8_7) {
  EXPECT_EQ(stream("12", insert({"1", "2"})), "12");
  EXPECT_EQ(stream("0", insert({"0"}, 0)), "012");
  EXPECT_EQ(stream("3", insert({"3"}, -1)), "0123");
  EXPECT_EQ(stream("x", insert({"x"}, 1)), "0x123");
  EXPECT_EQ(stream("y", insert({"y"}, 99)), "0x123y");
  EXPECT_EQ(stream("", {}), "0x123y");
}

TEST_F(PatchTest, Streams_keep_a_limit__8_6) {
  stream("0x123", insert({"0", "x", "1", "2", "3"}));
  EXPECT_EQ(stream("45", insert({"4", "5"}, -1, -4)), "2345");
  EXPECT_EQ(stream("n", insert({"n"}, 0, 3)), "n23");
}

TEST_F(PatchTest, Streams_delete_move_update_and_reset__8_7) {
  stream("2345", insert({"2", "3", "4", "5"}));
  StreamChanges deletes;
  deletes.deletes = {"3"};
  EXPECT_EQ(stream("", deletes), "245");
  EXPECT_EQ(stream("5", insert({"5"}, 0)), "245") << "what is there stays where it is";
  StreamChanges moves = insert({"5"}, 0);
  moves.deletes = {"5"};
  EXPECT_EQ(stream("5", moves), "524");
  StreamChanges resets = insert({"4", "2", "n"});
  resets.resets = {"0"};
  EXPECT_EQ(stream("42n", resets), "42n");
  StreamChanges updates = insert({"2", "new"});
  for (auto& [id, change] : updates.inserts) change.update_only = true;
  EXPECT_EQ(show("<ul id=\"l\" phx-update=\"stream\"><li id=\"2\">two</li><li id=\"new\">n</li></ul>", updates),
            "<ul id=\"l\" phx-update=\"stream\"><li id=\"4\" data-phx-stream=\"0\">x</li>"
            "<li id=\"2\" data-phx-stream=\"0\">two</li><li id=\"n\" data-phx-stream=\"0\">x</li></ul>");
}

TEST_F(PatchTest, Other_children_of_a_stream_are_never_removed__8_8) {
  show("<ul id=\"l\" phx-update=\"stream\"><li id=\"empty\">none</li></ul>");
  EXPECT_EQ(stream("1", insert({"1"}, 0, 1)), "1empty");
  StreamChanges reset;
  reset.resets = {"0"};
  EXPECT_EQ(stream("", reset), "empty");
}

TEST_F(PatchTest, Streams_need_ids__15_9) {
  EXPECT_THAT(problem([&] { show("<ul phx-update=\"stream\"></ul>"); }), HasSubstr("needs an id"));
  EXPECT_THAT(problem([&] { show("<ul id=\"u\" phx-update=\"stream\"><li></li></ul>"); }),
              HasSubstr("each child of an element with phx-update=\"stream\" needs an id"));
}

// ---------------------------------------------------------------------------------------------------------------------
// Checks

template <int Fault>
class FaultyLive : public plume::LiveView {
 public:
  void render(plume::Render& r) override {
    static constexpr std::string_view pages[] = {
        R"(<p id="a">1</p><p id="a">2</p>)", R"(<form phx-change="x"></form>)",
        R"(<form phx-change="x" id="f"></form><form phx-change="x" phx-ignore-missing-id></form>
           <form phx-change="x" phx-auto-recover="ignore"></form>)"};
    static constexpr std::string_view statics[] = {"", ""};
    static constexpr plume::Template site{statics, R"(["",""])", 1, false};
    plume::Node node(r, site);
    if (node.dynamic(0, plume::Change::unknown)) node.text(0, plume::raw(pages[Fault]));
    node.end();
  }
};

TEST(ChecksTest, Two_elements_must_not_have_the_same_id__15_9) {
  Site site;
  EXPECT_THAT(problem([&] { site.open<FaultyLive<0>>(); }),
              AllOf(HasSubstr("two elements have the id \"a\""), HasSubstr("<p id=\"a\">2</p>")));
  EXPECT_TRUE(site.app.live("/page", {.on_error = Checks{.duplicate_id = Reaction::warn}}).has_element("#a"));
}

TEST(ChecksTest, A_live_component_stands_in_one_place_of_its_view__15_9) {
  const auto check = [](std::string_view html) {
    plume::testing::PageChecks(Checks()).check(*dom::parse_document(html));
  };
  constexpr std::string_view twice = "<p data-phx-component=1></p><p data-phx-component=1></p>";
  EXPECT_THAT(problem([&] { check("<div id=a data-phx-session=x>" + std::string(twice) + "</div>"); }),
              HasSubstr("a live component stands in two places"));
  check(
      "<div id=a data-phx-session=x><p data-phx-component=1></p></div><div id=b data-phx-session=x>"
      "<p data-phx-component=1></p></div>");
}

TEST(ChecksTest, A_form_with_changes_needs_an_id__15_9) {
  Site site;
  const Checks strict{.missing_form_id = Reaction::raise};
  EXPECT_THAT(problem([&] { site.open<FaultyLive<1>>({.on_error = strict}); }), HasSubstr("has no id"));
  EXPECT_TRUE(site.app.live("/page").has_element("form")) << "by default it is a warning";
  Site other;
  EXPECT_TRUE(other.open<FaultyLive<2>>({.on_error = strict}).has_element("form"));
}

TEST(ChecksTest, What_is_ignored_everywhere_stays_so__15_9) {
  plume::testing::test_warnings().duplicate_id = Reaction::ignore;
  Site site;
  EXPECT_TRUE(site.open<FaultyLive<0>>({.on_error = Checks{.duplicate_id = Reaction::raise}}).has_element("#a"));
  plume::testing::test_warnings() = Checks();
}

// ---------------------------------------------------------------------------------------------------------------------
// Components, lists and nested views, on a real page

class Card : public plume::LiveComponent {
 public:
  plume::Assign<std::string> label{""};
  plume::Assign<int> clicks{0};
  void handle_event(std::string_view, const plume::Params&) override { ++clicks; }
  PLUME_HEEX(
      R"heex(<li><b>{@label}</b> <i>{@clicks}</i><button phx-click="c" phx-target={@myself}>{@label}</button></li>)heex")
};

class ChildLive : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "leave") return push_navigate("/away");
    ++n;
  }
  void handle_info(const plume::Message&) override { ++n; }
  PLUME_HEEX(R"heex(<button phx-click="child">{@n}</button><button phx-click="leave">Leave</button>)heex")
};

class ParentLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> cards{{"a", "b", "c"}};
  plume::Assign<bool> child{true};
  plume::Assign<int> n{0};
  void handle_event(std::string_view event, const plume::Params&) override {
    ++n;
    if (event == "reverse") {
      auto reversed = *cards;
      std::reverse(reversed.begin(), reversed.end());
      cards = reversed;
    }
    if (event == "drop") cards = {"b"};
    if (event == "all") cards = {"a", "b", "c"};
    if (event == "hide") child = !*child;
  }
  PLUME_HEEX(R"heex(
    <p id="n">{@n}</p>
    <ul><.live_component :for={card <- @cards} :key={card} module={Card} id={card} label={card} /></ul>
    <section :if={@child}>{plume::live_render<ChildLive>("child")}</section>
    {plume::live_render<ChildLive>("sticky", {.sticky = true})}
  )heex")
};

class NextLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<h1>Next</h1>{plume::live_render<ChildLive>("sticky", {.sticky = true})})heex")
};

class PageTest : public ::testing::Test, public Site {
 protected:
  plume::testing::View view = open<ParentLive>();
};

TEST_F(PageTest, Components_keep_their_state_while_they_move__15_9) {
  EXPECT_TRUE(view.element("li button", "a").render_click().contains("<b>a</b> <i>1</i>"));
  view.render_click("reverse");
  EXPECT_EQ(view.element("li:nth-child(3)").text(), "a 1a");
  EXPECT_EQ(view.element("li:nth-child(1)").text(), "c 0c");
}

TEST_F(PageTest, Components_that_left_are_destroyed_on_the_server__15_9) {
  view.element("li button", "a").render_click();
  view.render_click("drop");
  EXPECT_FALSE(view.has_element("li", "a"));
  view.render_click("all");
  EXPECT_EQ(view.element("li", "a").text(), "a 0a") << "another instance";
  EXPECT_EQ(view.element("li", "b").text(), "b 0b");
}

TEST_F(PageTest, Nested_views_are_joined_and_left__15_9_15_2) {
  ASSERT_EQ(view.live_children().size(), 2u);
  auto child = view.find_live_child("child");
  ASSERT_TRUE(child);
  EXPECT_FALSE(view.find_live_child("other"));
  EXPECT_TRUE(child->element("button", "0").render_click().contains("<button phx-click=\"child\">1</button>"));
  EXPECT_EQ(view.element("#n").text(), "0");
  EXPECT_TRUE(view.element("#child button", "1").render_click().contains("<button phx-click=\"child\">2</button>"))
      << "the markup of a child is its parent's too, and the event goes to the child";
  view.render_click("any");
  EXPECT_TRUE(view.has_element("#child button", "2")) << "a patch of the parent leaves it";
  view.render_click("hide");
  EXPECT_EQ(view.live_children().size(), 1u);
  EXPECT_THROW(child->render().html(), std::invalid_argument);
  view.render_click("hide");
  EXPECT_TRUE(view.has_element("#child button", "0")) << "it starts anew";
}

TEST_F(PageTest, A_message_to_a_child_is_seen_at_once__15) {
  endpoint.send(view.find_live_child("child")->pid(), 1);
  EXPECT_TRUE(view.has_element("#child button", "1"));
}

TEST_F(PageTest, A_child_that_goes_takes_the_page_along__15_3) {
  const auto result = view.element("#child button", "Leave").render_click();
  ASSERT_TRUE(result.redirect());
  EXPECT_EQ(result.redirect()->to, "/away");
  EXPECT_TRUE(view.render().redirect());
}

TEST_F(PageTest, Sticky_views_live_on_while_the_page_changes__15_9) {
  Site site;
  site.endpoint.router().live<NextLive>("/next");
  auto first = site.open<ParentLive>();
  first.element("#sticky button", "0").render_click();
  auto next = first.live_redirect("/next");
  EXPECT_EQ(next.element("h1").text(), "Next");
  EXPECT_TRUE(next.element("#sticky button", "1").render_click().contains("2"));
}

}  // namespace
