// Attributes that begin with a colon (1.7).
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
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
    {"T33_type", "<p :type=\"ColocatedHook\"></p>",
     "t.heex:1:4: error: :type needs an expression in braces: :type={…}\n"
     "  |\n"
     "1 | <p :type=\"ColocatedHook\"></p>\n"
     "  |    ^\n"},
    {"T33_key", "<p :for={x <- @xs} :key></p>",
     "t.heex:1:20: error: :key needs an expression in braces: :key={…}\n"
     "  |\n"
     "1 | <p :for={x <- @xs} :key></p>\n"
     "  |                    ^\n"},
};

INSTANTIATE_TEST_SUITE_P(SpecialAttributes, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
