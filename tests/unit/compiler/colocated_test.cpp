// Scripts and styles in templates (section 10), and what the compiler adds to the markup (10.3, 12).
#include "compiler/colocated.h"

#include <gtest/gtest.h>

#include <string>

#include "templates.h"

namespace plume::compiler {
namespace {

using testing::Options;

ColocatedParts take(std::string_view text, const std::string& root_attribute = "phx-r") {
  const Source source("t.heex", std::string(text));
  Diagnostics diagnostics;
  auto nodes = parse_template(source, {0, text.size()}, Trim::no, diagnostics);
  check(source, nodes, diagnostics);
  auto parts = take_colocated(source, nodes, {"shop.Cart", root_attribute}, diagnostics);
  for (const auto& one : diagnostics.sorted()) ADD_FAILURE() << render(source, one);
  return parts;
}

/// The static part of the only site of a template.
std::string html(std::string_view text, Options options = {.module = "shop.Cart"}) {
  const auto all = testing::sites(text, Trim::no, options);
  return all.size() == 1 ? all[0] : "several sites";
}

TEST(ColocatedHook, IsTakenOutAndNamedByItsModule) {
  const auto text =
      "<p id=\"a\" phx-hook=\".Sort\"></p>\n<script :type={plume::ColocatedHook} name=\".Sort\">export</script>";
  const auto file = take(text).files.at(0);
  EXPECT_EQ(file.kind, "hook");
  EXPECT_EQ(file.manifest, "index.js");
  EXPECT_EQ(file.key, "hooks");
  EXPECT_EQ(file.name, "shop.Cart.Sort");
  EXPECT_EQ(file.text, "export");
  EXPECT_TRUE(file.path.starts_with("shop.Cart/2_") && file.path.ends_with(".js")) << file.path;
  // Q4: no blank text is left at the end, and the template has one root.
  EXPECT_EQ(html(text), R"(r["<p id=\"a\" phx-hook=\"shop.Cart.Sort\"></p>"])");
  EXPECT_NE(testing::emit(text, Trim::no, {.module = "shop.Cart"}).find(".name = \"shop.Cart.Sort\","),
            std::string::npos);
}

TEST(ColocatedHook, ConstantExpressionsAreRenamedToo) {  // Q13
  EXPECT_EQ(html("<script :type={ColocatedHook} name={\".A\"}></script><p id=\"a\" phx-hook={\".A\"}/><p id=\"b\" "
                 "phx-hook=\"Z\"/>"),
            R"(["<p id=\"a\" phx-hook=\"shop.Cart.A\"></p><p id=\"b\" phx-hook=\"Z\"></p>"])");
}

TEST(ColocatedHook, MayStandAnywhere) {
  EXPECT_EQ(take("<div><script :type={ColocatedHook} name=\".A\"></script></div><.c><script :type={ColocatedHook} "
                 "name=\".B\"></script></.c><%= if (@x) { %><script :type={ColocatedHook} name=\".C\"></script><% } %>")
                .files.size(),
            3u);
}

TEST(RuntimeHook, StaysInThePage) {
  const auto wanted =
      R"(r["<script data-phx-runtime-hook=\"shop.Cart.A\" nonce=\"n\">window[\"phx_hook_shop.Cart.A\"] = function() { return ({ mounted() {} }\n) }</script>"])";
  for (const auto* body : {" { mounted() {} } ", "export default { mounted() {} };\n"})
    EXPECT_EQ(html("<script :type={ColocatedHook} name=\".A\" runtime nonce=\"n\">" + std::string(body) + "</script>"),
              wanted);
}

TEST(ColocatedJS, NameKeyAndManifest) {
  const auto parts = take(
      "<script :type={ColocatedJS}>a</script><script :type={ColocatedJS} name=\"B\" key=\"k\" "
      "extension=\"mjs\" manifest=\"admin.js\">b</script>");
  ASSERT_EQ(parts.files.size(), 2u);
  EXPECT_EQ(parts.files[0].name + parts.files[0].key + " " + parts.files[0].manifest, " index.js");
  EXPECT_EQ(parts.files[1].name + parts.files[1].key + " " + parts.files[1].manifest, "Bk admin.js");
  EXPECT_TRUE(parts.files[1].path.ends_with(".mjs"));
}

TEST(ColocatedCSS, HoldsForItsTemplate) {
  const auto parts = take(" <style :type={ColocatedCSS}>p {}</style><p/>");
  EXPECT_EQ(parts.files.at(0).text, "@scope ([" + parts.scope + "]) to ([phx-r]) {p {}}");
  EXPECT_EQ(html("<style :type={ColocatedCSS}>p {}</style><p/>",
                 {.module = "shop.Cart", .markup = {.root_attribute = "phx-r"}}),
            "r[\"<p phx-r " + parts.scope + "></p>\"]");
  const auto global = take("<style :type={ColocatedCSS} global>p {}</style><p/>", "");
  EXPECT_EQ(global.files.at(0).text, "p {}");
  EXPECT_EQ(global.scope, "");
}

// 10.3

TEST(RootTagAttribute, MarksOutermostTags) {
  EXPECT_EQ(testing::sites("<p class=\"a\"><b/></p><.c><i><u/></i><:s><s/></:s></.c><%= if (@x) { %><br><% } %>",
                           Trim::no, {.markup = {.root_attribute = "phx-r"}}),
            (std::vector<std::string>{R"(["<p phx-r class=\"a\"><b></b></p>","",""])", R"(["<s phx-r></s>"])",
                                      R"(["<i phx-r><u></u></i>"])", R"(["<br phx-r>"])"}));
}

// 12

TEST(DebugAnnotations, AroundTemplatesSlotsAndInFrontOfCalls) {
  const Options options{.module = "shop.Cart",
                        .markup = {.debug_annotations = true, .app = "shop", .file = "cart.heex"}};
  EXPECT_EQ(
      testing::sites("<p/>\n<.c>\n<i/><:s>\n<b/></:s><:t>text</:t></.c>", Trim::no, options),
      (std::vector<std::string>{
          R"(["<!-- <shop::Cart> cart.heex:1 (shop) --><p></p>\n<!-- @caller cart.heex:2 (shop) -->","<!-- </shop::Cart> -->"])",
          R"(["<!-- <:s> cart.heex:3 (shop) -->\n<b></b><!-- </:s> -->"])", R"(["text"])",
          R"(["<!-- <:inner_block> cart.heex:2 (shop) -->\n<i></i><!-- </:inner_block> -->"])"}));
  EXPECT_EQ(html("{1}", options), R"(["",""])");
  EXPECT_EQ(
      html("<p/><.live_component module={Row} id=\"a\"/>", options),
      R"(["<!-- <shop::Cart> cart.heex:1 (shop) --><p></p><!-- @caller cart.heex:1 (shop) -->","<!-- </shop::Cart> -->"])");
  // The comments do not count: one element is a root.
  EXPECT_EQ(html("<p/>", options)[0], 'r');
}

TEST(DebugAttributes, AreTheLineOfEachTag) {
  const Options options{.markup = {.root_attribute = "phx-r", .debug_attributes = true}};
  EXPECT_EQ(html("<p a=\"b\">\n<br></p>", options),
            R"(r["<p data-phx-loc=\"1\" phx-r a=\"b\">\n<br data-phx-loc=\"2\"></p>"])");
}

}  // namespace
}  // namespace plume::compiler
