// The rows of templates.md 5.10, each with what the reference sends, and the table of what need not be sent (5.9, O…).
#include "transcripts.h"

#include "live.h"

namespace plume::testing {
namespace {

TEST(Transcripts, O4_TheRestIsNotSentAgain) {
  Live<BoldPage> page;
  page.diff();
  page->z = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"2":{"0":"2"}}})", R"({"0":{"0":" class=\"x\"","2":{"0":"2"}}})");
}

TEST(Transcripts, O4_ComputedValuesAreNotSentAgain) {
  Live<SumPage> page;
  page.diff();
  page->y = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"1":"2"}})", R"({"0":{"0":"2","1":"2"}})");
  page->x = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"3"}})", R"({"0":{"0":"3"}})");
}

TEST(Transcripts, O6_LetOfADefaultSlot) {
  Live<PassPage> page;
  page.diff();
  page->v.edit().b = 7;
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"1":"7"}}})", R"({"0":{"0":{"0":"1","1":"7"}}})");
  page->y = 4;
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"2":"4"}}})", R"({"0":{"0":{"0":"1","1":"7","2":"4"}}})");
}

TEST(Transcripts, AnArgumentThatIsNotUsedSendsNothing) {
  Live<PassUnusedPage> page;
  page.diff();
  page->v.edit().b = 7;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Transcripts, O6_LetInALoop) {
  Live<ItemsPage> page;
  page.diff();
  page->es = std::vector<int>{1, 3};
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"k":{"1":{"0":{"0":"3"}},"kc":2}}}})",
              R"({"0":{"0":{"k":{"1":{"0":{"0":"3"}},"kc":2}}}})");
  page->y = 4;
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"k":{"0":{"0":{"1":"4"}},"1":{"0":{"1":"4"}},"kc":2}}}})",
              R"({"0":{"0":{"k":{"0":{"0":{"0":"1","1":"4"}},"1":{"0":{"0":"3","1":"4"}},"kc":2}}}})");
}

TEST(Transcripts, O6_VariablesOfStatements) {
  Live<StatementPage> page;
  page.diff();
  page->unrelated = 1;
  EXPECT_SENT(page.diff(), R"({"2":"1"})", R"({"0":"1","2":"1"})");
  page->x = 5;
  EXPECT_SENT(page.diff(), R"({"0":"5"})", R"({"0":"5"})");
}

TEST(Transcripts, PathsToUnusedMembersSendNothing) {
  Live<PathsPage> page;
  page.diff();
  page->f.edit().a.c = 3;
  page->m.edit().find_or_insert("a").set("c", 3);
  EXPECT_EQ(page.diff(), "{}");
  page->f.edit().a.b = 4;
  EXPECT_EQ(page.diff(), R"({"0":"4"})");
}

TEST(Transcripts, O1_AnEqualTextIsNotSentAgain) {
  Live<LengthPage> page;
  page.diff();
  page->l = std::vector<int>{2};
  EXPECT_SENT(page.diff(), "{}", R"({"0":"1"})");
}

TEST(Transcripts, O6_VariablesOfConditions) {
  Live<ConditionPage> page;
  page.diff();
  page->b = 3;
  EXPECT_SENT(page.diff(), R"({"0":{"1":"3"}})", R"({"0":{"0":"1","1":"3"}})");
}

TEST(Transcripts, MembersInALoop) {
  Live<LoopPage> page;
  page.diff();
  page->xs.edit()[1].b = 6;
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"1":{"1":"6"},"kc":2}}})", R"({"0":{"k":{"1":{"1":"6"},"kc":2}}})");
  page->y = 7;
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"2":"7"},"1":{"2":"7"},"kc":2}}})",
              R"({"0":{"k":{"0":{"2":"7"},"1":{"2":"7"},"kc":2}}})");
}

TEST(Transcripts, O6_DerivedVariablesInALoop) {
  Live<DerivedPage> page;
  page.diff();
  page->z = 6;
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"1":"6"},"1":{"1":"6"},"kc":2}}})",
              R"({"0":{"k":{"0":{"0":"2","1":"6"},"1":{"0":"3","1":"6"},"kc":2}}})");
}

TEST(Transcripts, KeyedWithIndexSwap) {
  Live<IndexPage> page;
  page.diff();
  page->xs = std::vector<std::string>{"b", "a"};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":[1,{"0":"0"}],"1":[0,{"0":"1"}],"kc":2,"km":true}}})",
              R"({"0":{"k":{"0":[1,{"0":"0"}],"1":[0,{"0":"1"}],"kc":2,"km":true}}})");
}

TEST(Transcripts, RepeatedEntriesOfASlot) {
  Live<HeadersPage> page;
  page.diff();
  page->hs = std::vector<int>{1, 3};
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"0":{"0":{"k":{"1":{"0":{"0":"3"}},"kc":2}}}}}})",
              R"({"0":{"0":{"0":{"0":{"k":{"0":{"0":{"0":"1"}},"1":{"0":{"0":"3"}},"kc":2}}}}}})");
  page->hs = std::vector<int>{1};
  EXPECT_EQ(page.diff(), R"({"0":{"0":{"0":{"0":"1","1":"5","s":0}}},"p":{"0":[""," ",""]}})");
  page->hs = std::vector<int>{};
  EXPECT_EQ(page.diff(), R"({"0":{"0":""}})");
}

