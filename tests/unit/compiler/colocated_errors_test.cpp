// Scripts and styles with a :type (10.1, 10.2).
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
    {"M01", "<p :type={Foo}></p>",
     "t.heex:1:4: error: :type names no macro component: Foo\n"
     "  |\n"
     "1 | <p :type={Foo}></p>\n"
     "  |    ^\n"
     "  = hint: there are {plume::ColocatedHook}, {plume::ColocatedJS} and {plume::ColocatedCSS}\n"},
    {"M02_hook", "<p :type={ColocatedHook}></p>",
     "t.heex:1:1: error: ColocatedHook stands on a <script>, not on <p>\n"
     "  |\n"
     "1 | <p :type={ColocatedHook}></p>\n"
     "  | ^\n"},
    {"M02_script", "<style :type={ColocatedJS}></style>",
     "t.heex:1:1: error: ColocatedJS stands on a <script>, not on <style>\n"
     "  |\n"
     "1 | <style :type={ColocatedJS}></style>\n"
     "  | ^\n"},
    {"M02_style", "<script :type={plume::ColocatedCSS}></script>",
     "t.heex:1:1: error: ColocatedCSS stands on a <style>, not on <script>\n"
     "  |\n"
     "1 | <script :type={plume::ColocatedCSS}></script>\n"
     "  | ^\n"},
    {"M03_none", "<script :type={ColocatedHook}></script>",
     "t.heex:1:1: error: a colocated hook needs a name that begins with a dot, and letters, digits, _ or - behind it\n"
     "  |\n"
     "1 | <script :type={ColocatedHook}></script>\n"
     "  | ^\n"
     "  = hint: for example name=\".Sort\"; it is used as phx-hook=\".Sort\"\n"},
    {"M03_no_dot", "<script :type={ColocatedHook} name=\"Sort\"></script>",
     "t.heex:1:31: error: a colocated hook needs a name that begins with a dot, and letters, digits, _ or - behind it\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\"Sort\"></script>\n"
     "  |                               ^\n"
     "  = hint: for example name=\".Sort\"; it is used as phx-hook=\".Sort\"\n"},
    {"M03_characters", "<script :type={ColocatedHook} name=\".a b\"></script>",
     "t.heex:1:31: error: a colocated hook needs a name that begins with a dot, and letters, digits, _ or - behind it\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".a b\"></script>\n"
     "  |                               ^\n"
     "  = hint: for example name=\".Sort\"; it is used as phx-hook=\".Sort\"\n"},
    {"M03_not_constant", "<script :type={ColocatedHook} name={@n} runtime></script>",
     "t.heex:1:31: error: a colocated hook needs a name that begins with a dot, and letters, digits, _ or - behind it\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name={@n} runtime></script>\n"
     "  |                               ^\n"
     "  = hint: for example name=\".Sort\"; it is used as phx-hook=\".Sort\"\n"},
    {"M04_hook",
     "<script :type={ColocatedHook} name=\".A\"></script>\n<script :type={ColocatedHook} name=\".A\"></script>",
     "t.heex:2:31: error: the hook .A is there already, on line 1\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".A\"></script>\n"
     "2 | <script :type={ColocatedHook} name=\".A\"></script>\n"
     "  |                               ^\n"},
    {"M04_script", "<script :type={ColocatedJS} name=\"A\"></script>\n<script :type={ColocatedJS} name=\"A\"></script>",
     "t.heex:2:29: error: the script A is there already, on line 1\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} name=\"A\"></script>\n"
     "2 | <script :type={ColocatedJS} name=\"A\"></script>\n"
     "  |                             ^\n"},
    {"M05", "<script :type={ColocatedHook} name=\".A\">a<%= 1 %></script>",
     "t.heex:1:42: error: a colocated <script> holds nothing but text\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".A\">a<%= 1 %></script>\n"
     "  |                                          ^\n"
     "  = hint: it is taken out when the template is compiled; pass values in data- attributes\n"},
    {"M06_spread", "<script :type={ColocatedHook} name=\".A\" {@x}></script>",
     "t.heex:1:41: error: a colocated <script> cannot have spread attributes\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".A\" {@x}></script>\n"
     "  |                                         ^\n"
     "  = hint: it is taken out when the template is compiled, and may have only name\n"},
    {"M06_unknown", "<script :type={ColocatedHook} name=\".A\" nonce=\"n\"></script>",
     "t.heex:1:41: error: a colocated <script> cannot have the attribute nonce\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".A\" nonce=\"n\"></script>\n"
     "  |                                         ^\n"
     "  = hint: it is taken out when the template is compiled, and may have only name\n"},
    {"M06_not_constant", "<script :type={ColocatedJS} name={@n}></script>",
     "t.heex:1:29: error: name must be a constant text\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} name={@n}></script>\n"
     "  |                             ^\n"},
    {"M06_key_alone", "<script :type={ColocatedJS} key=\"a\"></script>",
     "t.heex:1:29: error: key needs a name too: it is the group in which the name is found\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} key=\"a\"></script>\n"
     "  |                             ^\n"},
    {"M06_key_no_identifier", "<script :type={ColocatedJS} name=\"a\" key=\"1a\"></script>",
     "t.heex:1:38: error: key must be an identifier of JavaScript\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} name=\"a\" key=\"1a\"></script>\n"
     "  |                                      ^\n"},
    {"M06_extension", "<script :type={ColocatedJS} extension=\"ts\"></script>",
     "t.heex:1:29: error: the extension can only be js or mjs: the browser loads the file as it is\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} extension=\"ts\"></script>\n"
     "  |                             ^\n"},
    {"M06_manifest", "<script :type={ColocatedJS} manifest=\"../x.js\"></script>",
     "t.heex:1:29: error: a manifest is the name of a file that ends in .js\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} manifest=\"../x.js\"></script>\n"
     "  |                             ^\n"},
    {"M06_manifest_no_script", "<script :type={ColocatedJS} manifest=\"x.css\"></script>",
     "t.heex:1:29: error: a manifest is the name of a file that ends in .js\n"
     "  |\n"
     "1 | <script :type={ColocatedJS} manifest=\"x.css\"></script>\n"
     "  |                             ^\n"},
    {"M06_style", "<style :type={ColocatedCSS} media=\"print\" global></style>",
     "t.heex:1:29: error: a colocated <style> cannot have the attribute media\n"
     "  |\n"
     "1 | <style :type={ColocatedCSS} media=\"print\" global></style>\n"
     "  |                             ^\n"
     "  = hint: it is taken out when the template is compiled, and may have only global\n"},
    {"M06_special", "<script :if={@a} :type={ColocatedJS}></script>",
     "t.heex:1:9: error: :if cannot stand beside :type\n"
     "  |\n"
     "1 | <script :if={@a} :type={ColocatedJS}></script>\n"
     "  |         ^\n"
     "  = hint: what has a :type is taken out when the template is compiled\n"},
    {"M07_late", "<p/><style :type={ColocatedCSS} global></style>",
     "t.heex:1:5: error: a colocated style must be the first thing in its template\n"
     "  |\n"
     "1 | <p/><style :type={ColocatedCSS} global></style>\n"
     "  |     ^\n"
     "  = hint: it holds for the whole template\n"},
    {"M07_second", "<style :type={ColocatedCSS} global></style><style :type={ColocatedCSS} global></style>",
     "t.heex:1:44: error: a template has one colocated style\n"
     "  |\n"
     "1 | <style :type={ColocatedCSS} global></style><style :type={ColocatedCSS} global></style>\n"
     "  |                                            ^\n"
     "  = hint: it holds for the whole template\n"},
    {"M08", "<style :type={ColocatedCSS}></style>",
     "t.heex:1:1: error: a style can only hold for one template where outermost tags are marked\n"
     "  |\n"
     "1 | <style :type={ColocatedCSS}></style>\n"
     "  | ^\n"
     "  = hint: call plume_add_templates(TARGET ROOT_TAG_ATTRIBUTE phx-r), or write <style :type={plume::ColocatedCSS} "
     "global>\n"},
    {"M09", "<p id=\"p\" phx-hook=\".B\"/>",
     "t.heex:1:11: error: this template has no hook .B\n"
     "  |\n"
     "1 | <p id=\"p\" phx-hook=\".B\"/>\n"
     "  |           ^\n"
     "  = hint: write <script :type={plume::ColocatedHook} name=\".B\">; a hook of another template is named with its "
     "class\n"},
    {"M09_others",
     "<script :type={ColocatedHook} name=\".A\"></script>\n<script :type={ColocatedHook} name=\".Z\"></script>\n<p "
     "id=\"p\" phx-hook=\".B\"/>",
     "t.heex:3:11: error: this template has no hook .B; there are .A, .Z\n"
     "  |\n"
     "1 | <script :type={ColocatedHook} name=\".A\"></script>\n"
     "2 | <script :type={ColocatedHook} name=\".Z\"></script>\n"
     "3 | <p id=\"p\" phx-hook=\".B\"/>\n"
     "  |           ^\n"
     "  = hint: write <script :type={plume::ColocatedHook} name=\".B\">; a hook of another template is named with its "
     "class\n"},
};

INSTANTIATE_TEST_SUITE_P(Colocated, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
