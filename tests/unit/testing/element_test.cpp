// How elements are found (server-api 15.2), and what is done to them (15.3).
#include <plume/js.h>

#include <fstream>
#include <iterator>

#include "support/app_site.h"

namespace {

using plume::testing::Matching;
using plume::testing::Redirect;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Inner : public plume::LiveComponent {
 public:
  plume::Assign<int> hits{0};
  void handle_event(std::string_view, const plume::Params&) override { ++hits; }
  PLUME_HEEX(
      R"heex(<div class="inner"><i>{@hits}</i><button phx-click="hit" phx-target={@myself}>Hit</button></div>)heex")
};

class EventsLive : public plume::LiveView {
 public:
  plume::Assign<std::string> last{""};
  plume::Assign<int> events{0};
  plume::Assign<std::string> query{""};
  void handle_params(const plume::Params& params, std::string_view) override {
    query = std::string(params["q"].text());
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    ++events;
    last = std::string(event) + " " + params.json(true);
  }
  PLUME_HEEX(R"heex(
    <p id="last">{@last}</p>
    <p id="events">{@events}</p>
    <p id="query">{@query}</p>
    <ul>
      <li class="item">one  <b>item</b></li>
      <li class="item">two items</li>
      <li class="item">ten items</li>
    </ul>
    <button id="click" phx-click="clicked" phx-value-a="1" value="v">Click</button>
    <button id="off" phx-click="clicked" disabled>Off</button>
    <button id="bare">Bare</button>
    <button id="js" phx-click={plume::JS().push("first").hide().push("second", {.value = plume::Value{{"x", plume::Value{{"a", 1}}}}})}>JS</button>
    <button id="nothing" phx-click={plume::JS().hide()}>Nothing</button>
    <button id="patching" phx-click={plume::JS().patch("/page?q=js")}>Patch</button>
    <button id="leaving" phx-click={plume::JS().push("before").navigate("/there", {.replace = true}).push("never")}>Leave</button>
    <button id="to-component" phx-click="hit" phx-target=".inner">Hit all</button>
    <input id="key" phx-keydown="key" phx-keyup="up" phx-focus="focus" phx-blur="blur" value="typed" />
    <div id="window" phx-window-keydown="window-key"></div>
    <div id="hook" phx-hook="Chart" phx-value-y="2"></div>
    <div id="list-end" phx-viewport-bottom="more"></div>
    <.link patch="/page?q=link" id="patch">Patch</.link>
    <.link patch="?q=query" id="patch-query">Patch</.link>
    <.link patch="#top" id="patch-top">Patch</.link>
    <.link navigate="?q=there" id="navigate-query">Navigate</.link>
    <.link navigate="/there" id="navigate">Navigate</.link>
    <a href="https://example.com/" id="away">Away</a>
    <a id="nowhere">Nowhere</a>
    <.live_component module={Inner} id="one" />
    <.live_component module={Inner} id="two" />
  )heex")
};

class ElementTest : public ::testing::Test, public Site {
 protected:
  plume::testing::View view = open<EventsLive>();
  std::string last() { return view.element("#last").text(); }
};

TEST_F(ElementTest, A_selector_must_mean_one_element__15_2) {
  EXPECT_EQ(view.element("#bare").text(), "Bare");
  EXPECT_THAT(problem([&] { view.element("#gone").text(); }),
              AllOf(HasSubstr("expected selector \"#gone\" to return a single element, but got none within:"),
                    HasSubstr("<button id=\"bare\">Bare</button>")));
  EXPECT_THAT(problem([&] { view.element("li").text(); }),
              AllOf(HasSubstr("but got 3:"), HasSubstr("<li class=\"item\">two items</li>")));
}

TEST_F(ElementTest, A_text_filter_chooses_among_them__15_2) {
  EXPECT_EQ(view.element("li", "one item").text(), "one item");
  EXPECT_EQ(view.element("li", Matching{"^t.o"}).text(), "two items");
  EXPECT_THAT(problem([&] { view.element("#gone", "x").text(); }), HasSubstr("did not return any element"));
  EXPECT_THAT(problem([&] { view.element("#bare", "x").text(); }), HasSubstr("did not match text filter \"x\""));
  EXPECT_THAT(problem([&] { view.element("li", "x").text(); }), HasSubstr("returned 3 elements but none matched"));
  EXPECT_THAT(problem([&] { view.element("li", "items").text(); }),
              HasSubstr("returned 3 elements and 2 of them matched text filter \"items\""));
  EXPECT_THAT(problem([&] { view.element("li", Matching{"("}).text(); }), HasSubstr("is no regular expression"));
}

TEST_F(ElementTest, Has_element_takes_one_or_many__15_2) {
  EXPECT_TRUE(view.has_element("li"));
  EXPECT_TRUE(view.has_element("li", "two"));
  EXPECT_FALSE(view.has_element("li", "nine"));
  EXPECT_FALSE(view.has_element("#gone"));
  EXPECT_TRUE(view.has_element(view.element("#bare")));
}

TEST_F(ElementTest, A_handle_is_resolved_at_each_use__15_2) {
  const auto element = view.element("#last", "clicked");
  EXPECT_FALSE(element.exists());
  view.element("#click").render_click();
  EXPECT_TRUE(element.exists());
}

TEST_F(ElementTest, A_click_sends_the_values_of_the_element_and_gives_the_views_html__15_3) {
  const auto result = view.element("#click").render_click({{"b", 2}});
  EXPECT_TRUE(result.contains("<p id=\"last\">clicked {\"a\":\"1\",\"b\":2,\"value\":\"v\"}</p>"));
  EXPECT_FALSE(result.contains("data-phx-session"));
}

TEST_F(ElementTest, What_cannot_be_clicked_is_told__15_3) {
  EXPECT_THAT(problem([&] { view.element("#off").render_click(); }),
              HasSubstr("cannot click element \"#off\" because it is disabled"));
  EXPECT_THAT(problem([&] { view.element("#bare").render_click(); }), HasSubstr("has neither phx-click nor href"));
  EXPECT_THAT(problem([&] { view.element("#nowhere").render_click(); }), HasSubstr("has neither phx-click nor href"));
  EXPECT_THAT(problem([&] { view.element("#nothing").render_click(); }),
              HasSubstr("no push or navigation command found"));
}

TEST_F(ElementTest, All_pushes_of_js_commands_are_sent_and_values_merged_deeply__15_3) {
  view.element("#js").render_click({{"x", {{"b", 2}}}});
  EXPECT_EQ(last(), "second {\"x\":{\"a\":1,\"b\":2}}");
  EXPECT_EQ(view.element("#events").text(), "2");
}

TEST_F(ElementTest, A_js_patch_patches_and_a_js_navigate_ends__15_3) {
  EXPECT_TRUE(view.element("#patching").render_click().contains("<p id=\"query\">js</p>"));
  const auto result = view.element("#leaving").render_click();
  ASSERT_TRUE(result.redirect());
  EXPECT_EQ(result.redirect()->kind, Redirect::Kind::live_redirect);
  EXPECT_EQ(result.redirect()->to, "/there");
  EXPECT_TRUE(result.redirect()->replace);
}

TEST_F(ElementTest, Links_are_followed__15_3) {
  EXPECT_TRUE(view.element("#patch").render_click().contains("<p id=\"query\">link</p>"));
  EXPECT_TRUE(view.element("#patch-query").render_click().contains("<p id=\"query\">query</p>"));
  view.assert_patched("/page?q=query");
  EXPECT_TRUE(view.element("#patch-top").render_click().contains("<p id=\"query\">query</p>"));
  view.assert_patched("/page?q=query#top");
  const auto result = view.element("#navigate").render_click();
  ASSERT_TRUE(result.redirect());
  EXPECT_EQ(result.redirect()->kind, Redirect::Kind::live_redirect);
  EXPECT_EQ(result.redirect()->to, "/there");
}

TEST_F(ElementTest, A_link_may_be_the_rest_of_the_pages_url) {
  const auto result = view.element("#navigate-query").render_click();
  ASSERT_TRUE(result.redirect());
  EXPECT_EQ(result.redirect()->to, "/page?q=there");
}

TEST_F(ElementTest, A_plain_link_loads_a_page__15_3) {
  const auto result = view.element("#away").render_click();
  ASSERT_TRUE(result.redirect());
  EXPECT_EQ(result.redirect()->kind, Redirect::Kind::redirect);
  EXPECT_EQ(result.redirect()->to, "https://example.com/");
  EXPECT_TRUE(view.render().redirect());
}

TEST_F(ElementTest, Keys_and_focus__15_3) {
  view.element("#key").render_keydown({{"key", "Enter"}});
  EXPECT_EQ(last(), "key {\"key\":\"Enter\",\"value\":\"typed\"}");
  view.element("#key").render_keyup();
  EXPECT_THAT(last(), HasSubstr("up "));
  view.element("#key").render_focus();
  EXPECT_THAT(last(), HasSubstr("focus "));
  view.element("#key").render_blur();
  EXPECT_THAT(last(), HasSubstr("blur "));
  view.element("#window").render_keydown({{"key", "a"}});
  EXPECT_EQ(last(), "window-key {\"key\":\"a\"}");
  EXPECT_THAT(problem([&] { view.element("#bare").render_keydown(); }),
              HasSubstr("does not have phx-keydown attribute"));
}

TEST_F(ElementTest, Hooks_push_events__15_3) {
  view.element("#hook").render_hook("drawn", {{"ok", true}});
  EXPECT_EQ(last(), "drawn {\"ok\":true,\"y\":\"2\"}");
  view.element("#list-end").render_hook("more");
  EXPECT_EQ(last(), "more {}");
  EXPECT_THAT(problem([&] { view.element("#bare").render_hook("x"); }), HasSubstr("needs phx-hook and an id"));
}

TEST_F(ElementTest, Targets_are_numbers_and_selectors__15_3) {
  view.element(".inner:last-child button").render_click();
  EXPECT_EQ(view.element(".inner:last-child i").text(), "1");
  view.element("#to-component").render_click();
  EXPECT_TRUE(view.has_element(".inner:last-child i", "2"));
}

TEST_F(ElementTest, Events_may_be_sent_by_name__15_3) {
  EXPECT_TRUE(view.render_click("any", {{"n", 1}}).contains("any {\"n\":1}"));
  view.render_change("form", {{"user", {{"age", 3}}}});
  EXPECT_EQ(last(), "form {\"user\":{\"age\":\"3\"}}");
  view.with_target(".inner").render_click("hit");
  EXPECT_FALSE(view.has_element(".inner i", "0"));
}

TEST_F(ElementTest, An_element_renders_itself__15_4) {
  EXPECT_EQ(view.element("#bare").render().html(), "<button id=\"bare\">Bare</button>");
  EXPECT_THAT(view.render().html(), HasSubstr("<div id=\"" + view.id() + "\" data-phx-main"));
}

TEST_F(ElementTest, A_page_opens_in_a_browser__15_4) {
  std::string path;
  view.open_browser([&](const std::string& file) { path = file; });
  EXPECT_THAT(path, HasSubstr("page.html"));
  std::ifstream file(path);
  const std::string html(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(html, AllOf(HasSubstr("<button id=\"bare\">"), ::testing::Not(HasSubstr("<script"))));
  view.element("#bare").open_browser([&](const std::string& one) { path = one; });
  std::ifstream part(path);
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(part), {}),
              HasSubstr("<body><button id=\"bare\">Bare</button></body>"));
}

}  // namespace
