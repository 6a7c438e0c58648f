// The rules of the formatter, one by one (templates.md 11.2).
#include "compiler/formatter.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "compiler/expression_layout.h"

namespace plume::compiler {
namespace {

std::string format(const std::string& text, std::size_t line_length = 40, const std::string& name = "t.heex") {
  const Source source(name, text);
  Diagnostics diagnostics;
  const auto result = name.ends_with(".heex") ? format_template_file(source, {line_length}, diagnostics)
                                              : format_inline_templates(source, {line_length}, diagnostics);
  if (result) return *result;
  std::string report;
  for (const auto& one : diagnostics.sorted()) report += render(source, one);
  return report;
}

struct Row {
  const char* name;
  const char* text;
  const char* formatted;
};

class Rule : public ::testing::TestWithParam<Row> {};

TEST_P(Rule, Holds) {
  const auto once = format(GetParam().text);
  EXPECT_EQ(once, GetParam().formatted);
  EXPECT_EQ(format(once), once) << "is not idempotent (G17)";
}

const Row rows[] = {
    {"G1_elements", "<div>\n<ul>\n<li>a</li>\n</ul>\n</div>", "<div>\n  <ul>\n    <li>a</li>\n  </ul>\n</div>\n"},
    {"G1_blocks", "<%= if (@a) { %>\n<p>a</p>\n<% } else { %>\n<p>b</p>\n<% } %>",
     "<%= if (@a) { %>\n  <p>a</p>\n<% } else { %>\n  <p>b</p>\n<% } %>\n"},
    {"G1_clauses", "<%= switch (@a) { %>\n<% case 1: %>\none\n<% default: %>\nother\n<% } %>",
     "<%= switch (@a) { %>\n  <% case 1: %>\n    one\n  <% default: %>\n    other\n<% } %>\n"},
    {"G1_comment_before_clauses", "<%= switch (@a) { %> <%!-- x --%> <% case 1: %> one <% } %>",
     "<%= switch (@a) { %>\n  <%!-- x --%>\n  <% case 1: %>\n    one\n<% } %>\n"},
    {"G2_inline_stays_in_line", "<p>a <b>b</b> <i>c</i> d</p>", "<p>a <b>b</b> <i>c</i> d</p>\n"},
    {"G2_matcher", "<p>a <.nav_link to=\"x\">b</.nav_link> <my-button>c</my-button></p>",
     "<p>\n  a <.nav_link to=\"x\">b</.nav_link>\n  <my-button>c</my-button>\n</p>\n"},
    {"G2_components_and_slots_are_blocks", "<.c>a <.d/> b <:s>c</:s></.c>",
     "<.c>\n  a\n  <.d />\n  b\n  <:s>c</:s>\n</.c>\n"},
    {"G2_inline_without_text", "<select><option value=\"first\">a</option></select>",
     "<select>\n  <option value=\"first\">a</option>\n</select>\n"},
    {"G3_blocks_break", "<p>a</p> <p>b</p>", "<p>a</p>\n<p>b</p>\n"},
    {"G3_glued_tags", "<p>a</p><p>b</p>", "<p>a</p><p>b</p>\n"},
    {"G3_glued_text", "a<div>b</div> c", "a<div>b</div>\nc\n"},
    {"G4_flexible_break", "some words here <b>some more</b> <i>words</i>",
     "some words here <b>some more</b>\n<i>words</i>\n"},
    {"G4_nothing_is_inserted", "<b>aaaaaaaaaaaaaaaaaaa</b><i>bbbbbbbbbbbbbbbbbbb</i>",
     "<b>aaaaaaaaaaaaaaaaaaa</b><i>bbbbbbbbbbbbbbbbbbb</i>\n"},
    {"G4_no_break_at_braces", "some words that fill most of it {@and} some {@more}",
     "some words that fill most of it {@and} some {@more}\n"},
    {"G4_newlines_stay", "<b>a</b>\n<b>b</b>\n\n\n<b>c</b>", "<b>a</b>\n<b>b</b>\n\n<b>c</b>\n"},
    {"G5_pre", "<div><pre a='1'>\n  x  {@y}\n</pre></div>", "<div>\n  <pre a=\"1\">\n  x  {@y}\n</pre>\n</div>\n"},
    {"G5_textarea", "<textarea> a\n b </textarea>", "<textarea> a\n b </textarea>\n"},
    {"G5_no_format", "<div   phx-no-format><p>  x</p>\n   </div>", "<div phx-no-format><p>  x</p>\n   </div>\n"},
    {"G5_editable", "<p contenteditable>  x  </p>\n<p contenteditable=\"false\">  x  </p>",
     "<p contenteditable>  x  </p>\n<p contenteditable=\"false\">x</p>\n"},
    {"G5_text_follows", "<b>  a  </b>, <b>  c  </b>{@x}", "<b>  a  </b>, <b>  c  </b>{@x}\n"},
    {"G6_content_that_fits", "<p> a </p>", "<p>a</p>\n"},
    {"G6_content_that_does_not", "<p>a text that is too long for one line here</p>",
     "<p>\n  a text that is too long for one line here\n</p>\n"},
    {"G6_newline_in_source", "<p>\na</p>", "<p>\n  a\n</p>\n"},
    {"G6_inline_with_newlines", "<b>\na\n</b>", "<b>\n  a\n</b>\n"},
    {"G6_inline_keeps_its_edge", "<b>\na</b>", "<b>\n  a</b>\n"},
    {"G6_blank_content", "<p> \n </p>", "<p></p>\n"},
    {"G7_one_space_at_edges", "<b>  a  b  </b>", "<b> a  b </b>\n"},
    {"G7_blank_inline", "a<b>  </b>c", "a<b>  </b>c\n"},
    {"G7_blank_inline_alone", "a <b>  </b> c", "a <b> </b> c\n"},
    {"G8_lines_of_text", "<div>\n\n\na  b   \n\n\n      c\n\n</div>", "<div>\n  a  b\n\n  c\n</div>\n"},
    {"G9_one_attribute", "<p class=\"a class that is longer than the line\">x</p>",
     "<p class=\"a class that is longer than the line\">\n  x\n</p>\n"},
    {"G9_some_that_fit", "<p a=\"1\"\n   b=\"2\" c=\"3\">x</p>", "<p a=\"1\" b=\"2\" c=\"3\">x</p>\n"},
    {"G9_some_that_do_not", "<p first=\"the first one\" second=\"the second one\">x</p>",
     "<p\n  first=\"the first one\"\n  second=\"the second one\"\n>\n  x\n</p>\n"},
    {"G9_self_closing", "<img first=\"the first one\" second=\"the second one\">",
     "<img\n  first=\"the first one\"\n  second=\"the second one\"\n/>\n"},
    {"G9_each_on_its_line", "<p a=\"1\"\n   b=\"2\"\n   c>x</p>", "<p\n  a=\"1\"\n  b=\"2\"\n  c\n>\n  x\n</p>\n"},
    {"G10_order", "<.c a={1} :key={x} :if={@b} :for={x <- @y} :let={z}>z</.c>",
     "<.c\n  :let={z}\n  :for={x <- @y}\n  :if={@b}\n  a={1}\n  :key={x}\n>\n  z\n</.c>\n"},
    {"G11_quotes", "<p a='x' b='\"' c='' d = \"'\"></p>", "<p a=\"x\" b='\"' c=\"\" d=\"'\"></p>\n"},
    {"G11_literals", "<p a={ \"x\" } b={\"&\"} c={\"\\n\"} d={u8\"x\"}></p>",
     "<p a=\"x\" b={\"&\"} c={\"\\n\"} d={u8\"x\"}></p>\n"},
    {"G11_literals_with_a_meaning_in_braces", "<p id=\"i\" phx-hook={\".H\"} phx-update={\"x\"}></p>",
     "<p\n  id=\"i\"\n  phx-hook={\".H\"}\n  phx-update={\"x\"}\n></p>\n"},
    {"G11_expressions_stay", "<p a={ f( 1,2 ) }></p>", "<p a={f( 1,2 )}></p>\n"},
    {"G11_lists_hug", "<p class={[ \"a\",\n      @b && \"c\",\n        @d\n]}></p>",
     "<p class={[\n  \"a\",\n  @b && \"c\",\n    @d\n]}></p>\n"},
    {"G11_lines", "<p\n  title={f(@a,\n           @b)} id=\"x\"\n></p>",
     "<p\n  title={\n    f(@a,\n      @b)\n  }\n  id=\"x\"\n></p>\n"},
    {"G11_lines_that_mean_something", "<p a={R\"(x\n y)\"\n   }></p>", "<p a={R\"(x\n y)\"}></p>\n"},
    {"G11_lines_of_its_own", "<p title={first_of(@names) + \", \" + @name} id=\"x\"></p>",
     "<p\n  title={\n    first_of(@names) + \", \" + @name\n  }\n  id=\"x\"\n></p>\n"},
    {"G11_only_attribute", "<p title={first_of(@names) + \", \" + @name}></p>",
     "<p title={\n  first_of(@names) + \", \" + @name\n}></p>\n"},
    {"G11_items_of_a_long_list", "<p class={[\"a\",@b && \"c\" ,f(@d, @e), \"some more of it\"]}></p>",
     "<p class={[\n  \"a\",\n  @b && \"c\",\n  f(@d, @e),\n  \"some more of it\"\n]}></p>\n"},
    {"G11_trailing_comma", "<p class={[\"a long name of a class\", \"another\",]}></p>",
     "<p class={[\n  \"a long name of a class\",\n  \"another\",\n]}></p>\n"},
    {"G11_conditions_stay", "<p :if={@some_condition && @another_condition}>x</p>",
     "<p :if={@some_condition && @another_condition}>\n  x\n</p>\n"},
    {"G11_line_comment", "{@a // why\n}", "{\n  @a // why\n}\n"},
    {"G11_backslash", "{@a\\ }", "{@a\\ }\n"},
    {"G12_void", "<br><br/><hr ><div/><div></div>", "<br /><br /><hr /><div /><div></div>\n"},
    {"G13_code", "<%  f( ) ;%> <%=@a%>x", "<% f( ) ; %> {@a}x\n"},
    {"G13_braces", "{ @a }{}{ }", "{@a}{}{}\n"},
    {"G13_not_migrated", "<%= \"<%\" %> <%= // none %> <%= \"a\" // b %> <%= %>",
     "<%= \"<%\" %> <%= // none %> <%= \"a\" // b %> <%= %>\n"},
    {"G13_no_curly", "<p phx-no-curly-interpolation>{<%= @a %></p> <%= @b %>",
     "<p phx-no-curly-interpolation>\n  {<%= @a %>\n</p>\n{@b}\n"},
    {"G13_statement_of_lines", "<% f(1,\n     2); %>", "<% f(1,\n     2); %>\n"},
    {"G13_head_of_lines", "<p>\n<%= if (@a &&\n  @b) { %>\nx\n<% } %>\n</p>",
     "<p>\n  <%= if (@a &&\n  @b) { %>\n    x\n  <% } %>\n</p>\n"},
    {"G14_lines_of_their_own", "<p><%= if (@a) { %>a<% } else if (@b) { %>b<% } else { %>c<% } %></p>",
     "<p>\n  <%= if (@a) { %>\n    a\n  <% } else if (@b) { %>\n    b\n  <% } else { %>\n    c\n  <% } %>\n</p>\n"},
    {"G14_never_into_a_word", "<p>item<%= if (@n > 1) { %>s<% } %></p>", "<p>item<%= if (@n > 1) { %>s<% } %></p>\n"},
    {"G14_never_between_entries", "<p><%= for (auto& x : @xs) { %>{x},<% } %></p>",
     "<p>\n  <%= for (auto& x : @xs) { %>{x},<% } %>\n</p>\n"},
    {"G14_never_at_the_edge_of_a_template", "<%= if (@a) { %>a<% } %>", "<%= if (@a) { %>a<% } %>\n"},
    {"G15_script", "<div>\n<script>\n\n\n      let a;\n\n        b = 1;\n\tc\n  </script>\n</div>",
     "<div>\n  <script>\n        let a;\n\n          b = 1;\n    c\n  </script>\n</div>\n"},
    {"G15_style", "<style> p { color: red } </style>", "<style>\n  p { color: red }\n</style>\n"},
    {"G15_empty", "<script src=\"a.js\"></script>", "<script src=\"a.js\">\n</script>\n"},
    {"G15_code_stays", "<script>let a = <%=  @a %>;</script>", "<script>\n  let a = <%=  @a %>;\n</script>\n"},
    {"G15_code_of_lines", "<script> let a = <%= f(R\"(\n)\") %>;</script>",
     "<script> let a = <%= f(R\"(\n)\") %>;</script>\n"},
    {"G16_comments", "<div>\n<!-- a\n b -->\n\n\n<%!-- {  --%>\nx</div>",
     "<div>\n  <!-- a\n b -->\n\n  <%!-- {  --%>\n  x\n</div>\n"},
    {"G16_behind_a_block", "<p>a</p> <%!-- x --%>\n<p>b</p> <!-- y --> <p>c</p>",
     "<p>a</p> <%!-- x --%>\n<p>b</p> <!-- y -->\n<p>c</p>\n"},
    {"G16_code_in_a_comment", "<!-- <%= if (@a) { %>  x --> <p>y</p><% } %>  z",
     "<!-- <%= if (@a) { %>  x --> <p>y</p><% } %>\nz\n"},
    {"G16_old_comments", "<%#  x %>", "<%!-- x --%>\n"},
    {"G17_doctype", "<!doctype html>   <p>x</p>", "<!doctype html>\n<p>x</p>\n"},
    {"G17_empty", " \n\n ", ""},
    {"Line_ends", "<p>\r\n  a\r\n b\r\n</p>\r\n", "<p>\r\n  a\r\n  b\r\n</p>\r\n"},
    {"Wide_space_is_text", "<p> \u00A0 </p>", "<p>\u00A0</p>\n"},
    {"Escapes", "<script>\n<%% a %>\n</script><<%%x a<%%b=\"<%%\"/>",
     "<script>\n  <%% a %>\n</script><<%%x a<%%b=\"<%%\" />\n"},
};

INSTANTIATE_TEST_SUITE_P(Templates, Rule, ::testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

// Long expressions

class LongExpressions : public ::testing::Test {
 protected:
  void SetUp() override {
    if (find_clang_format().empty()) GTEST_SKIP() << "there is no clang-format";
  }
  static std::string format(const std::string& text, std::string clang_format = find_clang_format()) {
    Diagnostics diagnostics;
    return *format_template_file(Source("t.heex", text), {40, std::move(clang_format)}, diagnostics);
  }
};

TEST_F(LongExpressions, AreLaidOutByClangFormat) {
  const auto once = format("<p title={first_of( @names )+\", \"+second_of( @names )+@name} id=\"x\"></p>");
  EXPECT_EQ(once,
            "<p\n  title={\n    first_of(@names) + \", \" +\n    second_of(@names) + @name\n  }\n  id=\"x\"\n></p>\n");
  EXPECT_EQ(format(once), once);
  EXPECT_EQ(format(once, ""), once) << "what was laid out stays so without clang-format";
}

TEST_F(LongExpressions, InTextAndInLists) {
  EXPECT_EQ(format("sum: {first_of(@names) + second_of(@names) + @name}"),
            "sum: {\n  first_of(@names) + second_of(@names) +\n  @name\n}\n");
  EXPECT_EQ(format("<p class={[\"a\", @first_condition && !@second_condition && \"b\", \"c\"]}></p>"),
            "<p class={[\n  \"a\",\n  @first_condition &&\n  !@second_condition && \"b\",\n  \"c\"\n]}></p>\n");
}

TEST_F(LongExpressions, KeepTheirTokens) {
  const std::string text =
      "{\"a text that is longer than any line may be\" + @b} {a_name_that_is_longer_than_a_line_may_be}\n";
  EXPECT_NE(format(text).find("\"a text that is longer than any line may be\""), std::string::npos);
  EXPECT_NE(format(text).find("{a_name_that_is_longer_than_a_line_may_be}"), std::string::npos);
}

TEST_F(LongExpressions, StayWithoutClangFormat) {
  const std::string text = "sum: {first_of( @names ) + second_of(@names) + @name}\n";
  EXPECT_EQ(format(text, ""), text);
  EXPECT_EQ(format(text, "/no/such/program"), text);
  EXPECT_EQ(format(text, "/bin/false"), text);
  EXPECT_EQ(format(text, "/bin/true"), text);
}

TEST(Formatter, LinesAreOf98ColumnsUnlessToldOtherwise) {
  const std::string line(98 - 7, 'x');
  EXPECT_EQ(FormatOptions{}.line_length, 98u);
  EXPECT_EQ(format("<p>" + line + "</p>", 98), "<p>" + line + "</p>\n");
  EXPECT_EQ(format("<p>" + line + "x</p>", 98), "<p>\n  " + line + "x\n</p>\n");
}

TEST(Formatter, ColumnsAreCodePoints) {
  EXPECT_EQ(format("<p>äöüß äöüß</p>", 16), "<p>äöüß äöüß</p>\n");
  EXPECT_EQ(format("<p>äöüß äöüß</p>", 15), "<p>\n  äöüß äöüß\n</p>\n");
}

TEST(Formatter, KeepsTheByteOrderMark) { EXPECT_EQ(format("\xEF\xBB\xBF<br>"), "\xEF\xBB\xBF<br />\n"); }

TEST(Formatter, ErrorsAreReportedAsByTheCompiler) {
  EXPECT_EQ(format("<p>\n  <b>"),
            "t.heex:1:1: error: <p> is never closed (template ended)\n  |\n1 | <p>\n  | ^\n"
            "t.heex:2:3: error: <b> is never closed (template ended)\n  |\n1 | <p>\n2 |   <b>\n  |   ^\n");
  EXPECT_EQ(format("<%= \"a %>"), "t.heex:1:5: error: this \" is never closed\n  |\n1 | <%= \"a %>\n  |     ^\n");
}

std::string with_cr_lf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

TEST(Formatter, LinesEndAsTheyDid) {
  for (const std::string text :
       {"<p a={f(\n  1)}  b>\n {@x}\ttext of several words</p>", "<%!-- a\n b --%><pre>\n x\n  y</pre>\n<br>\n\n\n<br>",
        "<%= if (@a) { %>\n<p>x</p>\n<% } else { %>\n\n<p>y</p><% } %>\n", "<script>\n  a()\n  b()\n</script>\n"}) {
    const auto formatted = with_cr_lf(format(text));
    EXPECT_EQ(format(with_cr_lf(text)), formatted);
    EXPECT_EQ(format(formatted), formatted);
  }
  EXPECT_EQ(format("<p>\r\n  <b>"),
            "t.heex:1:1: error: <p> is never closed (template ended)\n  |\n1 | <p>\n  | ^\n"
            "t.heex:2:3: error: <b> is never closed (template ended)\n  |\n1 | <p>\n2 |   <b>\n  |   ^\n");
}

std::string in_class(const std::string& text) { return "struct Page {\n  PLUME_HEEX(" + text + ")\n};\n"; }
std::string format_inline(const std::string& text) { return format(in_class(text), 40, "page.h"); }

TEST(InlineTemplates, AreIndentedAsTheLineTheyBeginOn) {
  EXPECT_EQ(format_inline("R\"heex(\n<h1>a</h1>\n   <p>b</p>)heex\""),
            in_class("R\"heex(\n    <h1>a</h1>\n    <p>b</p>\n  )heex\""));
}

TEST(InlineTemplates, StayOnOneLineWhereTheyFit) {
  EXPECT_EQ(format_inline("R\"heex( <p>  a </p> )heex\""), in_class("R\"heex(<p>a</p>)heex\""));
  EXPECT_EQ(format_inline("R\"heex(<p>a text that is long</p>)heex\""),
            in_class("R\"heex(\n    <p>a text that is long</p>\n  )heex\""));
}

TEST(InlineTemplates, GetNoSpaceAtTheirTextSinceItWouldBeRendered) {
  EXPECT_EQ(format_inline("R\"heex(a {@b} and  c)heex\""), in_class("R\"heex(a {@b} and  c)heex\""));
  EXPECT_EQ(format_inline("R\"heex(  a {@b}  )heex\""), in_class("R\"heex( a {@b})heex\""));
  EXPECT_EQ(format_inline("R\"heex(a\n  <p>b</p>)heex\""), in_class("R\"heex(a\n    <p>b</p>\n  )heex\""));
}

TEST(InlineTemplates, TheRestOfTheFileStays) {
  const std::string code = "//  PLUME_HEEX(R\"(<br>)\")\nint   a;\nauto b = R\"(<br>)\";\n";
  EXPECT_EQ(format(code, 40, "page.cpp"), code);
  EXPECT_EQ(format(code + in_class("R\"(<br>)\"") + code, 40, "page.cpp"), code + in_class("R\"(<br />)\"") + code);
}

TEST(InlineTemplates, LinesEndAsTheyDid) {
  const auto code = "int   a;\n" + in_class("R\"heex(\n<h1>a</h1>\n   <p>b</p>)heex\"");
  EXPECT_EQ(format(with_cr_lf(code), 40, "page.h"), with_cr_lf(format(code, 40, "page.h")));
}

TEST(InlineTemplates, MayBeExcepted) {
  EXPECT_EQ(format_inline("R\"noformat( <br> )noformat\""), in_class("R\"noformat( <br> )noformat\""));
}

TEST(InlineTemplates, NeverEndTheirRawString) {
  EXPECT_EQ(format_inline("R\"x(<br  a=')x'>)x\""), in_class("R\"x(<br  a=')x'>)x\""));
}

TEST(InlineTemplates, ErrorsAreWhereTheyAreInTheFile) {
  EXPECT_EQ(format_inline("R\"(<br>\n  <b>)\""),
            "page.h:3:3: error: <b> is never closed (template ended)\n  |\n1 | struct Page {\n"
            "2 |   PLUME_HEEX(R\"(<br>\n3 |   <b>)\")\n  |   ^\n");
}

}  // namespace
}  // namespace plume::compiler
