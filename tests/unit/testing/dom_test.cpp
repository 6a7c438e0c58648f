#include "testing/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace plume::testing::dom;

std::string again(std::string_view html) {
  Node root(Node::Kind::element, "div");
  root.set_children(parse_fragment(html));
  return inner_html(root);
}

TEST(DomTest, Html_is_written_as_it_was_read) {
  for (const std::string html :
       {"<p class=\"a\">x &lt; y &amp; z</p>", "<input name=\"a\" disabled=\"\"><br>", "<!-- c --><b>1</b> 2",
        "<svg viewBox=\"0 0 1 1\"><linearGradient></linearGradient><path d=\"M0\"></path></svg>",
        "<script>if (a < b && c) {}</script>", "<my-tag x=\"1\"><template><p>t</p></template></my-tag>",
        "<a title=\"&quot;&amp;<>\">it's</a>"})
    EXPECT_EQ(again(html), html);
}

TEST(DomTest, Html_is_read_as_browsers_do) {
  EXPECT_EQ(again("<p>one<p>two"), "<p>one</p><p>two</p>");
  EXPECT_EQ(again("<DIV ID=x CHECKED>&eacute;</DIV>"), "<div id=\"x\" checked=\"\">é</div>");
  Node table(Node::Kind::element, "tbody");
  table.set_children(parse_fragment("<tr><td>1</td></tr>", "tbody"));
  EXPECT_EQ(inner_html(table), "<tr><td>1</td></tr>");
}

TEST(DomTest, A_document_has_all_its_parts) {
  const auto document = parse_document("<!DOCTYPE html><title>T</title><p>x");
  EXPECT_EQ(outer_html(*document), "<!DOCTYPE html><html><head><title>T</title></head><body><p>x</p></body></html>");
}

TEST(DomTest, Texts_are_collapsed) {
  Node root(Node::Kind::element, "div");
  root.set_children(parse_fragment(" <b> one\n two</b>\t<i>three </i> "));
  EXPECT_EQ(text(root), "one two three");
}

}  // namespace
