// What HTML and the client want of elements (3.4), and calls that need certain attributes.
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
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
    {"C1_dynamic", "<.dynamic shape=\"x\"/>",
     "t.heex:1:1: error: <.dynamic> needs the component that it calls: is={…}\n"
     "  |\n"
     "1 | <.dynamic shape=\"x\"/>\n"
     "  | ^\n"
     "  = hint: a plume::ComponentOf, see <plume/component.h>\n"},
    {"C1_dynamic_text", "<.dynamic is=\"x\"/>",
     "t.heex:1:1: error: <.dynamic> needs the component that it calls: is={…}\n"
     "  |\n"
     "1 | <.dynamic is=\"x\"/>\n"
     "  | ^\n"
     "  = hint: a plume::ComponentOf, see <plume/component.h>\n"},
    {"L01", "<.live_component id=\"x\"/>",
     "t.heex:1:1: error: <.live_component> needs the class of the component: module={Row}\n"
     "  |\n"
     "1 | <.live_component id=\"x\"/>\n"
     "  | ^\n"},
    {"L01_text", "<.live_component module=\"Row\" id=\"x\"/>",
     "t.heex:1:18: error: <.live_component> needs the class of the component: module={Row}\n"
     "  |\n"
     "1 | <.live_component module=\"Row\" id=\"x\"/>\n"
     "  |                  ^\n"},
    {"L02", "<.live_component module={Row}/>",
     "t.heex:1:1: error: <.live_component> needs an id\n"
     "  |\n"
     "1 | <.live_component module={Row}/>\n"
     "  | ^\n"
     "  = hint: unique among the components of its class in the view, for example id={row.id}\n"},
    {"T42", "<ul id=\"x\" phx-update=\"stream\">{@a}</ul>",
     "t.heex:1:12: error: phx-update=\"stream\" is for an element whose children are a stream's items\n"
     "  |\n"
     "1 | <ul id=\"x\" phx-update=\"stream\">{@a}</ul>\n"
     "  |            ^\n"
     "  = hint: a child of it has :for={[id, item] <- @stream} and id={id}; for other content take the phx-update "
     "away\n"},
    {"L01_value", "<.live_component module={@kind} id=\"a\"/>",
     "t.heex:1:26: error: module={…} of <.live_component> names a class, which is known when the program is built, and "
     "no value\n"
     "  |\n"
     "1 | <.live_component module={@kind} id=\"a\"/>\n"
     "  |                          ^\n"
     "  = hint: for one of several classes write a block: <%= if (…) { %> … <% } %>\n"},
    {"V08", "<p title=\"Hello {@name}!\">x</p>",
     "t.heex:1:17: warning: in quotes, braces are plain text: title will show them\n"
     "  |\n"
     "1 | <p title=\"Hello {@name}!\">x</p>\n"
     "  |                 ^\n"
     "  = hint: write title={\"Hello \" + @name + \"!\"}\n"},
    {"V08_hash", "<.c title=\"#{@name}\"/>",
     "t.heex:1:12: warning: in quotes, braces are plain text: title will show them\n"
     "  |\n"
     "1 | <.c title=\"#{@name}\"/>\n"
     "  |            ^\n"
     "  = hint: write title={@name}\n"},
    {"V09", "<p phx-clik=\"go\">x</p>",
     "t.heex:1:4: warning: the client knows no attribute phx-clik\n"
     "  |\n"
     "1 | <p phx-clik=\"go\">x</p>\n"
     "  |    ^\n"
     "  = hint: did you mean phx-click?\n"},
    {"V09_own", "<p phx-something-else=\"go\">x</p>",
     "t.heex:1:4: warning: the client knows no attribute phx-something-else\n"
     "  |\n"
     "1 | <p phx-something-else=\"go\">x</p>\n"
     "  |    ^\n"
     "  = hint: attributes of your own begin with data-\n"},
    {"V10", "<form phx-change=\"check\"></form>",
     "t.heex:1:1: warning: a form with phx-change has no id: what is typed is lost when the page connects anew\n"
     "  |\n"
     "1 | <form phx-change=\"check\"></form>\n"
     "  | ^\n"
     "  = hint: give the form an id that is unique in the page\n"},
    {"V11", "<a href={@url}>x</a>",
     "t.heex:1:4: warning: nothing checks where this href leads: it may be javascript:\n"
     "  |\n"
     "1 | <a href={@url}>x</a>\n"
     "  |    ^\n"
     "  = hint: write <.link href={…}>, or begin it with a path: href={\"/users/\" + @id}\n"},
};

INSTANTIATE_TEST_SUITE_P(Elements, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
