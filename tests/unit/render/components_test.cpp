// What function components can be: class templates (6.3), of few words (C5), chosen at run time (6.6).
#include "components.h"

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "cards.h"
#include "live.h"
#include "plume/generated/component_call.h"

namespace plume::testing {
namespace {

TEST(Slots, S6_2_EntriesTakeAttributesOfAllForms) {
  Live<StripPage> page;
  page->more.set("phx-click", "loses");
  page->more.set("data-n", 1);
  EXPECT_EQ(page.html(),
            "<i class=\"a b\" phx-click=\"go\" data-n=\"1\">1</i><i class=\"c\">2</i><i class=\"c d\">3</i>");
  page.diff();
  page->on = false;
  EXPECT_EQ(page.diff(), R"({"0":{"0":{"k":{"0":{"0":"a"},"kc":3}}}})");
}

TEST(Slots, S1_4_StandInTextareasToo) {
  Live<TextPage> page;
  EXPECT_EQ(page.html(), "<textarea>Row 1</textarea>");
  page.diff();
  page->n = 2;
  EXPECT_EQ(page.diff(), R"({"0":{"0":{"0":"2"}}})");
}

TEST(Attributes, S3_2_DataAndAriaOfManyMembers) {
  Live<GroupPage> page;
  EXPECT_EQ(
      page.html(),
      "<p data-a=\"1\" data-bar-baz=\"x\" data-n-p><i data-a=\"1\" data-b_c=\"2\" aria-label=\"x\" aria-n-p=\"1\" "
      "aria-n-q></i><object data=\"/u\"></object></p>");
  page.diff();
  page->map.edit().erase("a");
  page->on = false;
  EXPECT_EQ(page.diff(), R"({"1":"","3":" data-b_c=\"2\""})");
}

TEST(ClassTemplates, TakeRowsOfAnyType) {
  Live<TablesPage> page;
  EXPECT_EQ(
      page.html(),
      "<table><tr><th>Name</th><th>Id</th></tr><tr><td>Ada</td><td>1</td></tr><tr><td>Bob</td><td>2</td></tr></table>"
      "<table><tr><th>Height</th></tr><tr><td>1.5</td></tr></table>");
  page.diff();
  EXPECT_EQ(page.diff(), "{}");
}

TEST(ComponentsOfAFolder, AreThoseOfItsHeader) {  // 6.6
  Live<CardsPage> page;
  EXPECT_EQ(page.html(), "<div title=\"A\">1 x</div><hr>");
  page.diff();
  page->n = 2;
  EXPECT_EQ(page.diff(), R"({"0":{"1":"2"}})");
}

TEST(DynamicComponents, AreChosenAtRunTime) {
  Live<PanelPage> page;
  EXPECT_EQ(page.html(), "<p class=\"narrow\">Today: <b>1</b></p>");
  page.diff();
  page->n = 2;
  EXPECT_EQ(page.diff(), R"({"0":{"2":{"0":"2"}}})");
  page->title = "Now";
  EXPECT_EQ(page.diff(), R"({"0":{"1":"Now"}})");
  page->shape = ComponentOf<panel>::of<framed_panel>();
  EXPECT_EQ(page.html(), "<fieldset class=\"narrow\"><legend>Now</legend><b>2</b></fieldset>");
  EXPECT_NE(page.diff().find("<fieldset class="), std::string::npos);
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Attributes, LastWhereTheyReferIntoTemporariesOfTheirExpression) {
  Live<TellingPage> page;
  const auto* name = "a name that is too long for its object";
  EXPECT_EQ(page.html(), std::string("<p title=\"") + name + "!\" data-x=\"" + name + "\">" + name + " 2</p>");
}

TEST(Attributes, AreNotCopiedWhereTheyReferToWhatLasts) {
  const std::string text;
  EXPECT_EQ(&detail::kept<false>(text), &text);
  static_assert(std::is_same_v<decltype(detail::kept<true>(text)), std::string>);
  static_assert(std::is_same_v<decltype(detail::kept<false>(std::string())), std::string>);
  static_assert(std::is_same_v<decltype(detail::kept<false>(std::declval<const int&>())), int>);
}

TEST(OneOfWords, IsTheFirstWhereNoneIsGiven) {
  const OneOf<"wide", "narrow"> one;
  EXPECT_EQ(std::string_view(one), "wide");
  EXPECT_TRUE(one == "wide");
}

TEST(OneOfWords, C5_OthersAreRefusedAtRunTimeToo) {
  Live<PanelPage> page;
  page->width = "huge";
  try {
    page.html();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "an attribute cannot be \"huge\"; it is one of wide, narrow");
  }
}

}  // namespace
}  // namespace plume::testing
