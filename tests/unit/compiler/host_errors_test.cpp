// What is said of the C++ file around a template, and of a template file whose class is not there (H…).
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "catalogue.h"
#include "compiler/driver.h"

namespace plume::compiler::testing {
namespace {

namespace fs = std::filesystem;

class HostErrors : public ::testing::TestWithParam<Row> {
 protected:
  HostErrors() { fs::create_directories(folder_); }
  ~HostErrors() override { fs::remove_all(folder_.parent_path()); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  /// What is said of the file, which is named without its folder.
  std::string compile(const std::string& name) const {
    std::ostringstream out, err;
    EXPECT_FALSE(run({(folder_ / name).string(), "", "", false}, out, err));
    auto report = err.str();
    const auto folder = folder_.string() + "/";
    for (auto at = report.find(folder); at != std::string::npos; at = report.find(folder))
      report.erase(at, folder.size());
    return report;
  }

 private:
  const fs::path folder_ =
      fs::path(::testing::TempDir()) / ("plume_host_errors_" + std::to_string(::getpid())) / "pages";
};

using InlineErrors = HostErrors;
TEST_P(InlineErrors, AreReportedAtTheirPlace) {
  write("host.h", GetParam().text);
  EXPECT_EQ(compile("host.h"), GetParam().report);
}
const Row inline_rows[] = {
    {"H01_no_class", "PLUME_HEEX(R\"(x)\")",
     "host.h:1:1: error: PLUME_HEEX must stand directly in a class or struct\n"
     "  |\n"
     "1 | PLUME_HEEX(R\"(x)\")\n"
     "  | ^\n"},
    {"H01_function", "struct A { void f() { PLUME_HEEX(R\"(x)\") } };",
     "host.h:1:23: error: PLUME_HEEX must stand directly in a class or struct\n"
     "  |\n"
     "1 | struct A { void f() { PLUME_HEEX(R\"(x)\") } };\n"
     "  |                       ^\n"},
    {"H02_within_a_class_template", "template <class T> struct A { struct B { PLUME_HEEX(R\"(x)\") }; };",
     "host.h:1:42: error: A::B cannot have a template of HTML: it is within a class template, a specialisation, or has "
     "a template parameter without a name\n"
     "  |\n"
     "1 | template <class T> struct A { struct B { PLUME_HEEX(R\"(x)\") }; };\n"
     "  |                                          ^\n"},
    {"H02_specialisation", "template <> struct A<int> { PLUME_HEEX(R\"(x)\") };",
     "host.h:1:29: error: A cannot have a template of HTML: it is within a class template, a specialisation, or has a "
     "template parameter without a name\n"
     "  |\n"
     "1 | template <> struct A<int> { PLUME_HEEX(R\"(x)\") };\n"
     "  |                             ^\n"},
    {"H02_parameter_without_a_name", "template <class> struct A { PLUME_HEEX(R\"(x)\") };",
     "host.h:1:29: error: A cannot have a template of HTML: it is within a class template, a specialisation, or has a "
     "template parameter without a name\n"
     "  |\n"
     "1 | template <class> struct A { PLUME_HEEX(R\"(x)\") };\n"
     "  |                             ^\n"},
    {"H03_plain_string", "struct A {\n  PLUME_HEEX(\"x\")\n};",
     "host.h:2:14: error: PLUME_HEEX takes one raw string\n"
     "  |\n"
     "1 | struct A {\n"
     "2 |   PLUME_HEEX(\"x\")\n"
     "  |              ^\n"
     "  = hint: write PLUME_HEEX(R\"heex(…)heex\")\n"},
    {"H03_two_strings", "struct A { PLUME_HEEX(R\"(x)\" R\"(y)\") };",
     "host.h:1:23: error: PLUME_HEEX takes one raw string\n"
     "  |\n"
     "1 | struct A { PLUME_HEEX(R\"(x)\" R\"(y)\") };\n"
     "  |                       ^\n"
     "  = hint: write PLUME_HEEX(R\"heex(…)heex\")\n"},
    {"H03_nothing", "struct A { PLUME_HEEX() };",
     "host.h:1:23: error: PLUME_HEEX takes one raw string\n"
     "  |\n"
     "1 | struct A { PLUME_HEEX() };\n"
     "  |                       ^\n"
     "  = hint: write PLUME_HEEX(R\"heex(…)heex\")\n"},
    {"H03_end_of_file", "struct A { PLUME_HEEX(",
     "host.h:1:23: error: PLUME_HEEX takes one raw string\n"
     "  |\n"
     "1 | struct A { PLUME_HEEX(\n"
     "  |                       ^\n"
     "  = hint: write PLUME_HEEX(R\"heex(…)heex\")\n"},
    {"H04", "struct A { PLUME_HEEX(R\"(x)\") PLUME_HEEX(R\"(y)\") };",
     "host.h:1:31: error: A has a template already\n"
     "  |\n"
     "1 | struct A { PLUME_HEEX(R\"(x)\") PLUME_HEEX(R\"(y)\") };\n"
     "  |                               ^\n"},
    {"H05", "struct A {};",
     "host.h:1:1: error: there is no PLUME_HEEX in this file\n"
     "  |\n"
     "1 | struct A {};\n"
     "  | ^\n"},
    {"H08_parameters", "class A : plume::LiveView { void mount(const Params&) {} PLUME_HEEX(R\"(x)\") };",
     "host.h:1:34: error: mount of A overrides nothing, and is never called: it has other parameters\n"
     "  |\n"
     "1 | class A : plume::LiveView { void mount(const Params&) {} PLUME_HEEX(R\"(x)\") };\n"
     "  |                                  ^\n"
     "  = hint: void mount(const plume::Params& params, const plume::Session& session) override\n"},
    {"H08_type", "class A : LiveView { void handle_event(std::string e, const Params&); PLUME_HEEX(R\"(x)\") };",
     "host.h:1:27: error: handle_event of A overrides nothing, and is never called: it has other parameters\n"
     "  |\n"
     "1 | class A : LiveView { void handle_event(std::string e, const Params&); PLUME_HEEX(R\"(x)\") };\n"
     "  |                           ^\n"
     "  = hint: void handle_event(std::string_view event, const plume::Params& params) override\n"},
    {"H08_component", "struct A : plume::LiveComponent { void update(int n) {} PLUME_HEEX(R\"(x)\") };",
     "host.h:1:40: error: update of A overrides nothing, and is never called: it has other parameters\n"
     "  |\n"
     "1 | struct A : plume::LiveComponent { void update(int n) {} PLUME_HEEX(R\"(x)\") };\n"
     "  |                                        ^\n"
     "  = hint: void update() override\n"},
};
INSTANTIATE_TEST_SUITE_P(Files, InlineErrors, ::testing::ValuesIn(inline_rows), row_name);

/// What a template beside its class does with the members: the text is the template.
class MemberErrors : public HostErrors {};
TEST_P(MemberErrors, AreReported) {
  write("page_live.h",
        "class PageLive : plume::LiveView { public: plume::Assign<int> count; int twice(int n) const; static int "
        "thrice(int); private: int secret; };");
  write("page_live.html.heex", std::string(GetParam().text) + "\n");
  EXPECT_EQ(compile("page_live.html.heex"), GetParam().report);
}
const Row member_rows[] = {
    {"A01", "<p>{count}</p>",
     "page_live.html.heex:1:5: error: count is a member of PageLive: it is written @count\n"
     "  |\n"
     "1 | <p>{count}</p>\n"
     "  |     ^\n"},
    {"A01_function", "<p>{twice(2)} {thrice(2)}</p>",
     "page_live.html.heex:1:5: error: twice is a member of PageLive: it is written @twice\n"
     "  |\n"
     "1 | <p>{twice(2)} {thrice(2)}</p>\n"
     "  |     ^\n"},
    {"A01_block", "<%= if (count > 3) { %>x<% } %>",
     "page_live.html.heex:1:9: error: count is a member of PageLive: it is written @count\n"
     "  |\n"
     "1 | <%= if (count > 3) { %>x<% } %>\n"
     "  |         ^\n"},
    {"A03", "<p>{@secret}</p>",
     "page_live.html.heex:1:5: error: @secret is not public in PageLive\n"
     "  |\n"
     "1 | <p>{@secret}</p>\n"
     "  |     ^\n"
     "  = hint: a template in a file of its own sees public members only\n"},
    {"A04", "<p>{@twice}</p>",
     "page_live.html.heex:1:5: error: @twice is a function of PageLive, which must be called: @twice()\n"
     "  |\n"
     "1 | <p>{@twice}</p>\n"
     "  |     ^\n"},
};
INSTANTIATE_TEST_SUITE_P(Files, MemberErrors, ::testing::ValuesIn(member_rows), row_name);

class TemplateFileErrors : public HostErrors {};
TEST_P(TemplateFileErrors, AreReported) {
  write("page_live.html.heex", "<p/>\n");
  if (GetParam().text) write("page_live.h", GetParam().text);
  EXPECT_EQ(compile("page_live.html.heex"), GetParam().report);
}
const Row class_rows[] = {
    {"H02_class_template", "template <class T> class PageLive {};",
     "page_live.html.heex:1:1: error: PageLive is a class template: its template of HTML must be inline\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"
     "  = hint: write PLUME_HEEX(R\"heex(…)heex\") in it\n"},
    {"H06_others", "class Page {}; class Other {};",
     "page_live.html.heex:1:1: error: page_live.h must define the class of this template, named page_live in "
     "snake_case, but defines Page, Other\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"
     "  = hint: for a component, write struct page_live { … }; its members are the attributes\n"},
    {"H06_none", "class PageLive;",
     "page_live.html.heex:1:1: error: page_live.h must define the class of this template, named page_live in "
     "snake_case, but defines none\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"
     "  = hint: for a component, write struct page_live { … }; its members are the attributes\n"},
    {"H06_two", "namespace a { class PageLive {}; } namespace b { class PageLive {}; }",
     "page_live.html.heex:1:1: error: page_live.h must define the class of this template, named page_live in "
     "snake_case, but defines 2 of that name\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"},
    {"H04_file", "class PageLive { PLUME_HEEX(R\"(x)\") };",
     "page_live.html.heex:1:1: error: PageLive has a template already: PLUME_HEEX in page_live.h\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"
     "  = hint: remove one of them\n"},
    {"H07", nullptr,
     "page_live.html.heex:1:1: error: the class of this template is missing: there is no page_live.h beside it, and no "
     "pages.h beside its folder\n"
     "  |\n"
     "1 | <p/>\n"
     "  | ^\n"
     "  = hint: write its class, or, for a component, its struct, into one of them\n"},
};
INSTANTIATE_TEST_SUITE_P(Files, TemplateFileErrors, ::testing::ValuesIn(class_rows), row_name);

}  // namespace
}  // namespace plume::compiler::testing
