// `plume docs` (6.3), and what it reads off a struct.
#include "compiler/component_docs.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/struct_reader.h"

namespace plume::compiler {
namespace {

std::string docs(const std::string& text, const std::string& template_of = "") {
  Diagnostics diagnostics;
  return component_docs(Source("ui.h", text), [&](std::string_view name) { return name == template_of; }, diagnostics);
}

TEST(ComponentDocs, OfAllThatAComponentCanHave) {
  EXPECT_EQ(docs(R"cpp(
              namespace ui {
              /// A column.
              struct column {
                plume::Required<std::string_view> label;  ///< its head
                bool wide = false;
              };

              // Not of the documentation.

              /// A table of rows:
              ///
              ///     <.table rows={@rows}/>
              template <class Row>
              struct table {
                Required<std::span<const Row>> rows;  ///< what it shows,
                                                      ///< borrowed
                OneOf<"up", "down"> direction;        ///< of sorting
                /// Of the element.
                std::optional<std::string_view> class_, style;
                std::function<std::string(const Row&, int)> id_of = [](const Row& r, int) { return r.id; };
                std::map<std::string, int> widths{{"a", 1}, {"b", 2}};
                plume::Rest rest;
                Required<Slot<Row, column>> col;
                plume::Slot<> empty;  ///< where there is no row | nothing

                static constexpr std::string_view included[] = {"name", "form"};
                using Rows = int;
                struct Inner {
                  int no;
                };
                enum class Way { no };
                bool is_wide() const { return true; }
                table& operator=(table&& other) { return *this; }
                bool operator<(const table&) const { return false; }
                template <class T>
                void f(T) {}
                table() : rows{} {}

               private:
                int hidden = 0;
              };
              }  // namespace ui
            )cpp"),
            R"md(## table

A table of rows:

    <.table rows={@rows}/>

| attribute | type | default | |
| --- | --- | --- | --- |
| `rows` | `std::span<const Row>` | required | what it shows, borrowed |
| `direction` | one of `up`, `down` | `up` | of sorting |
| `class` | `std::optional<std::string_view>` |  | Of the element. |
| `style` | `std::optional<std::string_view>` |  | Of the element. |
| `id_of` | `std::function<std::string(const Row&, int)>` | `[](const Row& r, int) { return r.id; }` |  |
| `widths` | `std::map<std::string, int>` | `{"a", 1}, {"b", 2}` |  |
| further ones | global attributes, and `name`, `form` | |  |

| slot | gives `:let` | |
| --- | --- | --- |
| `col` | `Row` | required |
| `empty` |  | where there is no row \| nothing |

Attributes of `<:col>`:

| attribute | type | default | |
| --- | --- | --- | --- |
| `label` | `std::string_view` | required | its head |
| `wide` | `bool` | `false` |  |

)md");
}

TEST(ComponentDocs, ComponentsAreStructsWithATemplate) {
  EXPECT_EQ(docs("struct a { int n; PLUME_HEEX(R\"(x)\") };").substr(0, 5), "## a\n");
  EXPECT_EQ(docs("struct a { int n; void render(plume::Render& r); };").substr(0, 5), "## a\n");
  EXPECT_EQ(docs("struct MyCard { int n; };", "my_card").substr(0, 10), "## MyCard\n");
  EXPECT_EQ(docs("struct A : plume::LiveView { PLUME_HEEX(R\"(x)\") };"), "");
  EXPECT_EQ(docs("struct a { int n; }; class B { plume::Rest rest; };"), "");
}

TEST(StructReader, CommentsAreThoseOfTheDocumentation) {
  const std::string text = "/// No.\n\n/// One\n/// two\nstruct a {\n  // no\n  int b; // no\n  int c;  ///< c\n};";
  const auto found = read_struct(text, text.find("a {"));
  EXPECT_EQ(found.comment, "One\ntwo\n");
  ASSERT_EQ(found.members.size(), 2u);
  EXPECT_EQ(found.members[0].comment + "," + found.members[1].comment, ",c");
}

TEST(StructReader, TemplateArguments) {
  using Arguments = std::vector<std::string>;
  EXPECT_EQ(template_arguments("plume::Slot<std::pair<A, B>, C>", "Slot"), (Arguments{"std::pair<A, B>", "C"}));
  EXPECT_EQ(template_arguments("Slot<>", "Slot"), Arguments{""});
  EXPECT_EQ(template_arguments("std::Slot<A>", "Slot"), Arguments{});
  EXPECT_EQ(template_arguments("Slot", "Slot"), Arguments{});
}

TEST(StructReader, WhatEndsTooEarly) {
  for (const auto* text : {"struct a", "struct a {", "struct a { int", "struct a { int b", "struct a { int b,",
                           "struct a { int b = (", "struct a { /// x", "struct a { ) } ; , = };"})
    EXPECT_NO_THROW(read_struct(text, 7)) << text;
}

}  // namespace
}  // namespace plume::compiler
