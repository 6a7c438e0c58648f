// What the examples of docs/templates.md write.
#include "templates.h"

#include <gtest/gtest.h>
#include <plume/testing.h>

#include <regex>
#include <string>

namespace docs {
namespace {

/// What a component writes, without the marks of scoped styles and line breaks with their indentation.
template <class C>
std::string written(const std::function<void(C&)>& set = {}) {
  auto html = plume::testing::render_component<C>(set);
  html = std::regex_replace(html, std::regex(R"( phx-css-[0-9a-z-]+| phx-r)"), "");
  return std::regex_replace(html, std::regex(R"(\s*\n\s*)"), "");
}

const std::vector<Fruit> some{{1, "fig", true}, {2, "plum", false}};

TEST(TemplatesPage, Output) {
  EXPECT_EQ(written<greeting>(), "<p>Hello, world!</p>");
  EXPECT_EQ(written<invoice>(),
            "<h2>Invoice 7</h2><p>Ada &amp; Co owes 14.875.</p><p>Open </p>"
            "<p title=\"Invoice 7 of Ada &amp; Co\">8 letters</p>");
}

TEST(TemplatesPage, Attributes) {
  EXPECT_EQ(written<row>(),
            "<tr id=\"row-1\" hidden class=\"row \" style=\"width: 40%\" data-id=\"1\" data-kind=\"row\"></tr>");
  EXPECT_EQ(written<row>([](row& r) {
              r.on = true;
              r.hint = "a";
              r.rest.set("lang", "en");
            }),
            "<tr id=\"row-1\" title=\"a\" class=\"row row-on\" style=\"width: 40%\" data-id=\"1\" data-kind=\"row\" "
            "lang=\"en\"></tr>");
}

TEST(TemplatesPage, Loops) {
  EXPECT_EQ(written<fruits>([](fruits& f) {
              f.all = some;
              f.prices = {{"fig", 3}};
              f.pages = 2;
            }),
            "<ul><li>fig</li></ul><dl><dt>fig</dt><dd>3</dd></dl><a>1</a><a>2</a><i>0: fig</i><i>1: "
            "plum</i><b>kg</b><b>lb</b>");
  EXPECT_EQ(written<fruits>(), "<ul></ul><p>There are none.</p><b>kg</b><b>lb</b>");
}

TEST(TemplatesPage, Blocks) {
  EXPECT_EQ(written<status>([](status& s) { s.steps = {1, 2}; }), "<p>All done</p><b>A</b><i>1</i><i>3</i>");
  EXPECT_EQ(written<status>([](status& s) { s.open = 1, s.kind = 'x'; }), "<p>One is open</p><b>other</b>");
}

TEST(TemplatesPage, Components) {
  EXPECT_EQ(written<mailbox>(), "<span class=\"badge warning\" id=\"mail\" phx-click=\"open\">Mail 3</span>");
}

TEST(TemplatesPage, Slots) {
  EXPECT_EQ(written<stock>([](stock& s) { s.all = some; }),
            "<table><tr><th>Name</th><th>Ripe</th></tr><tr><td>fig</td><td>yes</td></tr><tr><td>plum</td><td>no</td>"
            "</tr></table><footer>2 kinds</footer>");
}

TEST(TemplatesPage, StylesAndScripts) {
  EXPECT_EQ(written<card>(), "<section class=\"card\"><p>Of the card</p></section>");
  EXPECT_EQ(written<copy_button>([](copy_button& b) { b.text = "x"; }),
            "<button id=\"copy-x\" phx-hook=\"docs.copy_button.Copy\" data-text=\"x\">Copy</button>");
  const auto& files = plume::colocated_assets();
  ASSERT_TRUE(files.find("/assets/colocated/colocated.css"));
  EXPECT_NE(files.find("/assets/colocated/colocated.css")->body.find("p { color: teal }"), std::string::npos);
  ASSERT_TRUE(files.find("/assets/colocated/index.js"));
  EXPECT_NE(files.find("/assets/colocated/index.js")->body.find("\"docs.copy_button.Copy\": m0"), std::string::npos);
}

}  // namespace
}  // namespace docs
