// What somebody sees who makes a typical mistake: mistakes/mistakes.txt has each of them, how many lines are printed,
// and the first of them, with GCC 12 and Clang 19. PLUME_UPDATE_MISTAKES=1 in the environment writes what is printed
// now.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver.h"

namespace plume::compiler {
namespace {

namespace fs = std::filesystem;

const fs::path mistakes = fs::path(PLUME_TEST_DIR) / "mistakes";
constexpr std::size_t most_lines = 12;

/// `== name`, the template or header, and a line `=> compiler lines: first line` for each compiler.
struct Mistake {
  std::string name, text;
  std::vector<std::string> results;
};

std::vector<Mistake> read_mistakes() {
  std::vector<Mistake> all;
  std::ifstream in(mistakes / "mistakes.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== "))
      all.push_back({line.substr(3), {}, {}});
    else if (line.starts_with("=> "))
      all.back().results.push_back(line);
    else
      all.back().text += line + "\n";
  }
  return all;
}

void write_mistakes(const std::vector<Mistake>& all) {
  std::ofstream out(mistakes / "mistakes.txt");
  for (const auto& mistake : all) {
    out << "== " << mistake.name << '\n' << mistake.text;
    for (const auto& result : mistake.results) out << result << '\n';
  }
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1").c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> buffer;
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe.get())) text.append(buffer.data(), n);
  return text;
}

/// A compiler, and which half of the mistakes it is given: tests run side by side.
struct Part {
  const char* name;
  const char* compiler;
  std::size_t half;
};

class Mistakes : public ::testing::TestWithParam<Part> {
 protected:
  Mistakes() { fs::create_directories(folder_); }
  ~Mistakes() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  bool clang() const { return std::string_view(GetParam().compiler).find("clang") != std::string_view::npos; }
  std::string command() const {
    return "cd '" + folder_.string() + "' && LC_ALL=C.UTF-8 " + GetParam().compiler +
           " -std=c++20 -Wall -Wextra -isystem " PLUME_INCLUDE_DIR " ";
  }

  /// Lets the compiler read once what all mistakes share.
  void precompile() const {
    fs::copy_file(mistakes / "shop.h", folder_ / "shop.h");
    ASSERT_EQ(output_of(command() + "-x c++-header shop.h -o " + (clang() ? "shop.h.pch" : "shop.h.gch") +
                        " 2>&1 | grep error:"),
              "");
  }

  /// All that is printed of a mistake in the template of shop::PageLive, or in a header.
  std::string report(const std::string& text) const {
    const bool is_header = text.starts_with("class ") || text.starts_with("struct ");
    if (is_header)
      write("page_live.h", "#include \"shop.h\"\nnamespace shop {\n" + text + "}  // namespace shop\n");
    else
      write("page_live.html.heex", text);
    CompileCommand compile{path(is_header ? "page_live.h" : "page_live.html.heex"), path("out.cpp"), "", false};
    if (!is_header) compile.host = path("shop.h");
    compile.include_directories = {PLUME_INCLUDE_DIR};
    std::ostringstream out;
    if (run(compile, out, out))
      out << output_of(command() + "-fsyntax-only " + (clang() ? "-include-pch shop.h.pch" : "-include shop.h") +
                       " out.cpp");
    return without_folder(out.str());
  }

  std::string without_folder(std::string text) const {
    const auto prefix = folder_.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
      text.erase(at, prefix.size());
    return text;
  }

  /// `=> GCC 5: page_live.html.heex:1:2: error: …`: the number of lines, and the first that is an error or warning.
  std::string summary(const std::string& report) const {
    std::istringstream lines(report);
    std::string first = "(none)";
    for (std::string line; std::getline(lines, line);) {
      if (line.find(": error: ") == std::string::npos && line.find(": warning: ") == std::string::npos) continue;
      first = line;
      break;
    }
    return std::string("=> ") + GetParam().name + " " + std::to_string(count(report)) + ": " + first;
  }
  static std::size_t count(const std::string& report) {
    return static_cast<std::size_t>(std::count(report.begin(), report.end(), '\n'));
  }

  const fs::path folder_ = fs::path(::testing::TempDir()) / ("plume_mistakes_" + std::to_string(::getpid()));
};

TEST_P(Mistakes, AreExplainedInFewLines) {
  if (!fs::exists(GetParam().compiler)) GTEST_SKIP() << GetParam().compiler << " is not installed";
  precompile();
  auto all = read_mistakes();
  ASSERT_GE(all.size(), 100u);
  for (std::size_t i = GetParam().half; i < all.size(); i += 2) {
    auto& mistake = all[i];
    const auto printed = report(mistake.text);
    const auto now = summary(printed);
    EXPECT_LE(count(printed), most_lines) << mistake.name << '\n' << printed;
    EXPECT_NE(now.find(": page_live."), std::string::npos) << "not at the mistake's line: " << printed;
    const auto start = std::string("=> ") + GetParam().name + " ";
    const auto before = std::find_if(mistake.results.begin(), mistake.results.end(),
                                     [&](auto& result) { return result.starts_with(start); });
    if (before == mistake.results.end())
      mistake.results.push_back(now);
    else if (std::getenv("PLUME_UPDATE_MISTAKES"))
      *before = now;
    else
      EXPECT_EQ(*before, now) << mistake.name << '\n' << printed;
  }
  if (std::getenv("PLUME_UPDATE_MISTAKES")) write_mistakes(all);
}

constexpr Part parts[] = {{"GCC", "/usr/bin/g++-12", 0},
                          {"GCC", "/usr/bin/g++-12", 1},
                          {"Clang", "/usr/bin/clang++-19", 0},
                          {"Clang", "/usr/bin/clang++-19", 1}};
INSTANTIATE_TEST_SUITE_P(By, Mistakes, ::testing::ValuesIn(parts), [](const auto& row) {
  return std::string(row.param.name) + (row.param.half == 0 ? "First" : "Second");
});

}  // namespace
}  // namespace plume::compiler
