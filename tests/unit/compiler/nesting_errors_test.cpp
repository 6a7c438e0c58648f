// Tags, components, slots and blocks within each other (1.6).
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
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
};

INSTANTIATE_TEST_SUITE_P(Nesting, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
