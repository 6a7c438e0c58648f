// Classes and inline templates found in C++ files, and what whole files become.
#include "compiler/host_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "compiler/compile.h"

namespace plume::compiler {
namespace {

/// The classes of a file: `namespaces name`, with `!` before templates.
std::vector<std::string> classes(const std::string& text) {
  Diagnostics diagnostics;
  std::vector<std::string> found;
  for (const auto& host : read_host_file(Source("h.h", text), diagnostics).classes) {
    std::string path;
    for (const auto& part : host.namespaces) path += (part.empty() ? "(anonymous)" : part) + " ";
    found.push_back((host.is_template ? "!" : "") + path + host.name);
  }
  return found;
}
using Names = std::vector<std::string>;

TEST(HostFile, ClassesAndTheirNamespaces) {
  EXPECT_EQ(classes("class A {}; namespace app { struct B : A {}; namespace x::y { class C final {}; } } struct D {};"),
            (Names{"A", "app B", "app x::y C", "D"}));
  EXPECT_EQ(classes("namespace { struct A {}; } inline namespace v1 { struct B {}; }"),
            (Names{"(anonymous) A", "v1 B"}));
  EXPECT_EQ(classes("struct A { struct B { class C {}; }; };"), (Names{"A", "A::B", "A::B::C"}));
}

TEST(HostFile, HeadsOfClasses) {
  EXPECT_EQ(classes("class [[nodiscard]] alignas(8) API_EXPORT A : public B<int>, C {};"), Names{"A"});
  EXPECT_EQ(classes("template <class T, template <class> class U> struct A {}; template <> struct B<int> {};"),
            (Names{"!A", "!B"}));
  EXPECT_EQ(classes("template <class T> struct A { struct B {}; };"), (Names{"!A", "!A::B"}));
  EXPECT_EQ(classes("class Outer::Inner {};"), Names{"Outer::Inner"});
}

TEST(HostFile, WhatIsNoDefinition) {
  EXPECT_EQ(classes("class A; friend class B; enum class C { a }; struct stat s; struct P p = {1}; void f(struct Q* q);"
                    "template <class T> void g(T t) { struct Local {}; } using namespace std; namespace n = a::b;"),
            Names{});
  EXPECT_EQ(
      classes("#define M(x) class x { \\\n  int i;\n// class A {\n/* class B { */ const char* s = \"class C {\";\n"
              "const char* r = R\"(class D {)\";"),
      Names{});
}

TEST(HostFile, Directives) {
  EXPECT_EQ(classes("#\nclass A {};"), Names{"A"});
  EXPECT_EQ(classes("#if X \\\r\n class B {};\nclass A {};"), Names{"A"});
  EXPECT_EQ(classes("class A {}; #\nclass B {};"), (Names{"A", "B"}));
  EXPECT_EQ(classes("#"), Names{});
}

TEST(HostFile, SnakeCase) {
  EXPECT_EQ(snake_case("CounterLive"), "counter_live");
  EXPECT_EQ(snake_case("HTTPServer"), "http_server");
  EXPECT_EQ(snake_case("Page2Live"), "page2_live");
  EXPECT_EQ(snake_case("table"), "table");
  EXPECT_EQ(snake_case("core_button"), "core_button");
}

std::string first_error(const Source& source, const Diagnostics& diagnostics) {
  const auto all = diagnostics.sorted();
  if (all.empty()) return "";
  const auto shown = render(source, all.front());
  return shown.substr(0, shown.find('\n'));
}
std::string inline_error(const std::string& text) {
  const Source source("h.h", text);
  Diagnostics diagnostics;
  const auto code = compile_inline_templates(source, {"out.cpp", "/h.h"}, diagnostics);
  EXPECT_EQ(code.has_value(), !diagnostics.has_errors());
  return first_error(source, diagnostics);
}

TEST(InlineTemplates, ErrorsAreAtTheirPlaceInTheFile) {
  EXPECT_EQ(inline_error("struct A {\n  PLUME_HEEX(R\"heex(\n    <p></b></p>\n  )heex\")\n};"),
            "h.h:3:8: error: </p> is expected here, for the <p> of line 3, but found </b>");
  EXPECT_EQ(inline_error("struct A { PLUME_HEEX(R\"(\xFF)\") };"),
            "h.h:1:26: error: a template is UTF-8 text, but this byte is not");
}

TEST(InlineTemplates, EachClassGetsItsRender) {
  Diagnostics diagnostics;
  const Source source(
      "h.h",
      "#define X PLUME_HEEX(R\"(no)\")\nnamespace app::ui { struct A { struct B { PLUME_HEEX(R\"(b)\") };\n"
      "PLUME_HEEX(R\"heex(  <p/>\n)heex\") }; }\nnamespace { struct C { PLUME_HEEX(R\"(c)\") }; }");
  const auto code = compile_inline_templates(source, {"out.cpp", "/x/h.h"}, diagnostics);
  ASSERT_TRUE(code);
  for (const auto part :
       {"#include \"/x/h.h\"\n", "namespace app::ui {\nvoid A::B::render(plume::Render& r_) {\n",
        "namespace app::ui {\nvoid A::render(plume::Render& r_) {\n  [[maybe_unused]] auto& self_ = *this;\n",
        "}\n}  // namespace app::ui\n", "namespace {\nvoid C::render(plume::Render& r_) {\n",
        "\"[\\\"<p></p>\\\"]\", 0, true"})
    EXPECT_NE(code->source.find(part), std::string::npos) << part << "in\n" << code->source;
}

TEST(InlineTemplates, ThoseOfClassTemplatesStandInAHeader) {
  Diagnostics diagnostics;
  const Source source("table.h",
                      "namespace ui { template <class Row, int N = (1 > 0), typename... More> requires (N > 0)\n"
                      "struct table { PLUME_HEEX(R\"(<b/>)\") }; struct plain { PLUME_HEEX(R\"(<i/>)\") }; }");
  const auto code = compile_inline_templates(source, {"out.cpp", "/x/table.h", "table.heex.h"}, diagnostics);
  ASSERT_TRUE(code) << first_error(source, diagnostics);
  EXPECT_NE(code->source.find("void plain::render(plume::Render& r_) {"), std::string::npos) << code->source;
  EXPECT_EQ(code->source.find("table<"), std::string::npos);
  for (const auto part :
       {"#pragma once\n", "namespace plume_heex_table_ui__table {\ninline constexpr std::string_view",
        "namespace ui {\ntemplate < class Row , int N , typename ... More > requires ( N > 0 ) void table<Row, N, "
        "More...>::render(plume::Render& r_) {\n  using namespace plume_heex_table_ui__table;\n"})
    EXPECT_NE(code->header.find(part), std::string::npos) << part << " in\n" << code->header;
  const auto alone = compile_inline_templates(source, {"out.cpp", "/x/table.cpp"}, diagnostics);
  ASSERT_TRUE(alone);
  EXPECT_NE(alone->source.find("void table<Row, N, More...>::render("), std::string::npos) << alone->source;
}

TEST(TemplateFiles, TheirClassIsFoundByItsName) {
  const auto found = [](const std::string& text) {
    Diagnostics diagnostics;
    const auto host =
        find_host(read_host_file(Source("page_live.h", text), diagnostics), "page_live.h", "page_live", diagnostics);
    return host ? host->qualified_name() : "";
  };
  EXPECT_EQ(found("class PageLive {};"), "PageLive");
  EXPECT_EQ(found("namespace a { struct page_live {}; struct Other {}; }"), "a::page_live");
}

TEST(TemplateFiles, BecomeASpecialisation) {
  Diagnostics diagnostics;
  const HostClass host{"class", {"app", ""}, "PageLive", 0, false, false};
  const auto code = compile_template_file(Source("page_live.html.heex", "\xEF\xBB\xBF<p/>"), host,
                                          {"out.cpp", "/x/page_live.h"}, diagnostics);
  ASSERT_TRUE(code);
  for (const auto part :
       {"namespace app { namespace { class PageLive; } }\ntemplate <>\n"
        "void plume::render_template<app::PageLive>(app::PageLive&, plume::Render&);\n#include \"/x/page_live.h\"\n",
        "struct PageLive_heex : PageLive {\n  static void render_heex(class PageLive& self_, plume::Render& r_);\n};\n",
        "void PageLive_heex::render_heex([[maybe_unused]] class PageLive& self_, plume::Render& r_) {\n",
        "template <>\nvoid plume::render_template<app::PageLive>(app::PageLive& view, plume::Render& r) {\n"
        "  app::PageLive_heex::render_heex(view, r);\n}\n",
        "\"[\\\"<p></p>\\\"]\", 0, true"})
    EXPECT_NE(code->find(part), std::string::npos) << part << "in\n" << *code;
}

TEST(TemplateFiles, NestedAndFinalClasses) {
  Diagnostics diagnostics;
  const HostClass host{"struct", {}, "Outer::Inner", 0, false, true};
  const auto code = compile_template_file(Source("inner.html.heex", ""), host, {"out.cpp", "/x/inner.h"}, diagnostics);
  ASSERT_TRUE(code);
  EXPECT_NE(code->find("struct Outer_Inner_heex {\n"), std::string::npos) << *code;
  EXPECT_NE(code->find("void plume::render_template<Outer::Inner>(Outer::Inner& view,"), std::string::npos) << *code;
}

}  // namespace
}  // namespace plume::compiler
