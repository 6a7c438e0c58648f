// The HTML of <.input> and <.simple_form> (templates.md 8.6), and what is sent when they change (5.9).
#include <gtest/gtest.h>

#include "html.h"
#include "pages.h"
#include "unit/render/live.h"

namespace plume::testing {
namespace {

std::string input_of(const std::string& type) {
  InputPage page;
  page.type = type;
  return html(page);
}

const std::string begin = "<div class=\"core-field \">";
const std::string label = "<label for=\"user_name\" class=\"core-label\">Name</label>";
const std::string end = "<div id=\"user_name-notes\" class=\"core-notes\" aria-live=\"polite\"></div></div>";
const std::string named = " id=\"user_name\" name=\"user[name]\"";
const std::string described = " class=\"core-control\" aria-describedby=\"user_name-notes\" placeholder=\"p\"";

TEST(Input, S8_6_TextsOfEveryType) {
  for (const auto type : {"text", "email", "password", "number", "date", "month", "week", "time", "color", "range",
                          "search", "tel", "url"})
    EXPECT_EQ(input_of(type),
              begin + label + "<input type=\"" + type + "\"" + named + " value=\"Ada\"" + described + ">" + end);
}

TEST(Input, S8_6_NoTypeIsText) {
  FreeInput page;
  EXPECT_EQ(html(page),
            "<div class=\"core-field wide\"><input type=\"text\" id=\"q\" name=\"q\" "
            "class=\"core-control\" aria-describedby=\"q-notes\" disabled aria-label=\"Query\">"
            "<div id=\"q-notes\" class=\"core-notes\" aria-live=\"polite\"></div></div>");
}

TEST(Input, AFileHasNoValue) {
  EXPECT_EQ(input_of("file"), begin + label + "<input type=\"file\"" + named + described + ">" + end);
}

TEST(Input, S8_6_Hidden) {
  EXPECT_EQ(input_of("hidden"), "<input type=\"hidden\"" + named + " value=\"Ada\" placeholder=\"p\">");
}

TEST(Input, S8_6_Textarea) {
  EXPECT_EQ(input_of("textarea"), begin + label + "<textarea" + named + described + ">Ada</textarea>" + end);
}

TEST(Input, S8_3_DatesAreShownUpToTheMinute) {
  InputPage page;
  page.type = "datetime-local";
  page.form = to_form(Value{{"name", "2026-05-01T12:30:59"}}, {.as = "user"});
  EXPECT_NE(html(page).find("value=\"2026-05-01T12:30\""), std::string::npos) << html(page);
}

std::string checkbox(const Value& value, std::optional<bool> checked = std::nullopt) {
  FreeInput page;
  page.type = "checkbox";
  page.value = value;
  page.checked = checked;
  return html(page);
}

TEST(Input, S8_6_ACheckboxSendsFalseToo) {
  const auto box = [](const std::string& state) {
    return "<div class=\"core-field wide\"><label class=\"core-choice\">"
           "<input type=\"hidden\" name=\"q\" value=\"false\" disabled>"
           "<input type=\"checkbox\" id=\"q\" name=\"q\" value=\"true\"" +
           state +
           " aria-describedby=\"q-notes\" disabled aria-label=\"Query\"></label>"
           "<div id=\"q-notes\" class=\"core-notes\" aria-live=\"polite\"></div></div>";
  };
  EXPECT_EQ(checkbox("true"), box(" checked"));
  EXPECT_EQ(checkbox(true), box(" checked"));
  EXPECT_EQ(checkbox("false"), box(""));
  EXPECT_EQ(checkbox(nullptr), box(""));
  EXPECT_EQ(checkbox("true", false), box(""));
  EXPECT_EQ(checkbox("false", true), box(" checked"));
}

TEST(Input, ARadioGroupIsNamedByItsLegend) {
  InputPage page;
  page.type = "radio";
  page.form = to_form(Value{{"name", "b"}}, {.as = "user"});
  EXPECT_EQ(html(page),
            begin +
                "<fieldset id=\"user_name\" aria-describedby=\"user_name-notes\">"
                "<legend class=\"core-label\">Name</legend>"
                "<label class=\"core-choice\"><input type=\"radio\" name=\"user[name]\" value=\"a\" placeholder=\"p\">"
                "<span>a</span></label>"
                "<label class=\"core-choice\"><input type=\"radio\" name=\"user[name]\" value=\"b\" checked "
                "placeholder=\"p\"><span>Bee</span></label></fieldset>" +
                end);
}

TEST(Input, S8_6_ASelectHasItsPromptAndOptions) {
  InputPage page;
  page.type = "select";
  page.form = to_form(Value{{"name", "b"}}, {.as = "user"});
  EXPECT_EQ(html(page), begin + label + "<select" + named + described +
                            "><option value=\"\">Choose</option><option value=\"a\">a</option>"
                            "<option value=\"b\" selected>Bee</option></select>" +
                            end);
}

TEST(Input, S8_6_ASelectOfManyHasGroupsAndLines) {
  FreeInput page;
  page.type = "select";
  page.multiple = true;
  page.value = Value::array({"a", "c"});
  EXPECT_EQ(html(page),
            "<div class=\"core-field wide\"><select id=\"q\" name=\"q[]\" multiple class=\"core-control\" "
            "aria-describedby=\"q-notes\" disabled aria-label=\"Query\">"
            "<option value=\"a\" selected>a</option><hr><optgroup label=\"G\"><option value=\"b\">b</option>"
            "<option value=\"c\" selected>c</option></optgroup></select>"
            "<div id=\"q-notes\" class=\"core-notes\" aria-live=\"polite\"></div></div>");
}

TEST(Input, NumbersAreOptionsToo) {
  FreeInput page;
  page.type = "select";
  page.value = Value(7);
  EXPECT_EQ(html(page).find("selected"), std::string::npos);
  EXPECT_TRUE(core::is_chosen(Value(7), {}, "7"));
  EXPECT_FALSE(core::is_chosen(Value(7), {}, "8"));
}

std::string with_errors(const Value& params) {
  FormErrors errors;
  errors.add("name", "too <short>");
  InputPage page;
  page.form = to_form(params, {.as = "user", .errors = errors});
  return html(page);
}

TEST(Input, S8_6_ErrorsOfAUsedField) {
  EXPECT_EQ(with_errors(Value{{"name", "Ada"}}),
            begin + label + "<input type=\"text\"" + named +
                " value=\"Ada\" class=\"core-control\" aria-invalid=\"true\" aria-describedby=\"user_name-notes\" "
                "placeholder=\"p\"><div id=\"user_name-notes\" class=\"core-notes\" aria-live=\"polite\">"
                "<p class=\"core-error\">" +
                drawn("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.5h.01") +
                "too &lt;short&gt;</p></div></div>");
}

TEST(Input, S8_6_NoErrorsOfAFieldThatWasNotUsed) {
  EXPECT_EQ(with_errors(Value{{"name", ""}, {"_unused_name", ""}}).find("core-error"), std::string::npos);
  EXPECT_EQ(with_errors(Value{{"name", ""}, {"_unused_name", ""}}).find("aria-invalid"), std::string::npos);
}

TEST(Input, ErrorsAndHintOfAnInputWithoutField) {
  FreeInput page;
  page.hint = "Hint";
  page.errors = std::vector<std::string>{"bad"};
  page.id = "mine";
  const auto out = html(page);
  EXPECT_NE(out.find("id=\"mine\" name=\"q\""), std::string::npos) << out;
  EXPECT_NE(out.find("aria-invalid=\"true\" aria-describedby=\"mine-notes\""), std::string::npos) << out;
  EXPECT_NE(out.find("<div id=\"mine-notes\" class=\"core-notes\" aria-live=\"polite\"><p>Hint</p><p "
                     "class=\"core-error\">"),
            std::string::npos)
      << out;
}

TEST(Input, S5_9_AValueIsSentAgainWhereTheBrowserMayHaveAnother) {
  Live<FreeInput> page;
  page->value = Value("a");
  page.diff();
  EXPECT_EQ(page.diff(), "{}");
  page->value.mark_changed();
  const auto sent = page.diff();
  EXPECT_NE(sent.find(" value=\\\"a\\\""), std::string::npos) << sent;
}

TEST(Input, SendsOnlyWhatChanged) {
  Live<FreeInput> page;
  page.diff();
  page->hint = "New";
  const auto sent = page.diff();
  EXPECT_NE(sent.find("New"), std::string::npos) << sent;
  EXPECT_EQ(sent.find("core-control"), std::string::npos) << sent;
  EXPECT_LT(sent.size(), 120u) << sent;
}

TEST(SelectOptions, KeepWhatWouldNotLast) {
  core::SelectOptions options;
  options = std::vector<SelectOption>{"a", "b"};
  EXPECT_EQ(options.begin()->label, "a");
  const std::vector<SelectOption> lasting{"c"};
  options = lasting;
  EXPECT_EQ(&*options.begin(), lasting.data()) << "borrowed, not copied";
  options = {"d", {"Eagle", "e"}};
  EXPECT_EQ(options.begin()[1].value, "e");
}

TEST(SimpleForm, S8_6_HasItsActionsAtTheEnd) {
  EXPECT_EQ(html<SimpleForm>(),
            "<form id=\"f\" phx-change=\"check\" autocomplete=\"off\" class=\"core-form\">"
            "user[name]<div class=\"core-actions\">Ada</div></form>");
}

}  // namespace
}  // namespace plume::testing
