// Live values of form controls are sent whenever their dependencies changed, even if equal: the browser's may have
// drifted (templates.md 5.9, last paragraph). All else is sent only where it differs.
#include "controls.h"

#include "live.h"

namespace plume::testing {
namespace {

TEST(Controls, ValueIsSentAgainWhenItsAssignWasWritten) {
  Live<ValueAndChecked> page;
  page.diff();
  page->v.edit();
  EXPECT_EQ(page.diff(), R"({"0":" value=\"x\""})");
}

TEST(Controls, CheckedIsSentAgainWhenItsAssignWasWritten) {
  Live<ValueAndChecked> page;
  page.diff();
  page->c.edit();
  EXPECT_EQ(page.diff(), R"({"1":" checked"})");
  page->c = false;
  EXPECT_EQ(page.diff(), R"({"1":""})");
  page->c.edit();
  EXPECT_EQ(page.diff(), R"({"1":""})");
}

TEST(Controls, NothingIsSentAgainWhenAnotherAssignChanged) {
  Live<ValueAndChecked> page;
  page.diff();
  page->other = "p";
  EXPECT_EQ(page.diff(), R"({"4":"p"})");
}

TEST(Controls, AnAssignWrittenWithAnEqualValueIsNoChange) {
  Live<ValueAndChecked> page;
  page.diff();
  page->v = "x";
  page->c = true;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Controls, SelectedIsSentAgainWhenTheChoiceWasWritten) {
  Live<Options> page;
  page.diff();
  page->chosen.edit();
  EXPECT_EQ(page.diff(), R"({"0":{"k":{"0":{"1":" selected"},"1":{"1":""},"kc":2}}})");
  page->n = 1;
  EXPECT_EQ(page.diff(), R"({"1":"1"})");
}

TEST(Controls, OptionsWrittenAgainSendNothing) {
  Live<Options> page;
  page.diff();
  page->options.edit();
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Controls, TextAreaContentIsSentAgain) {
  Live<TextArea> page;
  page.diff();
  page->text.edit();
  EXPECT_EQ(page.diff(), R"({"1":"t"})");
  page->other = "p";
  EXPECT_EQ(page.diff(), R"({"0":" name=\"p\""})");
}

TEST(Controls, EachPartOfAJoinedValueGoesByItsOwnDependencies) {
  Live<Joined> page;
  page.diff();
  page->other.edit();
  EXPECT_EQ(page.diff(), R"({"1":"o"})");
}

TEST(Controls, APathCountsOnlyWhereThatMemberChanged) {
  Live<Members> page;
  page.diff();
  page->form.edit().set("y", "3");
  EXPECT_EQ(page.diff(), R"({"1":" value=\"3\""})");
  page->form.edit();
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Controls, AChangedPathSendsAnEqualText) {
  Live<MemberLength> page;
  page.diff();
  page->user.edit().name = "Bob";
  EXPECT_EQ(page.diff(), R"({"0":" value=\"3\""})");
  page->user.edit().age = 37;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Controls, RowsOfALoopGoByTheirOwnItem) {
  Live<Keyed> page;
  page.diff();
  page->rows.edit()[1].name = "c";
  EXPECT_EQ(page.diff(), R"({"0":{"k":{"1":{"0":" value=\"c\""},"kc":2}}})");
  page->rows.edit();
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Controls, ThroughTheRestOfAComponent) {
  Live<ThroughRest> page;
  page->attributes.edit().set("value", "x");
  page.diff();
  page->attributes.edit();
  EXPECT_EQ(page.diff(), R"({"0":{"1":" value=\"x\""}})");
  page->label = "m";
  EXPECT_EQ(page.diff(), R"({"0":{"0":"m"},"1":{"0":"m"}})");
}

TEST(Controls, APathThroughTheRestOfAComponent) {
  Live<ThroughRest> page;
  page->field.edit().attributes.set("value", "x");
  page.diff();
  page->field.edit().other = 1;
  EXPECT_EQ(page.diff(), "{}");
  page->field.edit().attributes.set("value", "y");
  EXPECT_EQ(page.diff(), R"({"1":{"1":" value=\"y\""}})");
}

TEST(Controls, ThroughAMemberOfAComponent) {
  Live<ThroughMember> page;
  page.diff();
  page->v.edit();
  EXPECT_EQ(page.diff(), R"({"0":{"1":" value=\"x\""}})");
  page->form.edit().set("y", "3");
  EXPECT_EQ(page.diff(), "{}");
  page->form.edit().set("x", "4");
  EXPECT_EQ(page.diff(), R"({"1":{"1":" value=\"4\""}})");
}

TEST(Controls, AMemberThatASpreadSetIsSentAgain) {
  Live<ThroughSpread> page;
  page.diff();
  page->attributes.edit();
  EXPECT_EQ(page.diff(), R"({"0":{"1":" value=\"x\""}})");
  page->label = "m";
  EXPECT_EQ(page.diff(), R"({"0":{"0":"m"}})");
}

}  // namespace
}  // namespace plume::testing
