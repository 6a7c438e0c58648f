#include "testing/selector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using plume::testing::dom::Node;
using plume::testing::dom::parse_document;
using plume::testing::dom::Selector;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view page = R"(
  <ul id="list" class="big  red"><li id="a" class="x-one">one</li><li id="b" data-n="12">two</li><li id="c"></li></ul>
  <form id="f" lang="en-GB">
    <input id="i1" type="checkbox" checked><input id="i2" disabled><input id="i3" required>
    <select><option id="o1" selected>1</option><option id="o2">2</option></select>
  </form>
  <p id="p"><b id="bold">b</b><i id="it">i</i><b id="bold2">b</b></p>)";

std::vector<std::string> ids(std::string_view selector) {
  const auto document = parse_document(page);
  std::vector<std::string> found;
  for (const Node* node : Selector(selector).select(*document)) found.emplace_back(node->get("id"));
  return found;
}

TEST(SelectorTest, Types_ids_and_classes__15_2) {
  EXPECT_THAT(ids("li"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids("UL"), ElementsAre("list"));
  EXPECT_THAT(ids("#b"), ElementsAre("b"));
  EXPECT_THAT(ids("li#b"), ElementsAre("b"));
  EXPECT_THAT(ids("p#b"), IsEmpty());
  EXPECT_THAT(ids(".red"), ElementsAre("list"));
  EXPECT_THAT(ids(".big.red"), ElementsAre("list"));
  EXPECT_THAT(ids(".re"), IsEmpty());
  EXPECT_THAT(ids("#list *"), ElementsAre("a", "b", "c"));
}

TEST(SelectorTest, Attributes_with_all_operators__15_2) {
  EXPECT_THAT(ids("[data-n]"), ElementsAre("b"));
  EXPECT_THAT(ids("[data-n='12']"), ElementsAre("b"));
  EXPECT_THAT(ids("[data-n=12]"), ElementsAre("b"));
  EXPECT_THAT(ids("[data-n=\"1\"]"), IsEmpty());
  EXPECT_THAT(ids("[class~=red]"), ElementsAre("list"));
  EXPECT_THAT(ids("[lang|=en]"), ElementsAre("f"));
  EXPECT_THAT(ids("[class^=x-]"), ElementsAre("a"));
  EXPECT_THAT(ids("[class$=one]"), ElementsAre("a"));
  EXPECT_THAT(ids("[class*='-o']"), ElementsAre("a"));
  EXPECT_THAT(ids("[class=X-ONE i]"), ElementsAre("a"));
  EXPECT_THAT(ids("[class='']"), IsEmpty());
}

TEST(SelectorTest, Combinators_and_lists__15_2) {
  EXPECT_THAT(ids("ul li"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids("body > li"), IsEmpty());
  EXPECT_THAT(ids("ul>li"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids("#a + li"), ElementsAre("b"));
  EXPECT_THAT(ids("#a ~ li"), ElementsAre("b", "c"));
  EXPECT_THAT(ids("body form option"), ElementsAre("o1", "o2"));
  EXPECT_THAT(ids("#c, #a"), ElementsAre("a", "c"));
}

TEST(SelectorTest, Pseudo_classes_of_place__15_2) {
  EXPECT_THAT(ids("li:first-child"), ElementsAre("a"));
  EXPECT_THAT(ids("li:last-child"), ElementsAre("c"));
  EXPECT_THAT(ids("li:nth-child(2)"), ElementsAre("b"));
  EXPECT_THAT(ids("li:nth-child(odd)"), ElementsAre("a", "c"));
  EXPECT_THAT(ids("li:nth-child(2n)"), ElementsAre("b"));
  EXPECT_THAT(ids("li:nth-child( -n + 2 )"), ElementsAre("a", "b"));
  EXPECT_THAT(ids("li:nth-last-child(1)"), ElementsAre("c"));
  EXPECT_THAT(ids("p b:nth-of-type(2)"), ElementsAre("bold2"));
  EXPECT_THAT(ids("p b:first-of-type"), ElementsAre("bold"));
  EXPECT_THAT(ids("p i:only-of-type"), ElementsAre("it"));
  EXPECT_THAT(ids("p i:only-child"), IsEmpty());
  EXPECT_THAT(ids("li:empty"), ElementsAre("c"));
}

TEST(SelectorTest, Pseudo_classes_of_state_and_logic__15_2) {
  EXPECT_THAT(ids("input:checked"), ElementsAre("i1"));
  EXPECT_THAT(ids("option:checked"), ElementsAre("o1"));
  EXPECT_THAT(ids("input:disabled"), ElementsAre("i2"));
  EXPECT_THAT(ids("input:enabled"), ElementsAre("i1", "i3"));
  EXPECT_THAT(ids("input:required"), ElementsAre("i3"));
  EXPECT_THAT(ids("li:not(#a, :empty)"), ElementsAre("b"));
  EXPECT_THAT(ids(":is(ul, p) > :first-child"), ElementsAre("a", "bold"));
  EXPECT_THAT(ids("p:has(> i)"), ElementsAre("p"));
  EXPECT_THAT(ids("ul:has(i)"), IsEmpty());
}

std::string problem_of(std::string_view selector) {
  try {
    Selector{selector};
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "none";
}

TEST(SelectorTest, What_is_no_selector_is_told__15_2) {
  EXPECT_EQ(problem_of("li:hover"), "the selector \"li:hover\", character 4: the pseudo-class :hover is not known");
  EXPECT_THAT(problem_of(""), HasSubstr("a selector is missing"));
  EXPECT_THAT(problem_of("[a"), HasSubstr("character 3"));
  EXPECT_THAT(problem_of("#"), HasSubstr("an id is missing"));
  EXPECT_THAT(problem_of("a > > b"), HasSubstr("a selector is missing"));
  EXPECT_THAT(problem_of("li:nth-child(x)"), HasSubstr("\"x\" is no an+b"));
  EXPECT_THAT(problem_of("[a='b]"), HasSubstr("the text is not closed"));
}

TEST(SelectorTest, Characters_may_be_escaped__15_2) {
  const auto document = parse_document("<b id='a.b:c'></b>");
  EXPECT_EQ(Selector("#a\\.b\\:c").select(*document).size(), 1u);
}

}  // namespace
