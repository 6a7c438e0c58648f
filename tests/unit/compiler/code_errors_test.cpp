// Comments, code tags and expressions (1.2, 1.5).
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
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
    {"T23_character", "{'a}",
     "t.heex:1:2: error: this ' is never closed\n"
     "  |\n"
     "1 | {'a}\n"
     "  |  ^\n"},
    {"T23_comment", "{@a /* x}",
     "t.heex:1:5: error: this /* is never closed\n"
     "  |\n"
     "1 | {@a /* x}\n"
     "  |     ^\n"},
    {"T23_wrong_bracket", "{f(@a]}",
     "t.heex:1:6: error: this ] closes nothing\n"
     "  |\n"
     "1 | {f(@a]}\n"
     "  |      ^\n"},
    {"T23_foreign_end", "<% end %>",
     "t.heex:1:4: error: blocks are written with braces, as in C++\n"
     "  |\n"
     "1 | <% end %>\n"
     "  |    ^\n"
     "  = hint: <%= if (…) { %> … <% } else { %> … <% } %>, <%= for (…) { %> … <% } %>\n"},
    {"T23_statement", "<% f( %>",
     "t.heex:1:5: error: this ( is never closed\n"
     "  |\n"
     "1 | <% f( %>\n"
     "  |     ^\n"},
    {"T23_pattern", "<p :for={x <- f(@a}></p>",
     "t.heex:1:16: error: this ( is never closed\n"
     "  |\n"
     "1 | <p :for={x <- f(@a}></p>\n"
     "  |                ^\n"},
    {"T25_export", "<% export int x; %>",
     "t.heex:1:4: error: export cannot stand in a template\n"
     "  |\n"
     "1 | <% export int x; %>\n"
     "  |    ^\n"
     "  = hint: put it into the C++ file of the template\n"},
    {"T25_namespace", "<% namespace n = std; %>",
     "t.heex:1:4: error: namespace cannot stand in a template\n"
     "  |\n"
     "1 | <% namespace n = std; %>\n"
     "  |    ^\n"
     "  = hint: put it into the C++ file of the template\n"},
    {"T25_asm", "{asm(\"nop\")}",
     "t.heex:1:2: error: asm cannot stand in a template\n"
     "  |\n"
     "1 | {asm(\"nop\")}\n"
     "  |  ^\n"
     "  = hint: put it into the C++ file of the template\n"},
    {"T25_yield", "{co_yield @x}",
     "t.heex:1:2: error: co_yield cannot stand in a template\n"
     "  |\n"
     "1 | {co_yield @x}\n"
     "  |  ^\n"},
    {"T25_return_await", "<% co_return; %>",
     "t.heex:1:4: error: co_return cannot stand in a template\n"
     "  |\n"
     "1 | <% co_return; %>\n"
     "  |    ^\n"},
    {"T26_unknown", "<p a={JS().hide({.tO = \"#a\"})}></p>",
     "t.heex:1:19: error: hide has no option tO\n"
     "  |\n"
     "1 | <p a={JS().hide({.tO = \"#a\"})}></p>\n"
     "  |                   ^\n"
     "  = hint: it has to, transition, time, blocking\n"},
    {"T26_order", "<p a={JS().show({.time = 3, .to = \"#a\"})}></p>",
     "t.heex:1:30: error: options stand in the order of their struct: to comes before time\n"
     "  |\n"
     "1 | <p a={JS().show({.time = 3, .to = \"#a\"})}></p>\n"
     "  |                              ^\n"
     "  = hint: the options of show are to, display, transition, time, blocking\n"},
    {"T26_braces", "<p a={JS().hide({{.to = \"#a\"}})}></p>",
     "t.heex:1:17: error: the options of hide stand in one pair of braces\n"
     "  |\n"
     "1 | <p a={JS().hide({{.to = \"#a\"}})}></p>\n"
     "  |                 ^\n"
     "  = hint: write {.to = \"#id\"}\n"},
    {"T26_text", "<p a={JS().push(\"a\").hide(\"#a\")}></p>",
     "t.heex:1:27: error: hide takes its options by name, in braces\n"
     "  |\n"
     "1 | <p a={JS().push(\"a\").hide(\"#a\")}></p>\n"
     "  |                           ^\n"
     "  = hint: write hide({.to = \"#a\"})\n"},
    {"T26_time", "<p a={JS().hide({.time = \"3\"})}></p>",
     "t.heex:1:26: error: time is a number of milliseconds\n"
     "  |\n"
     "1 | <p a={JS().hide({.time = \"3\"})}></p>\n"
     "  |                          ^\n"},
    {"T26_command", "<p a={JS().toogle()}></p>",
     "t.heex:1:12: error: JS has no command toogle\n"
     "  |\n"
     "1 | <p a={JS().toogle()}></p>\n"
     "  |            ^\n"
     "  = hint: did you mean toggle?\n"},
    {"T26_class", "<p a={plume::JS.push(\"a\")}></p>",
     "t.heex:1:14: error: JS is a class: a list of commands begins with plume::JS()\n"
     "  |\n"
     "1 | <p a={plume::JS.push(\"a\")}></p>\n"
     "  |              ^\n"},
    {"T26_live_render", "{plume::live_render<Clock>(\"c\", {.sessio = s})}",
     "t.heex:1:35: error: live_render has no option sessio\n"
     "  |\n"
     "1 | {plume::live_render<Clock>(\"c\", {.sessio = s})}\n"
     "  |                                   ^\n"
     "  = hint: it has session, container, sticky\n"},
    {"T27", "<p>{{@title}}</p>",
     "t.heex:1:5: error: a list in braces cannot be shown\n"
     "  |\n"
     "1 | <p>{{@title}}</p>\n"
     "  |     ^\n"
     "  = hint: a value stands in one pair of braces: {@name}\n"},
    {"T28", "<%= if @busy { %>x<% } %>",
     "t.heex:1:8: error: what follows if stands in parentheses\n"
     "  |\n"
     "1 | <%= if @busy { %>x<% } %>\n"
     "  |        ^\n"
     "  = hint: write <%= if (…) { %>\n"},
    {"T29", "{'some text'}",
     "t.heex:1:2: error: a text stands in double quotes\n"
     "  |\n"
     "1 | {'some text'}\n"
     "  |  ^\n"
     "  = hint: single quotes hold one character\n"},
    {"A02", "<% @count = 3; %>",
     "t.heex:1:4: error: a template cannot change @count\n"
     "  |\n"
     "1 | <% @count = 3; %>\n"
     "  |    ^\n"
     "  = hint: change it in a callback of the class\n"},
    {"A02_counted", "{++@count}",
     "t.heex:1:4: error: a template cannot change @count\n"
     "  |\n"
     "1 | {++@count}\n"
     "  |    ^\n"
     "  = hint: change it in a callback of the class\n"},
};

INSTANTIATE_TEST_SUITE_P(Code, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
