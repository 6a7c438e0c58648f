// The files that colocated scripts and styles are served as (10.2).
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

TEST(Colocated, ManifestImportsTheModulesByTheirKeys) {
  const ColocatedFiles files(&blue);
  EXPECT_EQ(asset(files, "index.js").body, "import m0 from " + url(files, "a.Page/1_3.js") + ";\nimport m1 from " +
                                               url(files, "shop.Cart/3_1.js") + ";\nimport " +
                                               url(files, "shop.Cart/9_2.js") +
                                               ";\n"
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

TEST(Colocated, StylesBecomeOneFile) {
  EXPECT_EQ(asset(ColocatedFiles(&blue), "colocated.css").body, "p { color: blue }\np { color: red }\n");
}

TEST(Colocated, APageLoadsStylesAndTheModulesOfItsManifest) {
  const ColocatedFiles files(&blue);
  const auto path = [&](const std::string& name) { return std::string(asset(files, name).hashed_path); };
  const auto preload = [&](const std::string& name) {
    return "<link rel=\"modulepreload\" href=\"" + path(name) + "\">";
  };
  EXPECT_EQ(files.elements(""), "<link rel=\"stylesheet\" phx-track-static href=\"" + path("colocated.css") + "\">" +
                                    preload("a.Page/1_3.js") + preload("shop.Cart/3_1.js") +
                                    preload("shop.Cart/9_2.js") + "<script type=\"module\" phx-track-static src=\"" +
                                    path("index.js") + "\"></script>");
}

TEST(Colocated, NothingWhereThereIsNone) {
  const ColocatedFiles files(nullptr);
  EXPECT_EQ(files.bundle().size(), 0u);
  EXPECT_EQ(files.elements(""), "");
}

TEST(Colocated, TwoOfOneNameAreRefused) {
  const Colocated same_name{Kind::hook, "other/3_1.js", "index.js", "hooks", "shop.Cart.Sort", "", &sort};
  EXPECT_THROW(ColocatedFiles{&same_name}, std::logic_error);
  const Colocated same_path{Kind::script, "shop.Cart/3_1.js", "index.js", "", "", "", &sort};
  EXPECT_THROW(ColocatedFiles{&same_path}, std::logic_error);
}

}  // namespace
}  // namespace plume
