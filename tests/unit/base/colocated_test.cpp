// The files that colocated scripts and styles are served as.
#include "base/colocated.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace plume {
namespace {

using detail::Colocated;
using Kind = Colocated::Kind;

// Their `next` is given, so that they are none of the program's own.
Colocated sort{Kind::hook, "shop.Cart/3_1.js", "index.js", "hooks", "shop.Cart.Sort", "export default {}", nullptr};
Colocated effect{Kind::script, "shop.Cart/9_2.js", "index.js", "", "", "run()", &sort};
Colocated shelf{Kind::script, "a.Page/1_3.js", "index.js", "uploaders", "Shelf", "export default 1", &effect};
Colocated greeter{Kind::script, "a.Page/5_4.js", "admin.js", "", "Greeter \"2\"", "export default 2", &shelf};
Colocated red{Kind::style, "a.Page/7_5.css", "colocated.css", "", "", "p { color: red }", &greeter};
Colocated blue{Kind::style, "a.A/7_5.css", "colocated.css", "", "", "p { color: blue }", &red};

const Asset& asset(const ColocatedFiles& files, const std::string& name) {
  const auto bundle = files.bundle();
  const Asset* found = bundle.find("/assets/colocated/" + name);
  if (!found) throw std::runtime_error(name + " is missing");
  return *found;
}

/// `import … from` of a file, by its name with the hash.
std::string url(const ColocatedFiles& files, const std::string& name) {
  return "\"." + std::string(asset(files, name).hashed_path.substr(std::string("/assets/colocated").size())) + "\"";
}

TEST(Colocated, AManifestHoldsTheModulesByTheirKeys) {
  const ColocatedFiles files(&blue);
  EXPECT_EQ(asset(files, "index.js").body,
            "// a.Page/1_3.js\n"
            "const m0 = (() => {\nconst plume_default = 1\nreturn plume_default;\n})();\n"
            "// shop.Cart/3_1.js\n"
            "const m1 = (() => {\nconst plume_default = {}\nreturn plume_default;\n})();\n"
            "// shop.Cart/9_2.js\n"
            "(() => {\nrun()\n})();\n"
            "const g0 = {\n};\n"
            "const g1 = {\n  \"shop.Cart.Sort\": m1,\n};\n"
            "const g2 = {\n  \"Shelf\": m0,\n};\n"
            "export {g0 as default, g1 as hooks, g2 as uploaders};\n"
            "const all = window.PlumeColocated || (window.PlumeColocated = {});\n"
            "all.default = {...all.default, ...g0};\n"
            "all.hooks = {...all.hooks, ...g1};\n"
            "all.uploaders = {...all.uploaders, ...g2};\n");
  EXPECT_NE(asset(files, "admin.js").body.find("  \"Greeter \\\"2\\\"\": m0,\n"), std::string::npos);
}

TEST(Colocated, AModuleThatImportsStaysAFileOfItsOwn) {
  const Colocated importing{
      Kind::hook, "b.Map/2_1.js", "index.js", "hooks", "b.Map", "import x from \"/x.js\"; export default x", &sort};
  const ColocatedFiles files(&importing);
  EXPECT_TRUE(asset(files, "index.js").body.starts_with("import m0 from " + url(files, "b.Map/2_1.js") + ";\n// shop"));
  EXPECT_NE(files.elements("", true).find("<link rel=\"modulepreload\" href=\"/assets/colocated/b.Map/2_1-"),
            std::string::npos);
}

TEST(Colocated, ANamedModuleWithoutADefaultIsTheBrowsersToRefuse) {
  const Colocated empty{Kind::hook, "b.Map/2_1.js", "index.js", "hooks", "b.Map", "run()", nullptr};
  const ColocatedFiles files(&empty);
  EXPECT_TRUE(asset(files, "index.js").body.starts_with("import m0 from "));
}

TEST(Colocated, StylesBecomeOneFile) {
  EXPECT_EQ(asset(ColocatedFiles(&blue), "colocated.css").body, "p { color: blue }\np { color: red }\n");
}

TEST(Colocated, APageLoadsOneFileOfStylesAndOneOfScripts) {
  const ColocatedFiles files(&blue);
  const auto path = [&](const std::string& name) { return std::string(asset(files, name).hashed_path); };
  const auto style = "<link rel=\"stylesheet\" phx-track-static href=\"/shop" + path("colocated.css") + "\">";
  const auto script = "<script type=\"module\" phx-track-static src=\"/shop" + path("index.js") + "\"></script>";
  EXPECT_EQ(files.elements("/shop", true), style + script);
  EXPECT_EQ(files.elements("/shop", false), style + script);
  EXPECT_FALSE(files.holds_hooks_only());
}

TEST(Colocated, APageWithoutHooksLoadsNone) {
  const ColocatedFiles files(&sort);
  EXPECT_TRUE(files.holds_hooks_only());
  EXPECT_EQ(files.elements("", false), "");
  EXPECT_EQ(files.elements("", true), "<script type=\"module\" phx-track-static src=\"" +
                                          std::string(asset(files, "index.js").hashed_path) + "\"></script>");
}

TEST(Colocated, NothingWhereThereIsNone) {
  const ColocatedFiles files(nullptr);
  EXPECT_EQ(files.bundle().size(), 0u);
  EXPECT_EQ(files.elements("", true), "");
  EXPECT_FALSE(files.holds_hooks_only());
}

TEST(Colocated, TwoOfOneNameAreRefused) {
  const Colocated same_name{Kind::hook, "other/3_1.js", "index.js", "hooks", "shop.Cart.Sort", "", &sort};
  EXPECT_THROW(ColocatedFiles{&same_name}, std::logic_error);
  const Colocated same_path{Kind::script, "shop.Cart/3_1.js", "index.js", "", "", "", &sort};
  EXPECT_THROW(ColocatedFiles{&same_path}, std::logic_error);
}

}  // namespace
}  // namespace plume