TEST(Transcripts, RepeatedEntriesOfAListInBraces) {
  EXPECT_EQ(Live<BracedPage>().html(), "<section>\n  <header>xy</header>\n  b\n</section>");
}

// Where plain C++ would move a pointer.
TEST(Transcripts, ALiteralJoinsWithWhateverIsText) {
  Live<JoiningPage> page;
  EXPECT_EQ(page.html(), R"(<p class="c3">n 3 &lt;&gt;<i>no. 3&quot;</i>4!</p>)");
  page->n = 1;
  page->maybe = "x";
  EXPECT_EQ(page.html(), R"(<p class="c1">few &lt;x&gt;<i>no. 1&quot;</i>2!</p>)");
}

TEST(Transcripts, O5_ASpreadIsComparedAsAWhole) {
  Live<SpreadPage> page;
  page->m.edit().set("title", "t");
  page.diff();
  page->n = 2;
  EXPECT_EQ(page.diff(), R"({"0":{"2":{"0":"2"}}})");
  page->m.edit().set("title", "t");
  EXPECT_EQ(page.diff(), "{}");
  page->m.edit().set("title", "u");
  EXPECT_EQ(page.diff(), R"({"0":{"0":" title=\"u\""}})");
}

TEST(Transcripts, O1_TextsOfOtherValuesAreNotSentAgain) {
  Live<SameTextsPage> page;
  page.diff();
  page->words = std::vector<std::string>{"", "ab"};
  page->attributes.edit().set("hidden", false);
  EXPECT_EQ(page.diff(), "{}");
  page->words = std::vector<std::string>{"ab", "c"};
  EXPECT_EQ(page.diff(), R"({"1":"abc"})");
  page->words = std::vector<std::string>{};
  page.diff();
  page->words = std::vector<std::string>{""};
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Transcripts, O1_ClassListsAreTheirWords) {
  Live<SameClassesPage> page;
  EXPECT_EQ(page.html(), R"(<p class="a b c"></p>)");
  page.diff();
  page->more = std::vector<std::string>{"", "b", "c", ""};
  EXPECT_EQ(page.diff(), "{}");
  page->more = std::vector<std::string>{"bc"};
  EXPECT_EQ(page.diff(), R"({"0":"a bc"})");
  page->more = std::vector<std::string>{};
  EXPECT_EQ(page.diff(), R"({"0":"a"})");
  page->on = false;
  EXPECT_EQ(page.diff(), "{}");
}

// Null and "" are the same text, but not the same attribute.
TEST(Transcripts, A4_AttributesOfValues) {
  Live<ValuePage> page;
  EXPECT_EQ(page.diff(), R"({"0":"","1":"","s":["<p",">","</p>"]})");
  page->v = "";
  EXPECT_EQ(page.diff(), R"({"0":" title=\"\""})");
  page->v = false;
  EXPECT_EQ(page.diff(), R"({"0":"","1":"false"})");
  page->v = nullptr;
  EXPECT_EQ(page.diff(), R"({"1":""})");
  page->v = true;
  EXPECT_EQ(page.diff(), R"({"0":" title","1":"true"})");
  page->v = 1;
  EXPECT_EQ(page.diff(), R"({"0":" title=\"1\"","1":"1"})");
  page->v = 1.0;
  EXPECT_EQ(page.diff(), R"({"0":" title=\"1\"","1":"1"})");
}

TEST(Transcripts, O8_EqualStaticsStandInTheTableOnce) {
  Live<SamePage> page;
  EXPECT_EQ(page.diff(), R"({"0":{"s":0},"1":{"s":0},"s":["","",""],"p":{"0":["<p>same</p>"]}})");
}

TEST(Transcripts, O10_ThereAndBackSendsNothing) {
  Live<SumPage> page;
  page.diff();
  page->x = 2;
  page->x = 1;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Transcripts, F2_BranchesThatLookAlikeAreDifferent) {
  Live<LookAlikePage> page;
  page.diff();
  page->a = false;
  EXPECT_EQ(page.diff(), R"({"0":{"0":"2","s":0},"p":{"0":["x",""]}})");
}

// 5.3 to 5.7: what is not evaluated.

TEST(Evaluation, OnlyWhatDependsOnAChange) {
  Live<EvaluationPage> page;
  page.diff();
  evaluations = 0;
  page.diff();
  EXPECT_EQ(evaluations, 0);
  page->x = 2;
  page.diff();
  EXPECT_EQ(evaluations, 1) << "the branch is visited, but what is in it does not depend on its condition";
  page->y = 3;
  page.diff();
  EXPECT_EQ(evaluations, 2);
}

TEST(Evaluation, ComponentsOnlyWhatTheirCallerChanged) {
  Live<CountingPage> page;
  page.diff();
  evaluations = 0;
  page->unrelated = 1;
  page.diff();
  EXPECT_EQ(evaluations, 0);
  page->y = 5;
  page.diff();
  EXPECT_EQ(evaluations, 1);
}

}  // namespace
}  // namespace plume::testing
