// Every row of the catalogue of errors and warnings (1.9): what is said, where, and what is shown.
#include "compiler/diagnostics.h"

#include <gtest/gtest.h>

#include <string>

#include "templates.h"

namespace plume::compiler {
namespace {

using testing::diagnose;

struct Row {
  const char* name;
  const char* text;
  const char* report;
};

class Catalogue : public ::testing::TestWithParam<Row> {};

TEST_P(Catalogue, IsReportedAtItsPlace) { EXPECT_EQ(diagnose(GetParam().text), GetParam().report); }

const Row rows[] = {
    {"T01_comment", "<!-- x",
     "t.heex:1:1: error: an HTML comment is never closed: --> is missing\n"
     "  |\n"
     "1 | <!-- x\n"
     "  | ^\n"},
    {"T02_doctype", "<!doctype html",
     "t.heex:1:15: error: the input ended within <!doctype: > is missing\n"
     "  |\n"
     "1 | <!doctype html\n"
     "  |               ^\n"},
    {"T02_attribute", "<div a",
     "t.heex:1:7: error: the input ended within the attribute a\n"
     "  |\n"
     "1 | <div a\n"
     "  |       ^\n"
     "  = hint: a code tag cannot stand within a tag: write attr={…}; null and false leave an attribute out\n"},
    {"T03_no_name", "a < b",
     "t.heex:1:4: error: a tag's name is expected after <\n"
     "  |\n"
     "1 | a < b\n"
     "  |    ^\n"
     "  = hint: a literal < is written &lt;\n"},
    {"T03_processing", "<?xml version=\"1\"?>x",
     "t.heex:1:2: error: <? is not HTML: processing instructions cannot stand in a template\n"
     "  |\n"
     "1 | <?xml version=\"1\"?>x\n"
     "  |  ^\n"
     "  = hint: a literal < is written &lt;\n"},
    {"T03b", "</ >",
     "t.heex:1:3: error: a tag's name is expected after </\n"
     "  |\n"
     "1 | </ >\n"
     "  |   ^\n"},
    {"T04", "<.>",
     "t.heex:1:2: error: a component's name is expected after .\n"
     "  |\n"
     "1 | <.>\n"
     "  |  ^\n"},
    {"T04_slash", "<./>",
     "t.heex:1:2: error: a component's name is expected after .\n"
     "  |\n"
     "1 | <./>\n"
     "  |  ^\n"},
    {"T05", "<.c><:inner_block>x</:inner_block></.c>",
     "t.heex:1:6: error: the slot name inner_block is reserved for the content outside of slots\n"
     "  |\n"
     "1 | <.c><:inner_block>x</:inner_block></.c>\n"
     "  |      ^\n"},
    {"T05_no_name", "<.c><:>x</:></.c>",
     "t.heex:1:6: error: a slot's name is expected after :\n"
     "  |\n"
     "1 | <.c><:>x</:></.c>\n"
     "  |      ^\n"},
    {"T06", "<div></div x>",
     "t.heex:1:11: error: > is expected right after </div\n"
     "  |\n"
     "1 | <div></div x>\n"
     "  |           ^\n"},
    {"T06_space", "<div></div >",
     "t.heex:1:11: error: > is expected right after </div\n"
     "  |\n"
     "1 | <div></div >\n"
     "  |           ^\n"},
    {"T10_code_in_tag", "<div <%= 1 %>></div>",
     "t.heex:1:6: error: the tag <div is never ended: > or /> is missing\n"
     "  |\n"
     "1 | <div <%= 1 %>></div>\n"
     "  |      ^\n"
     "  = hint: a code tag cannot stand within a tag: write attr={…}; null and false leave an attribute out\n"},
    {"T10_eof", "<div a ",
     "t.heex:1:8: error: the tag <div is never ended: > or /> is missing\n"
     "  |\n"
     "1 | <div a \n"
     "  |        ^\n"
     "  = hint: a code tag cannot stand within a tag: write attr={…}; null and false leave an attribute out\n"},
    {"T10_comment_in_tag", "<div <%!-- x --%>></div>",
     "t.heex:1:6: error: the tag <div is never ended: > or /> is missing\n"
     "  |\n"
     "1 | <div <%!-- x --%>></div>\n"
     "  |      ^\n"
     "  = hint: a code tag cannot stand within a tag: write attr={…}; null and false leave an attribute out\n"},
    {"T11", "<div a=\"x\"}></div>",
     "t.heex:1:11: error: an attribute is expected here, but this } closes nothing\n"
     "  |\n"
     "1 | <div a=\"x\"}></div>\n"
     "  |           ^\n"},
    {"T12", "<div a\"b></div>",
     "t.heex:1:7: error: \" cannot be in an attribute's name\n"
     "  |\n"
     "1 | <div a\"b></div>\n"
     "  |       ^\n"},
    {"T12_single", "<div a'></div>",
     "t.heex:1:7: error: ' cannot be in an attribute's name\n"
     "  |\n"
     "1 | <div a'></div>\n"
     "  |       ^\n"},
    {"T13", "<div =x></div>",
     "t.heex:1:6: error: an attribute's name is expected\n"
     "  |\n"
     "1 | <div =x></div>\n"
     "  |      ^\n"},
    {"T13_slash", "<div / ></div>",
     "t.heex:1:6: error: an attribute's name is expected\n"
     "  |\n"
     "1 | <div / ></div>\n"
     "  |      ^\n"},
    {"T13_lone_cr", "<div a\r></div>",
     "t.heex:1:7: error: an attribute's name is expected\n"
     "  |\n"
     "1 | <div a\r></div>\n"
     "  |       ^\n"},
    {"T14", "<div a='<%= 1 %>'></div>",
     "t.heex:1:9: error: the value of a is never closed: ' is missing\n"
     "  |\n"
     "1 | <div a='<%= 1 %>'></div>\n"
     "  |         ^\n"
     "  = hint: a code tag cannot stand within a value: write attr={…}, or spread attributes with {attrs}\n"},
    {"T14_eof", "<div\n  a=\"x></div>",
     "t.heex:2:14: error: the value of a is never closed: \" is missing\n"
     "  |\n"
     "1 | <div\n"
     "2 |   a=\"x></div>\n"
     "  |              ^\n"
     "  = hint: a code tag cannot stand within a value: write attr={…}, or spread attributes with {attrs}\n"},
    {"T14b", "<div a=></div>",
     "t.heex:1:8: error: a value in quotes, or {…}, is expected after a=\n"
     "  |\n"
     "1 | <div a=></div>\n"
     "  |        ^\n"},
    {"T14b_unquoted", "<div a=x></div>",
     "t.heex:1:8: error: a value in quotes, or {…}, is expected after a=\n"
     "  |\n"
     "1 | <div a=x></div>\n"
     "  |        ^\n"},
    {"T14b_brace", "<div a=}></div>",
     "t.heex:1:8: error: a value in quotes, or {…}, is expected after a=\n"
     "  |\n"
     "1 | <div a=}></div>\n"
     "  |        ^\n"},
    {"T15", "{ foo",
     "t.heex:1:1: error: this { is never closed: } is missing\n"
     "  |\n"
     "1 | { foo\n"
     "  | ^\n"
     "  = hint: a literal brace is written &lbrace; or <%= \"{\" %>; a // comment hides the rest of its line\n"},
    {"T15_code_in_braces", "{<%= 1 %>}",
     "t.heex:1:1: error: this { is never closed: } is missing\n"
     "  |\n"
     "1 | {<%= 1 %>}\n"
     "  | ^\n"
     "  = hint: a literal brace is written &lbrace; or <%= \"{\" %>; a // comment hides the rest of its line\n"},
    {"T15_in_tag", "<p a={x></p>",
     "t.heex:1:6: error: this { is never closed: } is missing\n"
     "  |\n"
     "1 | <p a={x></p>\n"
     "  |      ^\n"
     "  = hint: a literal brace is written &lbrace; or <%= \"{\" %>; a // comment hides the rest of its line\n"},
    {"T20", "text\n  <span>",
     "t.heex:2:3: error: <span> is never closed (template ended)\n"
     "  |\n"
     "1 | text\n"
     "2 |   <span>\n"
     "  |   ^\n"},
    {"T20_component", "<.c>\n",
     "t.heex:1:1: error: <.c> is never closed (template ended)\n"
     "  |\n"
     "1 | <.c>\n"
     "  | ^\n"},
    {"T20_each", "<div><span>",
     "t.heex:1:1: error: <div> is never closed (template ended)\n"
     "  |\n"
     "1 | <div><span>\n"
     "  | ^\n"
     "t.heex:1:6: error: <span> is never closed (template ended)\n"
     "  |\n"
     "1 | <div><span>\n"
     "  |      ^\n"},
    {"T20b", "<%= if (x) { %><b><% } %>",
     "t.heex:1:16: error: <b> is never closed (the block around it ended)\n"
     "  |\n"
     "1 | <%= if (x) { %><b><% } %>\n"
     "  |                ^\n"},
    {"T20c", "<div>\n</span></div>",
     "t.heex:2:1: error: </div> is expected here, for the <div> of line 1, but found </span>\n"
     "  |\n"
     "1 | <div>\n"
     "2 | </span></div>\n"
     "  | ^\n"},
    {"T20c_void", "<p><br></br></p>",
     "t.heex:1:8: error: </p> is expected here, for the <p> of line 1, but found </br> (<br> is a void element and has "
     "no closing tag)\n"
     "  |\n"
     "1 | <p><br></br></p>\n"
     "  |        ^\n"},
    {"T20c_outer", "<div><b></div>",
     "t.heex:1:9: error: </b> is expected here, for the <b> of line 1, but found </div>\n"
     "  |\n"
     "1 | <div><b></div>\n"
     "  |         ^\n"},
    {"T20d", "</b>",
     "t.heex:1:1: error: </b> closes a tag that was never opened\n"
     "  |\n"
     "1 | </b>\n"
     "  | ^\n"},
    {"T20d_void", "</br>",
     "t.heex:1:1: error: </br> closes a tag that was never opened (<br> is a void element and has no closing tag)\n"
     "  |\n"
     "1 | </br>\n"
     "  | ^\n"},
    {"T20e_crossing", "<div><%= if (a) { %></div><% } %>",
     "t.heex:1:6: error: this block is not closed before </div> of line 1 closes a tag opened outside of it\n"
     "  |\n"
     "1 | <div><%= if (a) { %></div><% } %>\n"
     "  |      ^\n"},
    {"T20e_unclosed", "<%= if (a) { %>x",
     "t.heex:1:1: error: this block is never closed (template ended)\n"
     "  |\n"
     "1 | <%= if (a) { %>x\n"
     "  | ^\n"
     "  = hint: end it with <% } %>\n"},
    {"T20e_end", "a<% } %>",
     "t.heex:1:2: error: this tag belongs to a block, but none is open here\n"
     "  |\n"
     "1 | a<% } %>\n"
     "  |  ^\n"},
    {"T20e_else", "<% } else { %>",
     "t.heex:1:1: error: this tag belongs to a block, but none is open here\n"
     "  |\n"
     "1 | <% } else { %>\n"
     "  | ^\n"},
    {"T20e_else_of_loop", "<%= for (auto x : @xs) { %>a<% } else { %>b<% } %>",
     "t.heex:1:29: error: else belongs to an if block\n"
     "  |\n"
     "1 | <%= for (auto x : @xs) { %>a<% } else { %>b<% } %>\n"
     "  |                             ^\n"},
    {"T20e_second_else", "<%= if (@a) { %>a<% } else { %>b<% } else { %>c<% } %>",
     "t.heex:1:33: error: an if block ends with its else branch\n"
     "  |\n"
     "1 | <%= if (@a) { %>a<% } else { %>b<% } else { %>c<% } %>\n"
     "  |                                 ^\n"},
    {"T20e_label", "<%= if (@a) { %><% case 1: %><% } %>",
     "t.heex:1:17: error: case and default belong to a switch block\n"
     "  |\n"
     "1 | <%= if (@a) { %><% case 1: %><% } %>\n"
     "  |                 ^\n"},
    {"T21", "<Foo/>",
     "t.heex:1:1: error: <Foo> is not a valid tag name\n"
     "  |\n"
     "1 | <Foo/>\n"
     "  | ^\n"
     "  = hint: a component of another namespace is written <Ns.name>; HTML tags are lower-case\n"},
    {"T21_upper", "<A.B/>",
     "t.heex:1:1: error: <A.B> is not a valid tag name\n"
     "  |\n"
     "1 | <A.B/>\n"
     "  | ^\n"
     "  = hint: a component of another namespace is written <Ns.name>; HTML tags are lower-case\n"},
    {"T21_upper_html", "<DIV></DIV>",
     "t.heex:1:1: error: <DIV> is not a valid tag name\n"
     "  |\n"
     "1 | <DIV></DIV>\n"
     "  | ^\n"
     "  = hint: a component of another namespace is written <Ns.name>; HTML tags are lower-case\n"},
    {"T21_local", "<.a-b/>",
     "t.heex:1:1: error: <.a-b> is not a valid tag name\n"
     "  |\n"
     "1 | <.a-b/>\n"
     "  | ^\n"
     "  = hint: a component is written <.name> or <.ns::name>\n"},
    {"T21_slot", "<.c><:a.b/></.c>",
     "t.heex:1:5: error: <:a.b> is not a valid slot name\n"
     "  |\n"
     "1 | <.c><:a.b/></.c>\n"
     "  |     ^\n"},
    {"T22_top", "<:x>a</:x>",
     "t.heex:1:1: error: the slot <:x> must be a direct child of a component\n"
     "  |\n"
     "1 | <:x>a</:x>\n"
     "  | ^\n"
     "  = hint: it cannot stand at the top, within an HTML tag, another slot or a code block\n"},
    {"T22_in_html", "<.c><div><:x>a</:x></div></.c>",
     "t.heex:1:10: error: the slot <:x> must be a direct child of a component\n"
     "  |\n"
     "1 | <.c><div><:x>a</:x></div></.c>\n"
     "  |          ^\n"
     "  = hint: it cannot stand at the top, within an HTML tag, another slot or a code block\n"},
    {"T22_in_block", "<.c><%= if (@a) { %><:x>a</:x><% } %></.c>",
     "t.heex:1:21: error: the slot <:x> must be a direct child of a component\n"
     "  |\n"
     "1 | <.c><%= if (@a) { %><:x>a</:x><% } %></.c>\n"
     "  |                     ^\n"
     "  = hint: it cannot stand at the top, within an HTML tag, another slot or a code block\n"},
    {"T22_in_slot", "<.c><:a><:b/></:a></.c>",
     "t.heex:1:9: error: the slot <:b> must be a direct child of a component\n"
     "  |\n"
     "1 | <.c><:a><:b/></:a></.c>\n"
     "  |         ^\n"
     "  = hint: it cannot stand at the top, within an HTML tag, another slot or a code block\n"},
    {"T23_bracket", "<p>\n  {foo(@a}</p>",
     "t.heex:2:7: error: this ( is never closed\n"
     "  |\n"
     "1 | <p>\n"
     "2 |   {foo(@a}</p>\n"
     "  |       ^\n"},
    {"T23_closing", "{foo)}",
     "t.heex:1:5: error: this ) closes nothing\n"
     "  |\n"
     "1 | {foo)}\n"
     "  |     ^\n"},
    {"T23_keyword", "{if (x) 1}",
     "t.heex:1:2: error: an expression is expected, but if begins a statement\n"
     "  |\n"
     "1 | {if (x) 1}\n"
     "  |  ^\n"
     "  = hint: blocks are written with code tags: <%= if (…) { %> … <% } %>\n"},
    {"T23_semicolon", "{a; b}",
     "t.heex:1:3: error: an expression cannot hold a ;\n"
     "  |\n"
     "1 | {a; b}\n"
     "  |   ^\n"
     "  = hint: statements are written <% … %>\n"},
    {"T23_string", "{\"abc}\n",
     "t.heex:1:2: error: this \" is never closed\n"
     "  |\n"
     "1 | {\"abc}\n"
     "  |  ^\n"},
    {"T23_at", "{@}",
     "t.heex:1:2: error: the name of an assign is expected after @\n"
     "  |\n"
     "1 | {@}\n"
     "  |  ^\n"},
    {"T23_empty_attribute", "<p a={ }></p>",
     "t.heex:1:8: error: an expression is expected between the braces\n"
     "  |\n"
     "1 | <p a={ }></p>\n"
     "  |        ^\n"},
    {"T23_foreign_block", "<%= if @x do %>a",
     "t.heex:1:5: error: blocks are written with braces, as in C++\n"
     "  |\n"
     "1 | <%= if @x do %>a\n"
     "  |     ^\n"
     "  = hint: <%= if (…) { %> … <% } else { %> … <% } %>, <%= for (…) { %> … <% } %>\n"},
    {"T23_lonely_brace", "<%= foo { %>",
     "t.heex:1:5: error: a block begins with if, for, while or switch\n"
     "  |\n"
     "1 | <%= foo { %>\n"
     "  |     ^\n"
     "  = hint: use <%= if (…) { %>, or close the brace in the same tag\n"},
    {"T23_lonely_else", "<% else { %>",
     "t.heex:1:4: error: a block begins with if, for, while or switch\n"
     "  |\n"
     "1 | <% else { %>\n"
     "  |    ^\n"
     "  = hint: write <% } else { %>\n"},
    {"T23_after_end", "<%= if (@a) { %>x<% } foo %>",
     "t.heex:1:23: error: foo cannot follow the } that ends a block\n"
     "  |\n"
     "1 | <%= if (@a) { %>x<% } foo %>\n"
     "  |                       ^\n"
     "  = hint: a block goes on with <% } else { %> or <% } else if (…) { %>, and ends with <% } %>\n"},
    {"T24", "<%= switch (@x) { %>text<% case 1: %>a<% } %>",
     "t.heex:1:25: error: the first case of a switch must come before any text\n"
     "  |\n"
     "1 | <%= switch (@x) { %>text<% case 1: %>a<% } %>\n"
     "  |                         ^\n"},
    {"T24_empty", "<%= switch (@x) { %><% } %>",
     "t.heex:1:1: error: this switch has no case\n"
     "  |\n"
     "1 | <%= switch (@x) { %><% } %>\n"
     "  | ^\n"
     "  = hint: write <% case …: %> within it\n"},
    {"T25_directive", "{#include}",
     "t.heex:1:2: error: preprocessor directives cannot stand in a template\n"
     "  |\n"
     "1 | {#include}\n"
     "  |  ^\n"},
    {"T25_return", "<% return; %>",
     "t.heex:1:4: error: return cannot leave a part of a template\n"
     "  |\n"
     "1 | <% return; %>\n"
     "  |    ^\n"
     "  = hint: use if blocks\n"},
    {"T25_break", "<%= switch (@x) { %><% case 1: %><% break; %><% } %>",
     "t.heex:1:37: error: break cannot leave a part of a template\n"
     "  |\n"
     "1 | <%= switch (@x) { %><% case 1: %><% break; %><% } %>\n"
     "  |                                     ^\n"
     "  = hint: use if blocks; a clause of a switch ends by itself\n"},
    {"T25_using", "<% using namespace std; %>",
     "t.heex:1:4: error: using cannot stand in a template\n"
     "  |\n"
     "1 | <% using namespace std; %>\n"
     "  |    ^\n"
     "  = hint: put it into the C++ file of the template\n"},
    {"T25_await", "{co_await @x}",
     "t.heex:1:2: error: co_await cannot stand in a template\n"
     "  |\n"
     "1 | {co_await @x}\n"
     "  |  ^\n"},
    {"T25_continue", "<% continue; %>",
     "t.heex:1:4: error: continue cannot leave a part of a template\n"
     "  |\n"
     "1 | <% continue; %>\n"
     "  |    ^\n"
     "  = hint: use if blocks; a clause of a switch ends by itself\n"},
    {"T25_goto", "<% goto end; %>",
     "t.heex:1:4: error: goto cannot stand in a template\n"
     "  |\n"
     "1 | <% goto end; %>\n"
     "  |    ^\n"},
    {"T30", "<p :if={@a}\n   :if={@b}></p>",
     "t.heex:2:4: error: :if is given twice, first on line 1\n"
     "  |\n"
     "1 | <p :if={@a}\n"
     "2 |    :if={@b}></p>\n"
     "  |    ^\n"},
    {"T31", "<p :foo={1}></p>",
     "t.heex:1:4: error: :foo is no special attribute of an HTML tag\n"
     "  |\n"
     "1 | <p :foo={1}></p>\n"
     "  |    ^\n"
     "  = hint: there are :if, :for, :key and :type\n"},
    {"T31_let", "<p :let={x}></p>",
     "t.heex:1:4: error: :let is no special attribute of an HTML tag\n"
     "  |\n"
     "1 | <p :let={x}></p>\n"
     "  |    ^\n"
     "  = hint: there are :if, :for, :key and :type\n"},
    {"T32_local", "<.c :foo={1}/>",
     "t.heex:1:5: error: :foo is no special attribute in local component: .c\n"
     "  |\n"
     "1 | <.c :foo={1}/>\n"
     "  |     ^\n"
     "  = hint: there are :if, :for, :key and :let\n"},
    {"T32_remote", "<N.c :foo={1}/>",
     "t.heex:1:6: error: :foo is no special attribute in remote component: N.c\n"
     "  |\n"
     "1 | <N.c :foo={1}/>\n"
     "  |      ^\n"
     "  = hint: there are :if, :for, :key and :let\n"},
    {"T32_slot", "<.c><:s :foo={1}/></.c>",
     "t.heex:1:9: error: :foo is no special attribute in slot: :s\n"
     "  |\n"
     "1 | <.c><:s :foo={1}/></.c>\n"
     "  |         ^\n"
     "  = hint: there are :if, :for and :let\n"},
    {"T33_string", "<p :if=\"x\"></p>",
     "t.heex:1:4: error: :if needs an expression in braces: :if={…}\n"
     "  |\n"
     "1 | <p :if=\"x\"></p>\n"
     "  |    ^\n"},
    {"T33_none", "<p :for></p>",
     "t.heex:1:4: error: :for needs an expression in braces: :for={…}\n"
     "  |\n"
     "1 | <p :for></p>\n"
     "  |    ^\n"},
    {"T33_let", "<.c :let>x</.c>",
     "t.heex:1:5: error: :let of local component: .c needs a pattern in braces: :let={…}\n"
     "  |\n"
     "1 | <.c :let>x</.c>\n"
     "  |     ^\n"},
    {"T33_let_pattern", "<.c :let={1}>x</.c>",
     "t.heex:1:5: error: :let needs a name or a pattern\n"
     "  |\n"
     "1 | <.c :let={1}>x</.c>\n"
     "  |     ^\n"
     "  = hint: for example :let={row} or :let={[a, b]}\n"},
    {"T34", "<p :for={@xs}></p>",
     "t.heex:1:4: error: :for needs the form {pattern <- collection}, with one generator\n"
     "  |\n"
     "1 | <p :for={@xs}></p>\n"
     "  |    ^\n"
     "  = hint: for example :for={row <- @rows} or :for={[name, value] <- @map}; filter with :if\n"},
    {"T34_two", "<p :for={x <- @xs, y <- @ys}></p>",
     "t.heex:1:4: error: :for needs the form {pattern <- collection}, with one generator\n"
     "  |\n"
     "1 | <p :for={x <- @xs, y <- @ys}></p>\n"
     "  |    ^\n"
     "  = hint: for example :for={row <- @rows} or :for={[name, value] <- @map}; filter with :if\n"},
    {"T34_pattern", "<p :for={f(x) <- @xs}></p>",
     "t.heex:1:4: error: :for needs the form {pattern <- collection}, with one generator\n"
     "  |\n"
     "1 | <p :for={f(x) <- @xs}></p>\n"
     "  |    ^\n"
     "  = hint: for example :for={row <- @rows} or :for={[name, value] <- @map}; filter with :if\n"},
    {"T35", "<p :key={@x}></p>",
     "t.heex:1:1: error: :key needs a :for on the same tag\n"
     "  |\n"
     "1 | <p :key={@x}></p>\n"
     "  | ^\n"},
    {"T36", "<.c><:s :key={@x}>a</:s></.c>",
     "t.heex:1:9: error: :key cannot stand on a slot: :s\n"
     "  |\n"
     "1 | <.c><:s :key={@x}>a</:s></.c>\n"
     "  |         ^\n"},
    {"T37", "<.c :let={x}/>",
     "t.heex:1:5: error: :let needs content, but local component: .c is self-closing\n"
     "  |\n"
     "1 | <.c :let={x}/>\n"
     "  |     ^\n"},
    {"T37_slot", "<.c><:s :let={x}/></.c>",
     "t.heex:1:9: error: :let needs content, but slot: :s is self-closing\n"
     "  |\n"
     "1 | <.c><:s :let={x}/></.c>\n"
     "  |         ^\n"},
    {"T38", "<.c :type={X}/>",
     "t.heex:1:1: error: :type can only stand on HTML tags\n"
     "  |\n"
     "1 | <.c :type={X}/>\n"
     "  | ^\n"},
    {"T38_slot", "<.c><:s :type={X}/></.c>",
     "t.heex:1:5: error: :type can only stand on HTML tags\n"
     "  |\n"
     "1 | <.c><:s :type={X}/></.c>\n"
     "  |     ^\n"},
    {"T40", "<div phx-update=\"ignore\"></div>",
     "t.heex:1:1: error: an element with phx-update needs an id\n"
     "  |\n"
     "1 | <div phx-update=\"ignore\"></div>\n"
     "  | ^\n"},
    {"T40_dynamic", "<div phx-hook={@h}></div>",
     "t.heex:1:1: error: an element with phx-hook needs an id\n"
     "  |\n"
     "1 | <div phx-hook={@h}></div>\n"
     "  | ^\n"},
    {"T41", "<div id='x' phx-update=\"foo\"></div>",
     "t.heex:1:13: error: phx-update cannot be \"foo\": it is one of ignore, stream, replace, append, prepend\n"
     "  |\n"
     "1 | <div id='x' phx-update=\"foo\"></div>\n"
     "  |             ^\n"},
    {"V01", "<a x=\"1\"y='2'></a>",
     "t.heex:1:9: warning: a space is missing after the attribute x\n"
     "  |\n"
     "1 | <a x=\"1\"y='2'></a>\n"
     "  |         ^\n"},
    {"V02", "<div id='x' phx-update=\"prepend\"></div>",
     "t.heex:1:13: warning: phx-update=\"prepend\" is deprecated\n"
     "  |\n"
     "1 | <div id='x' phx-update=\"prepend\"></div>\n"
     "  |             ^\n"
     "  = hint: use a stream: phx-update=\"stream\"\n"},
    {"V03", "<input name=\"id\">",
     "t.heex:1:8: warning: an input named id hides the id of its form from scripts\n"
     "  |\n"
     "1 | <input name=\"id\">\n"
     "  |        ^\n"
     "  = hint: give the input another name\n"},
    {"V05", "<%# old %>x",
     "t.heex:1:1: warning: <%# … %> is deprecated\n"
     "  |\n"
     "1 | <%# old %>x\n"
     "  | ^\n"
     "  = hint: write <%!-- … --%>\n"},
    {"V06_end", "<%= if (@a) { %>b<%= } %>",
     "t.heex:1:18: warning: the = has no meaning in the middle or at the end of a block\n"
     "  |\n"
     "1 | <%= if (@a) { %>b<%= } %>\n"
     "  |                  ^\n"
     "  = hint: write <% … %>\n"},
    {"V06_else", "<%= if (@a) { %>b<%= } else { %>c<% } %>",
     "t.heex:1:18: warning: the = has no meaning in the middle or at the end of a block\n"
     "  |\n"
     "1 | <%= if (@a) { %>b<%= } else { %>c<% } %>\n"
     "  |                  ^\n"
     "  = hint: write <% … %>\n"},
    {"V07_repeated", "<a x=\"1\"\n   x></a>",
     "t.heex:2:4: warning: the attribute x is given twice, first on line 1\n"
     "  |\n"
     "1 | <a x=\"1\"\n"
     "2 |    x></a>\n"
     "  |    ^\n"},
    {"E2_unclosed", "a <%!-- x",
     "t.heex:1:3: error: a template comment is never closed: --%> is missing\n"
     "  |\n"
     "1 | a <%!-- x\n"
     "  |   ^\n"},
    {"E2_old_unclosed", "a <%# x",
     "t.heex:1:3: warning: <%# … %> is deprecated\n"
     "  |\n"
     "1 | a <%# x\n"
     "  |   ^\n"
     "  = hint: write <%!-- … --%>\n"
     "t.heex:1:3: error: a comment is never closed: %> is missing\n"
     "  |\n"
     "1 | a <%# x\n"
     "  |   ^\n"},
    {"E4_unclosed", "a <%= x",
     "t.heex:1:3: error: a code tag is never closed: %> is missing\n"
     "  |\n"
     "1 | a <%= x\n"
     "  |   ^\n"},
    {"E5_slash", "<%/ x %>",
     "t.heex:1:1: error: <%/ is not supported\n"
     "  |\n"
     "1 | <%/ x %>\n"
     "  | ^\n"
     "  = hint: write <%= … %> or <% … %>\n"},
    {"E5_bar", "<%| x %>",
     "t.heex:1:1: error: <%| is not supported\n"
     "  |\n"
     "1 | <%| x %>\n"
     "  | ^\n"
     "  = hint: write <%= … %> or <% … %>\n"},
    {"E5_block_without_output", "<% if (@a) { %>x<% } %>",
     "t.heex:1:1: error: this block would output nothing: the = is missing\n"
     "  |\n"
     "1 | <% if (@a) { %>x<% } %>\n"
     "  | ^\n"
     "  = hint: write <%= … { %>\n"},
};

INSTANTIATE_TEST_SUITE_P(Templates, Catalogue, ::testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Diagnostics, ThreeLinesBeforeTheErrorAreShownAndNumbersAligned) {
  const std::string lines = "1\n2\n3\n4\n5\n6\n7\n8\n";
  EXPECT_EQ(diagnose(lines + "9\n</b>"),
            "t.heex:10:1: error: </b> closes a tag that was never opened\n"
            "   |\n"
            " 7 | 7\n"
            " 8 | 8\n"
            " 9 | 9\n"
            "10 | </b>\n"
            "   | ^\n");
}

TEST(Diagnostics, ColumnsCountCodePoints) { EXPECT_EQ(diagnose("\tä€😀</b>").substr(0, 12), "t.heex:1:5: "); }

TEST(Diagnostics, LinesEndInCrLfToo) {
  EXPECT_EQ(diagnose("a\r\n</b>"),
            "t.heex:2:1: error: </b> closes a tag that was never opened\n"
            "  |\n"
            "1 | a\n"
            "2 | </b>\n"
            "  | ^\n");
}

TEST(Diagnostics, SeveralErrorsAreReportedInOrder) {
  const auto report = diagnose("<p>{a;}</p>\n<Foo/>\n<p :if=\"x\"></p>\n</b>");
  const auto first = report.find("t.heex:1:6:");
  const auto second = report.find("t.heex:2:1:");
  const auto third = report.find("t.heex:3:4:");
  const auto fourth = report.find("t.heex:4:1:");
  ASSERT_NE(fourth, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(third, fourth);
}

TEST(Diagnostics, AtMostTwentyErrors) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "</b>\n";
  const auto report = diagnose(text);
  EXPECT_NE(report.find("t.heex:20:1:"), std::string::npos);
  EXPECT_EQ(report.find("t.heex:21:1:"), std::string::npos);
}

TEST(Diagnostics, JsonFormIsOneLine) {
  const Source source("a \"b\".heex", "x\n</b>");
  EXPECT_EQ(
      render_json(source, {"T20d", Severity::error, 2, "say \"it\"", "do"}),
      "{\"file\":\"a "
      "\\\"b\\\".heex\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2,\"severity\":\"error\",\"id\":\"T20d\","
      "\"message\":\"say \\\"it\\\"\",\"hint\":\"do\"}\n");
}

TEST(Diagnostics, JsonSaysWhereTheWordEnds) {
  const Source source("t.heex", "<p>\n{größe}</p>\n");
  const auto place = [&](std::size_t offset) {
    const auto json = render_json(source, {"T23", Severity::error, offset, "", ""});
    return json.substr(17, json.find(",\"severity") - 17);
  };
  EXPECT_EQ(place(5), "\"line\":2,\"column\":2,\"end_line\":2,\"end_column\":7");
  EXPECT_EQ(place(4), "\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2");
  EXPECT_EQ(place(source.text().size()), "\"line\":3,\"column\":1,\"end_line\":3,\"end_column\":1");
}

// What is right must not be reported.
TEST(Diagnostics, NothingToSay) {
  for (const auto text : {"",
                          "a",
                          "<p>x</p>",
                          "<br>",
                          "<br/>",
                          "<div/>",
                          "<my-el a:b.c @click='x'/>",
                          "<foo.bar></foo.bar>",
                          "<!DOCTYPE html><p/>",
                          "<!-- < { <b> -->",
                          "<script>if (a < b) { c }</script>",
                          "<a x='{'/>",
                          "{}",
                          "{ }",
                          "<% auto x = 1; %>{x}",
                          "<%= // nothing %>",
                          "<p phx-update='stream' id='x'/>",
                          "<p phx-hook='h' {@rest}/>",
                          "<p phx-no-curly-interpolation>{ { {</p>",
                          "<.c :for={x <- @xs} :key={x} :if={x} :let={y}>{y}</.c>",
                          "<.c><:s :for={x <- @xs} :if={x} :let={y}>{y}</:s></.c>",
                          "<A.b/>",
                          "<Aa.Bb.c_d/>",
                          "<.ui::button/>",
                          "a } b",
                          "{[&] { return 1; }()}",
                          "<% for (int i = 0; i < 3; ++i) { if (i == 1) break; } %>"})
    EXPECT_EQ(diagnose(text), "") << text;
}

TEST(Diagnostics, DeepNestingIsAnErrorNotACrash) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "<a>";
  EXPECT_NE(diagnose(text).find("t.heex:1:598: error: tags and blocks nest too deep\n"), std::string::npos);
  EXPECT_EQ(diagnose("{" + std::string(100000, '(') + std::string(100000, ')') + "}").substr(0, 49),
            "t.heex:1:202: error: brackets nest too deep\n  |\n1");
}

}  // namespace
}  // namespace plume::compiler
