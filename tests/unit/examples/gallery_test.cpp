// The pages of the gallery, as their visitors use them.
#include "gallery/gallery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <plume/testing.h>

namespace {

using plume::Value;
using ::testing::HasSubstr;

class GalleryTest : public ::testing::Test {
 protected:
  gallery::Gallery gallery;
  plume::testing::App app{gallery.endpoint()};
};

TEST_F(GalleryTest, Every_example_of_the_start_page_opens) {
  auto start = app.live("/");
  for (const std::string path : {"/counter", "/clock", "/table", "/form", "/order", "/components", "/board", "/search",
                                 "/chat/lobby", "/monitor"}) {
    EXPECT_TRUE(start.has_element("a[href='" + path + "']")) << path;
    EXPECT_TRUE(app.live(path).has_element("main")) << path;
  }
}

TEST_F(GalleryTest, The_counter_counts) {
  auto view = app.live("/counter");
  EXPECT_EQ(view.page_title(), "Counter");
  EXPECT_TRUE(view.has_element("button:disabled", "Reset"));
  view.element("[aria-label=Increase]").render_click();
  view.element("[aria-label=Increase]").render_click();
  view.element("[aria-label=Decrease]").render_click();
  EXPECT_EQ(view.element("output").text(), "1");
  view.element("button", "Reset").render_click();
  EXPECT_EQ(view.element("output").text(), "0");
  view.element("[aria-label=Decrease]").render_click();
  EXPECT_TRUE(view.has_element("output.negative", "-1"));
}

TEST_F(GalleryTest, The_form_says_what_is_wrong_until_nothing_is) {
  auto view = app.live("/form");
  view.form("#sign-up", {{"user", {{"name", "Ada"}, {"email", "ada"}}}}).render_change();
  EXPECT_EQ(view.element("#about-email").text(), "This does not look like an e-mail address.");
  EXPECT_EQ(view.element("#about-password").text(), "10 characters to go.");
  view.form("#sign-up").render_submit();
  EXPECT_EQ(view.element("#about-terms").text(), "Without this we cannot go on.");

  view.form("#sign-up",
            {{"user", {{"name", "Ada"}, {"email", "ada@example.com"}, {"password", "0123456789"}, {"terms", "true"}}}})
      .render_submit();
  EXPECT_TRUE(view.has_element(".success", "Welcome, Ada!"));
  view.element("button", "Sign up somebody else").render_click();
  EXPECT_TRUE(view.has_element("#sign-up"));
}

TEST_F(GalleryTest, The_search_finds_countries_and_answers_without_javascript) {
  auto view = app.live("/search?q=berlin");
  EXPECT_TRUE(view.has_element("#found li", "Germany"));
  view.form("#search", {{"q", "zzz"}}).render_change();
  EXPECT_TRUE(view.has_element(".empty", "contains “zzz”"));
  EXPECT_FALSE(view.has_element("#found li"));
  EXPECT_THAT(app.submit_form(view.form("#search", {{"q", "paris"}})).response.body, HasSubstr("France"));
}

TEST_F(GalleryTest, An_order_grows_shrinks_and_is_added_up) {
  auto view = app.live("/order");
  EXPECT_EQ(view.element(".total output").text(), "10.25");
  view.form("#order", {{"order", {{"lines", {{"0", {{"quantity", "20"}}}}}}}}).render_change();
  EXPECT_EQ(view.element(".total output").text(), "14.25");
  view.element("button[phx-click=up]:not([disabled])").render_click();
  EXPECT_TRUE(view.has_element("[name='order[lines][0][item]'][value=Ink]"));

  const Value add{{"order", {{"lines_sort", Value::array({"0", "1", "new"})}}}};
  view.form("#order").render_change(add);
  EXPECT_TRUE(view.has_element("[name='order[lines][2][item]']"));
  view.form("#order").render_change({{"order", {{"lines_drop", Value::array({"", "2"})}}}});
  EXPECT_FALSE(view.has_element("[name='order[lines][2][item]']"));
  view.form("#order", {{"order", {{"customer", "Ada"}, {"delivery", "letter"}}}}).render_submit();
  EXPECT_TRUE(view.has_element("[role=status]", "Ordered for Ada."));
}

TEST_F(GalleryTest, Cards_of_the_board_are_edited_moved_and_removed) {
  auto view = app.live("/board");
  view.element("#task-1 [title=Edit]").render_click();
  view.form("#edit-1", {{"title", "Write tests"}}).render_change();
  view.element("#task-1 [aria-label='Move right']").render_click();
  EXPECT_TRUE(view.has_element("#title-1[value='Write tests']")) << "it keeps its state in the next column";
  view.form("#edit-1").render_submit();
  EXPECT_TRUE(view.has_element("#task-1 [title=Edit]", "Write tests"));
  EXPECT_TRUE(view.has_element("#task-1 .saved"));

  view.form("#add", {{"title", "One more"}}).render_submit();
  EXPECT_TRUE(view.has_element(".column:first-child .task", "One more"));
  view.element("#task-1 [aria-label=Remove]").render_click();
  EXPECT_FALSE(view.has_element("#task-1"));
}

TEST_F(GalleryTest, What_is_said_in_a_room_is_seen_by_all_in_it) {
  auto ada = app.live("/chat/cpp");
  plume::testing::App other(gallery.endpoint());
  auto bob = other.live("/chat/cpp");
  auto elsewhere = other.live("/chat/lobby");
  ada.form("#say", {{"author", "Ada"}, {"text", "Hello & welcome"}}).render_submit();
  EXPECT_TRUE(bob.has_element("#message-1", "Hello & welcome"));
  EXPECT_FALSE(elsewhere.has_element("#message-1"));
  EXPECT_THROW(app.live("/chat/nowhere"), plume::HttpError);
}

TEST_F(GalleryTest, The_core_components_work_together) {
  auto view = app.live("/components");
  view.element("#add").render_click();
  view.form("#bird", {{"bird", {{"name", "Hoopoe"}, {"size", "small"}, {"wingspan", "15"}}}}).render_submit();
  EXPECT_TRUE(view.has_element("#birds td", "Hoopoe"));
  EXPECT_TRUE(view.has_element("[role=alert], [role=status]", "Hoopoe was added."));
  view.element("#remove button", "Remove").render_click();
  EXPECT_FALSE(view.has_element("#birds td", "Hoopoe"));
  view.element("a[aria-label*='3'], a", plume::testing::Matching{"^3$"}).render_click();
  EXPECT_TRUE(view.has_element("#pagination output", "3"));
  view.assert_patch("/components?page=3#pagination");
}

}  // namespace
