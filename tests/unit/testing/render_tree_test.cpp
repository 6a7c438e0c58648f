#include "testing/render_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"

namespace {

using plume::parse_json;
using plume::testing::RenderTree;
using plume::testing::StreamChanges;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The client's marks for its own DOM are left out: this client writes the whole page each time.
class Mirror {
 public:
  std::string take(std::string_view diff) {
    tree_.merge(parse_json(diff));
    changes = {};
    return tree_.html(changes);
  }
  StreamChanges changes;

 private:
  RenderTree tree_;
};

TEST(RenderTreeTest, X1_text_and_X3_attributes__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":" class=\"on\"","1":"Ann","2":"3 &lt; 4","s":["<p","><b>","</b> ","</p>"]})"),
            "<p class=\"on\"><b>Ann</b> 3 &lt; 4</p>");
  EXPECT_EQ(mirror.take(R"({"0":" class=\"off\"","2":"5 &lt; 4"})"), "<p class=\"off\"><b>Ann</b> 5 &lt; 4</p>");
  EXPECT_EQ(mirror.take(R"({"0":""})"), "<p><b>Ann</b> 5 &lt; 4</p>");
}

TEST(RenderTreeTest, X4_conditions__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":"","s":["<div>","</div>"]})"), "<div></div>");
  EXPECT_EQ(mirror.take(R"({"0":{"0":"late","s":["<em>","</em>"]}})"), "<div><em>late</em></div>");
  EXPECT_EQ(mirror.take(R"({"0":{"0":"very late"}})"), "<div><em>very late</em></div>");
  EXPECT_EQ(mirror.take(R"({"0":{"s":["<hr>"]}})"), "<div><hr></div>");
  EXPECT_EQ(mirror.take(R"({"0":""})"), "<div></div>");
}

TEST(RenderTreeTest, X5_tables_of_templates__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":{"0":{"0":"a","1":"b","s":0},"1":"c","s":1},"s":2,
                           "p":{"0":["<i>","-","</i>"],"1":["<u>","","</u>"],"2":["<main>","</main>"]}})"),
            "<main><u><i>a-b</i>c</u></main>");
  EXPECT_EQ(mirror.take(R"({"0":{"0":{"1":"B"}}})"), "<main><u><i>a-B</i>c</u></main>");
  EXPECT_EQ(mirror.take(R"({"0":{"0":{"0":"z","s":0}},"p":{"0":["<b>","</b>"]}})"), "<main><u><b>z</b>c</u></main>");
}

TEST(RenderTreeTest, X8_keyed_lists__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":{"s":["<li>","</li>"],"k":{"0":{"0":"a"},"1":{"0":"b"},"2":{"0":"c"},"kc":3}},
                           "s":["<ul>","</ul>"]})"),
            "<ul><li>a</li><li>b</li><li>c</li></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"0":{"0":"new"},"1":0,"2":1,"3":2,"kc":4,"km":true}}})"),
            "<ul><li>new</li><li>a</li><li>b</li><li>c</li></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"1":2,"2":3,"kc":3,"km":true}}})"), "<ul><li>new</li><li>b</li><li>c</li></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"0":[2,{"0":"C!"}],"2":0,"kc":3,"km":true}}})"),
            "<ul><li>C!</li><li>b</li><li>new</li></ul>");
}

TEST(RenderTreeTest, X9_lists_that_empty_and_fill_again__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":"","s":["<ul>","</ul>"]})"), "<ul></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"s":["<li>","</li>"],"k":{"0":{"0":"a"},"kc":1}}})"), "<ul><li>a</li></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"kc":0}}})"), "<ul></ul>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"0":{"0":"z"},"kc":1}}})"), "<ul><li>z</li></ul>");
}

TEST(RenderTreeTest, X10_lists_in_lists__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":{"s":1,"k":{"0":{"0":"g1","1":{"s":0,"k":{"0":{"0":"x"},"1":{"0":"y"},"kc":2}}},
                           "1":{"0":"g2","1":""},"kc":2}},"s":2,
                           "p":{"0":["<i>","</i>"],"1":["<p>",": ","</p>"],"2":["<div>","</div>"]}})"),
            "<div><p>g1: <i>x</i><i>y</i></p><p>g2: </p></div>");
  EXPECT_EQ(
      mirror.take(R"({"0":{"k":{"1":{"1":{"s":0,"k":{"0":{"0":"q"},"kc":1}}},"kc":2}},"p":{"0":["<i>","</i>"]}})"),
      "<div><p>g1: <i>x</i><i>y</i></p><p>g2: <i>q</i></p></div>");
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"0":{"1":{"k":{"0":1,"1":0,"kc":2,"km":true}}},"kc":2}}})"),
            "<div><p>g1: <i>y</i><i>x</i></p><p>g2: <i>q</i></p></div>");
}

