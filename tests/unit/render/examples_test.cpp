// The worked examples of templates.md 4.8. The wire is the same but for three things: the view's own statics stand at
// the root instead of in the table, its `r` (which the client drops) is left out, and nothing is said that the client
// knows.
#include "examples.h"

#include "live.h"

namespace plume::testing {
namespace {

TEST(Examples, X1_SlotsAndAttributes) {
  Live<X1> page;
  EXPECT_SENT(
      page.diff(), R"({"0":" id=\"x\"","1":"y","2":"Z","s":["<div"," class=\"a ","\">\n  Hi ","\n</div>"]})",
      R"({"0":" id=\"x\"","1":"y","2":"Z","s":0,"r":1,"p":{"0":["<div"," class=\"a ","\">\n  Hi ","\n</div>"]}})");
  page->name = "W";
  EXPECT_SENT(page.diff(), R"({"2":"W"})", R"({"2":"W"})");
  page->c = "q";
  EXPECT_SENT(page.diff(), R"({"1":"q"})", R"({"1":"q"})");
  page->id = "k";
  EXPECT_SENT(page.diff(), R"({"0":" id=\"k\""})", R"({"0":" id=\"k\""})");
  page->name = "W";
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Examples, X2_If) {
  Live<X2> page;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"1","s":0},"s":["",""],"p":{"0":["<p>yes ","</p>"]}})",
              R"({"0":{"0":"1","s":0},"s":1,"p":{"0":["<p>yes ","</p>"],"1":["",""]}})");
  page->ok = false;
  EXPECT_SENT(page.diff(), R"({"0":""})", R"({"0":""})");
  page->ok = true;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"1","s":0},"p":{"0":["<p>yes ","</p>"]}})",
              R"({"0":{"0":"1","s":0},"p":{"0":["<p>yes ","</p>"]}})");
  page->a = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"2"}})", R"({"0":{"0":"2"}})");
}

TEST(Examples, X2_O3_StillFalseSendsNothing) {
  Live<X2> page;
  page->ok = false;
  page.diff();
  page->a = 4;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Examples, X3_IfElse) {
  Live<X3> page;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"1","s":0},"s":["",""],"p":{"0":["yes ",""]}})",
              R"({"0":{"0":"1","s":0},"s":1,"p":{"0":["yes ",""],"1":["",""]}})");
  page->b = 8;
  EXPECT_EQ(page.diff(), "{}");
  page->a = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"2"}})", R"({"0":{"0":"2"}})");
  page->ok = 0;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"8","s":0},"p":{"0":["no ",""]}})",
              R"({"0":{"0":"8","s":0},"p":{"0":["no ",""]}})");
  page->ok = 1;
  page.diff();
  page->ok = 2;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Examples, X4_Switch) {
  Live<X4> page;
  EXPECT_SENT(page.diff(), R"({"0":{"0":"1","s":0},"s":["",""],"p":{"0":["A","\n  "]}})",
              R"({"0":{"0":"1","s":0},"s":1,"p":{"0":["A","\n  "],"1":["",""]}})");
  page->s = X4::State{'b', 3};
  EXPECT_SENT(page.diff(), R"({"0":{"0":"3","1":"1","s":0},"p":{"0":["B","","\n"]}})",
              R"({"0":{"0":"3","1":"1","s":0},"p":{"0":["B","","\n"]}})");
  page->s = X4::State{'b', 4};
  EXPECT_SENT(page.diff(), R"({"0":{"0":"4"}})", R"({"0":{"0":"4"}})");
  page->x = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"1":"2"}})", R"({"0":{"0":"4","1":"2"}})");
}

TEST(Examples, X5_LoopWithoutKey) {
  using Numbers = std::vector<int>;
  Live<X5> page;
  page->xs = Numbers{1, 2};
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":{"0":"1"},"1":{"0":"2"},"kc":2},"s":0},"s":["<ul>","</ul>"],"p":{"0":["<li>","</li>"]}})",
      R"({"0":{"k":{"0":{"0":"1"},"1":{"0":"2"},"kc":2},"s":0},"s":1,"r":1,"p":{"0":["<li>","</li>"],"1":["<ul>","</ul>"]}})");
  page->xs = Numbers{1, 3};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"1":{"0":"3"},"kc":2}}})", R"({"0":{"k":{"1":{"0":"3"},"kc":2}}})");
  page->xs = Numbers{1, 3, 4};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"2":{"0":"4"},"kc":3}}})", R"({"0":{"k":{"2":{"0":"4"},"kc":3}}})");
  page->xs = Numbers{0, 1, 3, 4};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":"0"},"1":{"0":"1"},"2":{"0":"3"},"3":{"0":"4"},"kc":4}}})",
              R"({"0":{"k":{"0":{"0":"0"},"1":{"0":"1"},"2":{"0":"3"},"3":{"0":"4"},"kc":4}}})");
  page->xs = Numbers{0};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"kc":1}}})", R"({"0":{"k":{"kc":1}}})");
  page->xs = Numbers{};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"kc":0}}})", R"({"0":{"k":{"kc":0}}})");
  page->xs = Numbers{5};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":"5"},"kc":1}}})", R"({"0":{"k":{"0":{"0":"5"},"kc":1}}})");
}

