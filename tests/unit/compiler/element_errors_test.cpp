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
};

INSTANTIATE_TEST_SUITE_P(Elements, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
