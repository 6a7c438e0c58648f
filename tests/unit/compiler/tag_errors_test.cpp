// Tags and attributes as they are read (1.3 to 1.5).
#include "catalogue.h"

namespace plume::compiler::testing {
namespace {

const Row rows[] = {
    {"T00", "<p>\xFF</p>",
     "t.heex:1:4: error: a template is UTF-8 text, but this byte is not\n"
     "  |\n"
     "1 | <p>\xFF</p>\n"
     "  |    ^\n"},
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
};

INSTANTIATE_TEST_SUITE_P(Tags, Catalogue, ::testing::ValuesIn(rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