TEST(Examples, X5_FirstEmpty) {
  Live<X5> page;
  EXPECT_SENT(page.diff(), R"({"0":"","s":["<ul>","</ul>"]})", R"({"0":"","s":0,"r":1,"p":{"0":["<ul>","</ul>"]}})");
  page->xs = std::vector<int>{1};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":"1"},"kc":1},"s":0},"p":{"0":["<li>","</li>"]}})",
              R"({"0":{"k":{"0":{"0":"1"},"kc":1},"s":0},"p":{"0":["<li>","</li>"]}})");
}

TEST(Examples, X6_KeyedLoop) {
  using Rows = std::vector<X6::Row>;
  Live<X6> page;
  EXPECT_EQ(page.diff(),
            R"({"0":{"k":{"0":{"0":"a","1":"0"},"1":{"0":"b","1":"0"},"kc":2},"s":0},"s":["<ul>","</ul>"],)"
            R"("p":{"0":["<li>"," ","</li>"]}})");
  page->xs = Rows{{2, "b"}, {1, "a"}};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":1,"1":0,"kc":2,"km":true}}})",
              R"({"0":{"k":{"0":1,"1":0,"kc":2,"km":true}}})");
  page->c = 1;
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"1":"1"},"1":{"1":"1"},"kc":2}}})",
              R"({"0":{"k":{"0":{"1":"1"},"1":{"1":"1"},"kc":2}}})");
  page->xs = Rows{{3, "c"}, {2, "b"}, {1, "A"}};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":"c","1":"1"},"1":0,"2":[1,{"0":"A"}],"kc":3,"km":true}}})",
              R"({"0":{"k":{"0":{"0":"c","1":"1"},"1":0,"2":[1,{"0":"A"}],"kc":3,"km":true}}})");
  page->xs = Rows{{1, "A"}};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":2,"kc":1,"km":true}}})", R"({"0":{"k":{"0":2,"kc":1,"km":true}}})");
  page->xs = Rows{{1, "A", 7}};
  EXPECT_EQ(page.diff(), "{}");
  page->xs = Rows{{9, "q"}};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":"q","1":"1"},"kc":1}}})",
              R"({"0":{"k":{"0":{"0":"q","1":"1"},"kc":1}}})");
}

TEST(Examples, X7_TwoGeneratorsAndAFilter) {
  Live<X7> page;
  EXPECT_EQ(
      page.diff(),
      R"({"0":{"k":{"0":{"0":"1","1":"2"},"1":{"0":"1","1":"3"},"2":{"0":"2","1":"1"},"3":{"0":"2","1":"3"},"kc":4},)"
      R"("s":0},"s":["",""],"p":{"0":["","-",";"]}})");
  page->ys = std::vector<int>{3};
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"1":"3"},"1":{"0":"2"},"kc":2}}})",
              R"({"0":{"k":{"0":{"1":"3"},"1":{"0":"2","1":"3"},"kc":2}}})");
}

TEST(Examples, X8_BranchesInALoop) {
  Live<X8> page;
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":{"0":{"s":0}},"1":{"0":{"0":"2","s":1}},"kc":2},"s":2},"s":["",""],"p":{"0":["small"],"1":["big ",""],"2":["",""]}})",
      R"({"0":{"k":{"0":{"0":{"s":0}},"1":{"0":{"0":"2","s":1}},"kc":2},"s":2},"s":3,"p":{"0":["small"],"1":["big ",""],"2":["",""],"3":["",""]}})");
  page->xs = std::vector<int>{2, 1};
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":{"0":{"0":"2","s":0}},"1":{"0":{"s":1}},"kc":2}},"p":{"0":["big ",""],"1":["small"]}})",
      R"({"0":{"k":{"0":{"0":{"0":"2","s":0}},"1":{"0":{"s":1}},"kc":2}},"p":{"0":["big ",""],"1":["small"]}})");
}