TEST(RenderTreeTest, X13_components_that_share_statics__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":1,"1":2,"2":"","c":{"1":{"0":"A","1":{"0":"in","s":["<i>","</i>"]},
                           "s":["<li>","","</li>"],"r":1},"2":{"0":"B","1":{"0":"in2"},"s":1}},
                           "s":["<ul>","","","</ul>"]})"),
            "<ul><li data-phx-component=\"1\">A<i>in</i></li><li data-phx-component=\"2\">B<i>in2</i></li></ul>");
  EXPECT_EQ(mirror.take(R"({"2":3,"c":{"3":{"0":"C","1":{"0":"alt","s":["<b>","</b>"]},"s":-1}}})"),
            "<ul><li data-phx-component=\"1\">A<i>in</i></li><li data-phx-component=\"2\">B<i>in2</i></li>"
            "<li data-phx-component=\"3\">C<b>alt</b></li></ul>");
  EXPECT_THAT(mirror.take(R"({"c":{"3":{"0":"CC"}}})"), HasSubstr("<li data-phx-component=\"3\">CC<b>alt</b></li>"));
}

TEST(RenderTreeTest, X15_a_list_in_a_component_has_its_own_table__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":1,"c":{"1":{"0":{"s":["<li>","</li>"],"k":{"0":{"0":{"0":"q","s":0}},"kc":1},
                           "p":{"0":["<b>","</b>"]}},"s":["<ul>","</ul>"],"r":1}},"s":["",""]})"),
            "<ul data-phx-component=\"1\"><li><b>q</b></li></ul>");
  EXPECT_EQ(mirror.take(R"({"c":{"1":{"0":{"k":{"1":{"0":{"0":"w","s":0}},"kc":2},"p":{"0":["<i>","</i>"]}}}}})"),
            "<ul data-phx-component=\"1\"><li><b>q</b></li><li><i>w</i></li></ul>");
}

TEST(RenderTreeTest, X17_streams_give_their_entries_once__wire_6_9) {
  Mirror mirror;
  EXPECT_EQ(mirror.take(R"({"0":{"s":["<li id=\"","\">","</li>"],"k":{"0":{"0":"m-1","1":"one"},"kc":1},
                           "stream":["0",[["m-1",-1,null,null]],[]]},"1":"n","s":["<ul>","</ul>",""]})"),
            "<ul><li id=\"m-1\">one</li></ul>n");
  EXPECT_EQ(mirror.changes.inserts.at("m-1").at, -1);
  EXPECT_EQ(mirror.take(R"({"1":"N"})"), "<ul></ul>N");
  EXPECT_EQ(
      mirror.take(R"({"0":{"k":{"0":{"0":"m-9","1":"nine"},"kc":1},"stream":["0",[["m-9",0,-20,false]],["m-1"]]}})"),
      "<ul><li id=\"m-9\">nine</li></ul>N");
  EXPECT_EQ(mirror.changes.inserts.at("m-9").limit, -20);
  EXPECT_THAT(mirror.changes.deletes, ElementsAre("m-1"));
  EXPECT_EQ(mirror.take(R"({"0":{"k":{"kc":0},"stream":["0",[],[],true]}})"), "<ul></ul>N");
  EXPECT_THAT(mirror.changes.resets, ElementsAre("0"));
}

TEST(RenderTreeTest, X18_a_new_root_replaces_everything__wire_6_9) {
  Mirror mirror;
  mirror.take(R"({"0":1,"c":{"1":{"0":"A","s":["<p>","</p>"],"r":1}},"s":["<main>","</main>"]})");
  EXPECT_EQ(mirror.take(R"({"0":2,"c":{"2":{"0":"A","s":["<p>","</p>"],"r":1}},"s":["<section>","</section>"]})"),
            "<section><p data-phx-component=\"2\">A</p></section>");
}

TEST(RenderTreeTest, Diffs_that_do_not_fit_are_told__wire_6_9) {
  const auto problem = [](std::string_view diff) {
    Mirror mirror;
    mirror.take(R"({"0":"text","1":{"s":["<li>","</li>"],"k":{"0":{"0":"a"},"1":{"0":"b"},"kc":2}},"s":["","",""]})");
    try {
      mirror.take(diff);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  EXPECT_THAT(problem(R"({"0":{"0":"z"}})"), HasSubstr("a template has no statics"));
  EXPECT_THAT(problem(R"({"0":5})"), HasSubstr("there is no component 5"));
  EXPECT_THAT(problem(R"({"0":null})"), HasSubstr("a slot holds null"));
  EXPECT_THAT(problem(R"({"1":{"k":{"0":1,"1":0,"kc":2}}})"), HasSubstr("km is missing"));
  EXPECT_THAT(problem(R"({"1":{"k":{"0":{"0":"x"}}}})"), HasSubstr("how long it is"));
  EXPECT_THAT(problem(R"({"0":{"0":"z","s":7}})"), HasSubstr("no template 7"));
}

}  // namespace
