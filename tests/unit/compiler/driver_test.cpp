// `plume compile` and `plume format` with files.
#include "compiler/driver.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace plume::compiler {
namespace {

namespace fs = std::filesystem;

class Driver : public ::testing::Test {
 protected:
  Driver() { fs::create_directories(folder_); }
  ~Driver() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }
  bool compile(CompileCommand command) {
    out_.str("");
    err_.str("");
    return run(command, out_, err_);
  }

  bool format(const FormatCommand& command, const std::string& input = "") {
    out_.str("");
    err_.str("");
    std::istringstream in(input);
    return run(command, in, out_, err_);
  }

  /// What `run` throws.
  template <class Run>
  static std::string error_of(Run run) {
    try {
      run();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "nothing was thrown";
  }

  const fs::path folder_ = fs::path(::testing::TempDir()) / ("plume driver " + std::to_string(::getpid()));
  std::ostringstream out_, err_;
};

TEST_F(Driver, WritesTheOutputAndWhatItIsMadeFrom) {
  write("page.h", "struct Page {};");
  write("page.html.heex", "<p>hi</p>");
  ASSERT_TRUE(compile({path("page.html.heex"), path("page.cpp"), path("page.d"), false})) << err_.str();
  EXPECT_NE(read("page.cpp").find("<p>hi</p>"), std::string::npos);
  EXPECT_NE(read("page.cpp").find("#include \"" + path("page.h") + "\""), std::string::npos);
  std::string rule = path("page.cpp") + ": \\\n  " + path("page.html.heex") + " \\\n  " + path("page.h") + "\n";
  for (auto at = rule.find("plume driver"); at != std::string::npos; at = rule.find("plume driver", at))
    rule.replace(at, 13, "plume\\ driver ");
  for (auto at = rule.find("driver "); at != std::string::npos; at = rule.find("driver ", at + 9))
    rule.replace(at, 7, "driver\\ ");
  EXPECT_EQ(read("page.d"), rule);
}

TEST_F(Driver, AFailureLeavesNoOutput) {
  write("page.h", "struct Page {};");
  write("page.html.heex", "<p>");
  write("page.cpp", "stale");
  EXPECT_FALSE(compile({path("page.html.heex"), path("page.cpp"), "", false}));
  EXPECT_FALSE(fs::exists(path("page.cpp")));
  EXPECT_EQ(err_.str(),
            path("page.html.heex") + ":1:1: error: <p> is never closed (template ended)\n  |\n1 | <p>\n  | ^\n");
}

TEST_F(Driver, WarningsDoNotFail) {
  write("page.h", "struct Page {};");
  write("page.html.heex", "<input name=\"id\">");
  EXPECT_TRUE(compile({path("page.html.heex"), "", "", true}));
  EXPECT_NE(err_.str().find("\"severity\":\"warning\",\"id\":\"V03\""), std::string::npos) << err_.str();
  EXPECT_NE(out_.str().find("<input name"), std::string::npos);
}

TEST_F(Driver, JsonHoldsAllDiagnosticsOneALine) {
  write("page.h", "struct Page { PLUME_HEEX(R\"(<input name=\"id\">\n<p></b>\n{a;})\") };");
  EXPECT_FALSE(compile({path("page.h"), "", "", true}));
  const auto at = [&](const std::string& place, const std::string& what) {
    return "{\"file\":\"" + path("page.h") + "\"," + place + "," + what + "}\n";
  };
  EXPECT_EQ(
      err_.str(),
      at("\"line\":1,\"column\":36,\"end_line\":1,\"end_column\":40",
         "\"severity\":\"warning\",\"id\":\"V03\",\"message\":\"an input named id hides the id of its form from "
         "scripts\",\"hint\":\"give the input another name\"") +
          at("\"line\":2,\"column\":4,\"end_line\":2,\"end_column\":5",
             "\"severity\":\"error\",\"id\":\"T20c\",\"message\":\"</p> is expected here, for the <p> of line 2, but "
             "found </b>\",\"hint\":\"\"") +
          at("\"line\":3,\"column\":3,\"end_line\":3,\"end_column\":4",
             "\"severity\":\"error\",\"id\":\"T23\",\"message\":\"an expression cannot hold a ;\",\"hint\":"
             "\"statements are written <% … %>\""));
}

TEST_F(Driver, TheClassIsSoughtInHeadersFirst) {
  write("page.html.heex", "x");
  EXPECT_FALSE(compile({path("page.html.heex"), "", "", false}));
  EXPECT_NE(err_.str().find("the class of this template is missing: there is no page.h beside it, and no "),
            std::string::npos);
  write("page.cpp", "struct Page {};");
  EXPECT_TRUE(compile({path("page.html.heex"), "", "", false}));
  EXPECT_NE(out_.str().find("page.cpp\"\n"), std::string::npos);
  write("page.hpp", "struct Page {};");
  EXPECT_TRUE(compile({path("page.html.heex"), "", "", false}));
  EXPECT_NE(out_.str().find("page.hpp\"\n"), std::string::npos);
}

// 6.6
TEST_F(Driver, AFolderOfTemplatesHasOneHeader) {
  fs::create_directory(path("parts"));
  write("parts/badge.html.heex", "<b>{@label}</b>");
  write("parts/rule.html.heex", "<hr>");
  write("parts.h", "namespace ui { struct badge { int label; }; struct rule {}; }");
  ASSERT_TRUE(compile({path("parts/badge.html.heex"), path("badge.cpp"), path("badge.d"), false})) << err_.str();
  EXPECT_NE(read("badge.cpp").find("plume::render_template<ui::badge>("), std::string::npos);
  EXPECT_NE(read("badge.d").find("/parts.h\n"), std::string::npos) << "it is made from the header too";
  EXPECT_TRUE(compile({path("parts/rule.html.heex"), "", "", false})) << err_.str();
  write("parts/rule.h", "struct rule {};");
  EXPECT_TRUE(compile({path("parts/rule.html.heex"), "", "", false})) << err_.str();
  EXPECT_EQ(out_.str().find("ui::rule"), std::string::npos) << "a header beside the template comes first";
}

TEST_F(Driver, InlineTemplates) {
  write("page.h", "struct Page { PLUME_HEEX(R\"(<p>hi</p>)\") };");
  ASSERT_TRUE(compile({path("page.h"), path("out.cpp"), "", false})) << err_.str();
  EXPECT_NE(read("out.cpp").find("void Page::render("), std::string::npos);
}

TEST_F(Driver, FormatsFilesInPlace) {
  write("page.html.heex", "<p> a </p>");
  write("page.h", "struct Page { PLUME_HEEX(R\"(<br>)\") };");
  write("plain.h", "int  a;");
  EXPECT_TRUE(format({.files = {path("page.html.heex"), path("page.h"), path("plain.h")}}));
  EXPECT_EQ(read("page.html.heex"), "<p>a</p>\n");
  EXPECT_EQ(read("page.h"), "struct Page { PLUME_HEEX(R\"(<br />)\") };");
  EXPECT_EQ(read("plain.h"), "int  a;");
  EXPECT_EQ(out_.str() + err_.str(), "");
}

TEST_F(Driver, FormatChecks) {
  write("wrong.heex", "<br>");
  write("right.heex", "<br />\n");
  EXPECT_FALSE(format({.files = {path("wrong.heex"), path("right.heex")}, .check = true}));
  EXPECT_EQ(out_.str(), path("wrong.heex") + "\n");
  EXPECT_EQ(read("wrong.heex"), "<br>");
  EXPECT_TRUE(format({.files = {path("right.heex")}, .check = true}));
}

TEST_F(Driver, FormatLeavesFilesWithErrors) {
  write("wrong.heex", "<p>");
  write("right.heex", "<br>");
  EXPECT_FALSE(format({.files = {path("wrong.heex"), path("right.heex")}}));
  EXPECT_EQ(err_.str(),
            path("wrong.heex") + ":1:1: error: <p> is never closed (template ended)\n  |\n1 | <p>\n  | ^\n");
  EXPECT_EQ(read("wrong.heex"), "<p>");
  EXPECT_EQ(read("right.heex"), "<br />\n");
}

TEST_F(Driver, FormatsStandardInput) {
  EXPECT_TRUE(format({.from_stdin = true}, "<br>"));
  EXPECT_EQ(out_.str(), "<br />\n");
  EXPECT_TRUE(format({.files = {"page.h"}, .from_stdin = true}, "struct Page { PLUME_HEEX(R\"(<br>)\") };"));
  EXPECT_EQ(out_.str(), "struct Page { PLUME_HEEX(R\"(<br />)\") };");
  EXPECT_FALSE(format({.check = true, .from_stdin = true}, "<br>"));
  EXPECT_TRUE(format({.check = true, .from_stdin = true}, "<br />\n"));
  EXPECT_EQ(out_.str(), "");
  EXPECT_FALSE(format({.from_stdin = true}, "<p>"));
  EXPECT_NE(err_.str().find("stdin.heex:1:1: error: "), std::string::npos);
}

TEST_F(Driver, DocumentsComponentsWithTemplatesInFiles) {
  fs::create_directory(path("parts"));
  write("parts/badge.html.heex", "<b/>");
  write("parts.h", "struct badge { int n = 1; }; struct other { int n; };");
  write("card.html.heex", "<b/>");
  write("card.h", "struct card {};");
  const auto docs = [&] { return run(DocsCommand{{path("parts.h"), path("card.h")}}, out_, err_); };
  EXPECT_TRUE(docs()) << err_.str();
  EXPECT_EQ(out_.str(),
            "## badge\n\n| attribute | type | default | |\n| --- | --- | --- | --- |\n| `n` | `int` | `1` |  |\n\n"
            "## card\n\n");
  write("card.h", "PLUME_HEEX(R\"(x)\")");
  EXPECT_FALSE(docs());
  EXPECT_NE(err_.str().find("PLUME_HEEX must stand directly in a class or struct"), std::string::npos);
  EXPECT_EQ(error_of([&] { run(DocsCommand{{path("none.h")}}, out_, err_); }), path("none.h") + " cannot be read");
}

// Files that cannot be read or written

TEST_F(Driver, WhatCannotBeReadIsNamed) {
  const auto why = [&](const CompileCommand& command) { return error_of([&] { compile(command); }); };
  EXPECT_EQ(why({path("none.html.heex"), "", "", false}), path("none.html.heex") + " cannot be read");
  fs::create_directory(path("folder.html.heex"));
  EXPECT_EQ(why({path("folder.html.heex"), "", "", false}), path("folder.html.heex") + " cannot be read");
  write("page.html.heex", "x");
  fs::create_directory(path("page.h"));
  EXPECT_EQ(why({path("page.html.heex"), "", "", false}), path("page.h") + " cannot be read");
  EXPECT_EQ(error_of([&] { format({.files = {path("none.heex")}}); }), path("none.heex") + " cannot be read");
}

TEST_F(Driver, WhatCannotBeWrittenIsNamed) {
  write("page.h", "struct Page { PLUME_HEEX(R\"(x)\") };");
  const auto why = [&](const CompileCommand& command) { return error_of([&] { compile(command); }); };
  const auto none = path("no/such/folder/file");
  EXPECT_EQ(why({path("page.h"), none, "", false}), none + " cannot be written");
  EXPECT_EQ(why({.file = path("page.h"), .output = path("out.cpp"), .depfile = none}), none + " cannot be written");
  EXPECT_EQ(why({.file = path("page.h"), .output = path("out.cpp"), .depfile = "", .header = none}),
            none + " cannot be written");
}

TEST_F(Driver, AFullDiskIsAnErrorToo) {
  write("page.h", "struct Page { PLUME_HEEX(R\"(x)\") };");
  EXPECT_EQ(error_of([&] { compile({.file = path("page.h"), .output = path("out.cpp"), .depfile = "/dev/full"}); }),
            "/dev/full cannot be written");
}

}  // namespace
}  // namespace plume::compiler