TEST(Examples, X9_FunctionComponent) {
  Live<X9> page;
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"0":"x","1":"1","s":0,"r":1},"1":{"0":"bob","1":"0","s":0,"r":1},"s":["<div>","","</div>"],"p":{"0":["<p>Hi "," ","</p>"]}})",
      R"({"0":{"0":"x","1":"1","r":1,"s":0},"1":{"0":"bob","1":"0","r":1,"s":0},"s":1,"r":1,"p":{"0":["<p>Hi "," ","</p>"],"1":["<div>","","</div>"]}})");
  page->n = "y";
  EXPECT_SENT(page.diff(), R"({"0":{"0":"y"}})", R"({"0":{"0":"y"}})");
  page->c = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"1":"2"}})", R"({"0":{"1":"2"}})");
}

TEST(Examples, X10_DefaultSlot) {
  Live<X10> page;
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"0":{"0":"1","s":0},"s":1,"r":1},"s":["",""],"p":{"0":["dyn ",""],"1":["<div class=\"card\">","</div>"]}})",
      R"({"0":{"0":{"0":"1","s":0},"r":1,"s":1},"s":2,"p":{"0":["dyn ",""],"1":["<div class=\"card\">","</div>"],"2":["",""]}})");
  page->x = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"0":"2"}}})", R"({"0":{"0":{"0":"2"}}})");
}

TEST(Examples, X10_StaticAndMissingContent) {
  EXPECT_EQ(
      Live<X10Static>().diff(),
      R"({"0":{"0":{"s":0},"s":1,"r":1},"s":["",""],"p":{"0":["static"],"1":["<div class=\"card\">","</div>"]}})");
  EXPECT_EQ(Live<X10Without>().diff(),
            R"({"0":{"0":"","s":0,"r":1},"s":["",""],"p":{"0":["<div class=\"card\">","</div>"]}})");
}

TEST(Examples, X11_NamedAndDefaultSlot) {
  Live<X11> page;
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"0":{"0":{"0":"1","s":0},"s":1},"1":{"0":"2","s":2},"s":3,"r":1},"s":["",""],)"
      R"("p":{"0":["H ",""],"1":["<header>","</header>"],"2":["\n  Body ","\n"],"3":["<section>\n  ","\n  ","\n</section>"]}})",
      R"({"0":{"0":{"0":{"0":"1","s":0},"s":1},"1":{"0":"2","s":2},"r":1,"s":3},"s":4,)"
      R"("p":{"0":["H ",""],"1":["<header>","</header>"],"2":["\n  Body ","\n"],"3":["<section>\n  ","\n  ","\n</section>"],"4":["",""]}})");
  page->h = 2;
  EXPECT_SENT(page.diff(), R"({"0":{"0":{"0":{"0":"2"}}}})", R"({"0":{"0":{"0":{"0":"2"}}}})");
  page->b = 3;
  EXPECT_SENT(page.diff(), R"({"0":{"1":{"0":"3"}}})", R"({"0":{"1":{"0":"3"}}})");
}

TEST(Examples, X12_TwoEntriesForOneSlot) {
  Live<X12> page;
  EXPECT_EQ(
      page.diff(),
      R"({"0":{"0":{"0":{"0":{"k":{"0":{"0":{"s":0}},"1":{"0":{"s":1}},"kc":2},"s":2},"s":2},"s":3},"1":{"s":4},"s":5,"r":1},)"
      R"("s":["",""],"p":{"0":["x"],"1":["z"],"2":["",""],"3":["<header>","</header>"],"4":["b"],)"
      R"("5":["<section>\n  ","\n  ","\n</section>"]}})");
  EXPECT_EQ(page.html(), "<section>\n  <header>xz</header>\n  b\n</section>");
}

TEST(Examples, X13_SpreadOfTheRest) {
  Live<X13> page;
  EXPECT_EQ(
      page.diff(),
      R"({"0":{"0":" class=\"x\" phx-click=\"go\" id=\"i\"","1":{"s":0},"s":1,"r":1},"s":["",""],"p":{"0":["ok"],"1":["<button",">","</button>"]}})");
  page->id = "j";
  EXPECT_SENT(page.diff(), R"({"0":{"0":" class=\"x\" phx-click=\"go\" id=\"j\""}})",
              R"({"0":{"0":" class=\"x\" id=\"j\" phx-click=\"go\""}})");
}

TEST(Examples, X14_NestedComprehension) {
  Live<X14> page;
  page.diff();
  page->xs.edit()[0].ys[1].m = 3;
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"0":{"0":{"k":{"1":{"1":"3"},"kc":2}}},"kc":1}}})",
              R"({"0":{"k":{"0":{"0":{"k":{"1":{"1":"3"},"kc":2}}},"kc":1}}})");
}

TEST(Examples, X16_AttributesToggle) {
  Live<X16> page;
  EXPECT_EQ(page.diff(), R"({"0":" value=\"x\"","1":" checked","s":["<input","",">"]})");
  page->c = false;
  EXPECT_SENT(page.diff(), R"({"1":""})", R"({"1":""})");
}

}  // namespace
}  // namespace plume::testing
