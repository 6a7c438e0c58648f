// The template language: code tags (E), HTML (1.3 to 1.5), white space (W), attributes (A), statics (R), the root flag.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "templates.h"

namespace plume::compiler {
namespace {

using testing::body;
using testing::sites;
using Sites = std::vector<std::string>;

struct Row {
  const char* name;
  const char* text;
  Sites expected;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Statics : public ::testing::TestWithParam<Row> {};
TEST_P(Statics, OfInlineTemplates) { EXPECT_EQ(sites(GetParam().text), GetParam().expected); }

const Row rows[] = {
    {"E1_escaped_tag", "<script><%% x %></script>", {R"(r["<script><% x %></script>"])"}},
    {"E1_in_a_comment", "<!-- <%%= a %> -->", {R"(["<!-- <%= a %> -->"])"}},
    {"E2_comment", "a<%!-- <b> %> {\n --%>b", {R"(["ab"])"}},
    {"E3_old_comment", "a<%# <b> { %>b", {R"(["ab"])"}},
    {"E3_host_comment_renders_empty", "a<%= // x %>b", {R"(["a","b"])"}},
    {"E4_end_within_a_string", "<%= f(\"%>\") %>b", {R"(["","b"])"}},
    {"E4_end_within_a_raw_string", "<%= f(R\"(\"%>)\") %>b", {R"(["","b"])"}},
    {"E4_end_after_an_apostrophe", "<%= 1'000 %>b<%= 'x' %>", {R"(["","b",""])"}},
    {"E5_statement_has_no_slot", "a<% auto x = 1; %>b{x}", {R"(["ab",""])"}},
    {"E6_one_line_block_is_an_expression", "<%= [&] { if (@a) { return 1; } return 2; }() %>", {R"(["",""])"}},
    {"E7_marker_on_the_end", "<%= if (@a) { %>x<%= } %>", {R"(["",""])", R"(["x"])"}},
    {"E8_in_script", "<script>var a = <%= @a %>;</script>", {R"(r["<script>var a = ",";</script>"])"}},
    {"E8_in_a_comment", "<!-- <%= @a %> -->", {R"(["<!-- "," -->"])"}},

    {"doctype", "<!DOCTYPE html>\n<p></p>", {R"(["<!DOCTYPE html>\n<p></p>"])"}},
    {"doctype_in_any_case", "<!DocType html>", {R"(["<!DocType html>"])"}},
    {"comment_is_inert", "<!-- {a} <b> -->{1}", {R"(["<!-- {a} <b> -->",""])"}},
    {"lone_brace_is_text", "a } b", {R"(["a } b"])"}},
    {"entities_stay", "&lt;&nbsp;é", {R"(["&lt;&nbsp;é"])"}},
    {"void_elements", "<br><img src='x'/><wbr>", {R"(["<br><img src='x'><wbr>"])"}},
    {"self_closing_elements", "<div/><my-el a />", {R"(["<div></div><my-el a></my-el>"])"}},
    {"raw_text", "<style>a{b:<c>}</style><script>{</script>", {R"(["<style>a{b:<c>}</style><script>{</script>"])"}},
    {"textarea_is_not_raw", "<textarea>{1}<b></b></textarea>", {R"(r["<textarea>","<b></b></textarea>"])"}},
    {"curly_off",
     "<p phx-no-curly-interpolation a={1}><b>{x}</b><br>{<%= 2 %></p>{3}",
     {R"(["<p","><b>{x}</b><br>{","</p>",""])"}},
    {"curly_off_on_a_void_element", "<p><br phx-no-curly-interpolation>{1}</p>", {R"(r["<p><br>","</p>"])"}},
    {"curly_with_strings", "{f(\"}\")}{'}'}", {R"(["","",""])"}},
    {"nested_braces", "{std::string{\"a\"}}", {R"(["",""])"}},
    {"empty_interpolation", "a{}b{ }", {R"(["a","b",""])"}},

    {"W1_verbatim", "a  b\r\n\tc", {R"(["a  b\r\n\tc"])"}},
    {"W2_edges", "\n <p>x</p>\n", {R"(r["<p>x</p>"])"}},
    {"W2_whole_tokens", "  foo\n", {R"(["  foo\n"])"}},
    {"W2_text_and_slot", "a {1} b\n", {R"(["a "," b\n"])"}},
    {"W2_slot_alone", "\n {1} \n", {R"(["",""])"}},
    {"W2_unicode_space", "\u00A0\u2003<p></p>\u3000", {R"(r["<p></p>"])"}},
    {"W3_comment_inside", "<p>\n  <%!-- c --%>\n  x</p>", {R"(r["<p>\n  \n  x</p>"])"}},
    {"W3_comment_at_the_edge", "\n<%!-- c --%>\n<p></p>\n<%!-- d --%>\n", {R"(r["<p></p>"])"}},
    {"W4_after_a_slot", "<.c>\n  <:s>x</:s>\n  body\n</.c>", {R"(["",""])", R"(["x"])", R"(["\n  body\n"])"}},
    {"W4_after_a_closed_slot", "<.c>\n  <:s/>\n</.c>", {R"(["",""])", R"(["\n  "])"}},
    {"W6_slot_content", "<.c>\n  a\n</.c>", {R"(["",""])", R"(["\n  a\n"])"}},
    {"W6_empty_content", "<.c></.c>", {R"(["",""])", R"([""])"}},
    {"W6_no_content", "<.c/>", {R"(["",""])"}},
    {"W7_attributes", "<p\n   a=\"x\n y\"\t b   c = 'd'  ></p>", {R"(r["<p a=\"x\n y\" b c='d'></p>"])"}},
    {"W8_block", "<%= if (@a) { %>\n  x\n<% } %>", {R"(["",""])", R"(["\n  x\n"])"}},
    {"W8_clauses",
     "<%= switch (@s) { %>\n  <% case 1: %>A{@x}\n  <% default: %>B\n<% } %>",
     {R"(["",""])", R"(["A","\n  "])", R"(["B\n"])"}},
    {"W9_no_trim",
     "a\n\n  <%= if (true) { %>  \n\n  x\n  <% } %>\n\nb\n",
     {R"(["a\n\n  ","\n\nb\n"])", R"(["  \n\n  x\n  "])"}},
    {"W10_markers_vanish", "<p phx-no-format phx-no-curly-interpolation></p>", {R"(r["<p></p>"])"}},

    {"A1_static", "<p a='1' b c=\"&amp;\"></p>", {R"(r["<p a='1' b c=\"&amp;\"></p>"])"}},
    {"A2_literal", "<p id={\"<x>\"} b={\"a\" \"b\"}></p>", {R"(r["<p id=\"&lt;x&gt;\" b=\"ab\"></p>"])"}},
    {"A3_concatenation", "<p id={\"a-\" + @v + \"-b\"}></p>", {R"(r["<p id=\"a-","-b\"></p>"])"}},
    {"A3_calls", "<p id={f(@v) + \"<\" + std::to_string(1 + 2)}></p>", {R"(r["<p id=\"","&lt;","\"></p>"])"}},
    {"A3_operands_before_the_first_literal", "<p w={@a + @b + \"px\" + @c}></p>", {R"(r["<p w=\"","px","\"></p>"])"}},
    {"A3_template_arguments", "<p w={\"a\" + static_cast<int>(@b)}></p>", {R"(r["<p w=\"a","\"></p>"])"}},
    {"A4_whole", "<p a={@b} c={1}></p>", {R"(r["<p","","></p>"])"}},
    {"A4_ternary", "<p a={@b ? \"x\" + @c : \"y\"}></p>", {R"(r["<p","></p>"])"}},
    {"A4_comparison", "<p a={\"x\" + @c == @d}></p>", {R"(r["<p","></p>"])"}},
    {"A6_leading_literals", "<p class={[\"a\", \"b\", @c]}></p>", {R"(r["<p class=\"a b ","\"></p>"])"}},
    {"A6_all_literals", "<p class={[\"a\", \"b\"]}></p>", {R"(r["<p class=\"a b\"></p>"])"}},
    {"A6_empty_literals", "<p class={[\"\", \"a\", \"\", @c]}></p>", {R"(r["<p class=\"a ","\"></p>"])"}},
    {"A6_no_leading_literal", "<p class={[@c, \"a\"]}></p>", {R"(r["<p class=\"","\"></p>"])"}},
    {"A6_empty", "<p class={[]}></p>", {R"(r["<p class=\"\"></p>"])"}},
    {"A7_expression", "<p class={@c}></p>", {R"(r["<p class=\"","\"></p>"])"}},
    {"A7_literal_is_static", "<p class={\"a b\"}></p>", {R"(r["<p class=\"a b\"></p>"])"}},
    {"A8_style", "<p style={@c}></p>", {R"(r["<p style=\"","\"></p>"])"}},
    {"A8_list", "<p style={[\"a:\", @b, \";\"]}></p>", {R"(r["<p style=\"a:",";\"></p>"])"}},
    {"A9_literal_spread", "<a {{ {\"d1\", @v}, {\"d2\", \"2\"} }}></a>", {R"(r["<a"," d2=\"2\"></a>"])"}},
    {"A10_spread", "<a {@r} b=\"1\"></a>", {R"(r["<a"," b=\"1\"></a>"])"}},

    {"R1_adjacent_slots", "{1}{2}", {R"(["","",""])"}},
    {"R2_attributes_before_children", "<p a={1}>{2}</p>", {R"(r["<p",">","</p>"])"}},
    {"literals_in_bodies_are_slots", "{\"x\"}", {R"(["",""])"}},
    {"if_on_a_tag", "<p :if={@a}>x</p>", {R"(["",""])", R"(["<p>x</p>"])"}},
    {"for_on_a_tag", "<p :for={x <- @xs}>{x}</p>", {R"(["",""])", R"(["<p>","</p>"])"}},
    {"if_on_a_component", "<.c :if={@a}/>", {R"(["",""])", R"(["",""])"}},
    {"else",
     "<%= if (@a) { %>x<% } else if (@b) { %>y<% } else { %>z<% } %>",
     {R"(["",""])", R"(["x"])", R"(["y"])", R"(["z"])"}},
    {"shared_labels", "<%= switch (@s) { %><% case 1: %> <% case 2: %>x<% } %>", {R"(["",""])", R"(["x"])"}},

    {"root_of_one_element", "\n<br>\n", {R"(r["<br>"])"}},
    {"root_with_a_comment", "<%!-- c --%>\n<p/>", {R"(r["<p></p>"])"}},
    {"root_with_dynamic_attributes", "<p {@r}>{1}</p>", {R"(r["<p",">","</p>"])"}},
    {"no_root_empty", "", {R"([""])"}},
    {"no_root_two", "<p/><p/>", {R"(["<p></p><p></p>"])"}},
    {"no_root_text", "x<p/>", {R"(["x<p></p>"])"}},
    {"no_root_html_comment", "<!-- c --><p/>", {R"(["<!-- c --><p></p>"])"}},
    {"no_root_statement", "<% f(); %><p/>", {R"(["<p></p>"])"}},
};

INSTANTIATE_TEST_SUITE_P(Templates, Statics, ::testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

class TrimmedStatics : public ::testing::TestWithParam<Row> {};
TEST_P(TrimmedStatics, OfTemplateFiles) { EXPECT_EQ(sites(GetParam().text, Trim::yes), GetParam().expected); }

const Row trimmed_rows[] = {
    {"block", "a\n\n  <%= if (true) { %>  \n\n  x\n  <% } %>\n\nb\n", {R"(["a\n","\nb\n"])", R"(["\n  x\n"])"}},
    {"loop",
     "<ul>\n  <%= for (const auto& x : @xs) { %>\n    <li>{x}</li>\n  <% } %>\n</ul>\n",
     {R"(r["<ul>\n","\n</ul>"])", R"(["\n    <li>","</li>\n"])"}},
    {"output", "a  \n  <%= 1 %>  \n  b", {R"(["a  \n","\n  b"])"}},
    {"same_line", "a <%= 1 %> b\n", {R"(["a "," b\n"])"}},
    {"crlf", "a\r\n\r\n  <%= 1 %>\r\n\r\n  b", {R"(["a\n","\n  b"])"}},
    {"comment", "<p>\n\n  <%!-- c --%>\n\n  x</p>", {R"(r["<p>\n\n  x</p>"])"}},
    {"interpolations_are_not_trimmed", "a\n\n  {1}\n\n  b", {R"(["a\n\n  ","\n\n  b"])"}},
    {"edges", "\n\n<%= 1 %>\n\n", {R"(["",""])"}},
};

INSTANTIATE_TEST_SUITE_P(Templates, TrimmedStatics, ::testing::ValuesIn(trimmed_rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace plume::compiler
