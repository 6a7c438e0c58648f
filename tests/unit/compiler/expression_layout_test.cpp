// How the formatter finds clang-format, and how often it runs it.
#include "compiler/expression_layout.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "compiler/formatter.h"

namespace plume::compiler {
namespace {

namespace fs = std::filesystem;

class ClangFormat : public ::testing::Test {
 protected:
  ClangFormat() { fs::create_directories(folder_); }
  ~ClangFormat() override {
    setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }

  /// A program of that name, which does what `script` says; on a PATH that holds no others.
  std::string program(const std::string& name, const std::string& script = "exit 0") {
    const auto file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "#!/bin/sh\nPATH='" << path_ << "'\n" << script << '\n';
    fs::permissions(file, fs::perms::owner_all);
    return file.string();
  }
  void set_path(const std::string& path) const { setenv("PATH", path.c_str(), 1); }
  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const std::string path_ = std::getenv("PATH");
  const fs::path folder_ = fs::path(::testing::TempDir()) / ("plume_clang_format_" + std::to_string(::getpid()));
};

TEST_F(ClangFormat, IsFoundOnThePath) {
  set_path(folder_.string());
  EXPECT_EQ(find_clang_format(), "");
  program("clang-format-diff-19");
  EXPECT_EQ(find_clang_format(), "");
  program("clang-format-9");
  const auto newer = program("clang-format-14");
  EXPECT_EQ(find_clang_format(), newer);
  const auto plain = program("clang-format");
  EXPECT_EQ(find_clang_format(), plain);
  set_path("");
  EXPECT_EQ(find_clang_format(), "");
  set_path("/no/such/folder:" + folder_.string());
  EXPECT_EQ(find_clang_format(), plain);
}

TEST_F(ClangFormat, RunsOnceForAFile) {
  const auto log = (folder_ / "log").string();
  const auto counting = program("clang-format", "echo run >> '" + log + "'\nexec cat");
  Diagnostics diagnostics;
  const std::string text =
      "{first_of(@names) + second_of(@names) + @name}\n<p title={third_of(@names) + fourth_of(@names) + @name}></p>\n";
  EXPECT_TRUE(format_template_file(Source("t.heex", text), {40, counting}, diagnostics));
  EXPECT_EQ(read("log"), "run\n");
  EXPECT_TRUE(format_template_file(Source("t.heex", "{first_of(@names)}\n"), {40, counting}, diagnostics));
  EXPECT_EQ(read("log"), "run\n") << "not for what fits";
}

TEST_F(ClangFormat, IsNotBelievedWhereItChangesTheCode) {
  const std::string text = "{first_of(@names) + second_of(@names) + @name}\n";
  const auto format = [&](const std::string& script) {
    Diagnostics diagnostics;
    return *format_template_file(Source("t.heex", text), {40, program("clang-format", script)}, diagnostics);
  };
  EXPECT_EQ(format("sed 's/ + second/\\n+ second/'"), "{\n  first_of(@names)\n  + second_of(@names) + @name\n}\n");
  EXPECT_EQ(format("sed 's/ + second/\\n+ other/'"), text);
  EXPECT_EQ(format("sed 's/ + second/\\n- second/'"), text);
  EXPECT_EQ(format("sed 's/ + @/\\n/; s/ + second/\\n+ (second/'"), text);
  EXPECT_EQ(format("sed 's/plume/other/'"), text);
}

}  // namespace
}  // namespace plume::compiler
