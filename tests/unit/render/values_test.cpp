// What values of C++ become in a page, and when they are evaluated again.
#include "values.h"

#include <memory>
#include <optional>
#include <string>

#include "file_names_page.h"
#include "live.h"

namespace plume::testing::values {
namespace {

TEST(Conditions, GiveTheirValueOrNothing) {
  Live<ConditionsPage> page;
  EXPECT_EQ(page.html(),
            "<p class=\"a text\" style=\"\">,,,false,,</p><b lang=\"name\" class=\"\">,0,,5,none,last,()</b>");
  page->on = true;
  page->n = 3;
  page->maybe = "m";
  page->person = std::make_shared<Person>(Person{"Ada"});
  page->value = Value{{"list", Value::array({1, "two"})}};
  EXPECT_EQ(
      page.html(),
      "<p id=\"i\" title=\"text\" data-n=\"3\" hidden phx-click=\"[[&quot;push&quot;,{&quot;event&quot;:&quot;open&"
      "quot;}]]\" class=\"a b c Ada\" style=\"x:y\">t,text,3,true,Dr. Ada,v</p><b title=\"text\" class=\"text\">"
      "name,a,text,text,m,true,(in)</b><i>1</i><i>two</i>");
}

TEST(Conditions, AreSentWhereTheyChange) {
  Live<ConditionsPage> page;
  page.diff();
  EXPECT_EQ(page.diff(), "{}");
  page->maybe = "m";
  EXPECT_EQ(page.diff(), R"({"20":"m","21":"m"})");
}

TEST(Conditions, OfComponentsAreOptional) {
  Live<GivenPage> page;
  EXPECT_EQ(page.html(), "<p> nobody</p><p title=\"name\" class=\"x\">atext, false1 nobody</p><p>default nobody</p>");
  page->on = true;
  EXPECT_EQ(page.html(),
            "<p title=\"text\" phx-click=\"[[&quot;push&quot;,{&quot;event&quot;:&quot;x&quot;}]]\" data-on "
            "phx-blur=\"blur\"> Ada</p><p class=\"x y\">atext, true1 nobody</p><p data-on>default nobody</p>");
}

TEST(Names, AreEvaluatedHoweverTheyAreSpelt) {
  Base::made = Capital = NamesPage::MAX = 0;
  Live<NamesPage> page;
  page.diff();
  EXPECT_EQ(page.diff(), "{}");
  Base::made = 1;
  EXPECT_EQ(page.diff(), R"({"0":"1","6":"1"})");
  Capital = 2;
  EXPECT_EQ(page.diff(), R"({"1":"2","7":"2","8":"2","9":"2"})");
  page->kCount = 3;
  EXPECT_EQ(page.diff(), R"({"2":"3","4":"3","10":"3"})");
  NamesPage::MAX = 4;
  EXPECT_EQ(page.diff(), R"({"3":"4","5":"4"})");
}

TEST(Names, AreTheSameInAFileOfItsOwn) {
  Base::made = Capital = 0;
  Live<FileNamesPage> page;
  page.diff();
  EXPECT_EQ(page.diff(), "{}");
  Base::made = 1;
  EXPECT_EQ(page.diff(), R"({"0":"1","2":"1"})");
  Capital = 2;
  EXPECT_EQ(page.diff(), R"({"1":"2","3":"2","4":"2"})");
}

TEST(Members, AreCalledAndReadByKeys) {
  Live<MembersPage> page;
  EXPECT_EQ(page.html(), "Ada,,Bob,Cy,,3,8,7<i>aAdaAda</i>a7, Adac");
  page.diff();
  page->names.edit()["z"] = "Zed";
  EXPECT_EQ(page.diff(), R"({"1":"Zed","8":{"k":{"1":{"0":"z","1":"Zed","2":"Zed"},"kc":2}}})");
}

}  // namespace
}  // namespace plume::testing::values
