#include "base/log.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "base/json.h"
#include "support/child.h"

namespace plume {
namespace {

class Log : public ::testing::Test {
 protected:
  void SetUp() override {
    set_log_sink([this](LogLevel level, std::string_view line) { lines_.emplace_back(level, line); });
  }
  void TearDown() override {
    set_log_sink({});
    set_log_level(LogLevel::info);
    set_log_format(LogFormat::text);
  }
  std::vector<std::pair<LogLevel, std::string>> lines_;
};

TEST_F(Log, WritesFieldsBehindTheMessage) {
  const std::string path = "/users/7";
  log_info("request", {{"path", path}, {"status", 200}, {"ms", 0.5}, {"peer", "::1"}});
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0].first, LogLevel::info);
  EXPECT_EQ(lines_[0].second, "request path=/users/7 status=200 ms=0.5 peer=::1");
}

TEST_F(Log, QuotesValuesThatCouldBeTakenForMore) {
  log_error("x", {{"a", "two words"}, {"b", "line\nerror forged=1"}, {"c", ""}, {"d", "say \"hi\""}, {"e", "k=v"}});
  EXPECT_EQ(lines_.at(0).second, R"(x a="two words" b="line\nerror forged=1" c="" d="say \"hi\"" e="k=v")");
}

TEST_F(Log, EscapesWhatTerminalsObey) {
  log_error("x",
            {{"c1", "a\u009b2Jb\u0085\u0080"}, {"del", "a\x7f"}, {"esc", "\x1b[2J"}, {"nul", std::string(1, '\0')}});
  EXPECT_EQ(lines_.at(0).second, R"(x c1="a\u009b2Jb\u0085\u0080" del="a\u007f" esc="\u001b[2J" nul="\u0000")");
}

TEST_F(Log, EscapesWhatReordersOrEndsLines) {
  log_error("x", {{"lines", "a\u2028b\u2029c"}, {"bidi", "a\u202eb\u2066c\u2069\u200f\u061c"}, {"bom", "\ufeff"}});
  EXPECT_EQ(lines_.at(0).second, R"(x lines="a\u2028b\u2029c" bidi="a\u202eb\u2066c\u2069\u200f\u061c" bom="\ufeff")");
}

TEST_F(Log, WritesNoBytesThatAreNotUtf8) {
  log_error("x", {{"a", "a\xff"}, {"b", "\x9b"}, {"c", "\xc2"}, {"d", "\xed\xa0\x80"}});
  EXPECT_EQ(lines_.at(0).second, "x a=\"a\uFFFD\" b=\"\uFFFD\" c=\"\uFFFD\" d=\"\uFFFD\uFFFD\uFFFD\"");
}

TEST_F(Log, LeavesOtherLettersAsTheyAre) {
  log_error("x", {{"a", "Zoë"}, {"b", "名前"}, {"c", "👩‍🚀"}, {"d", "\u00a0\u2027\u202f"}});
  EXPECT_EQ(lines_.at(0).second, "x a=Zoë b=名前 c=👩‍🚀 d=\u00a0\u2027\u202f");
}

TEST_F(Log, DropsLinesBelowTheLevel) {
  log_debug("hidden");
  set_log_level(LogLevel::warning);
  log_info("hidden");
  log_warning("shown");
  EXPECT_FALSE(is_logged(LogLevel::info));
  set_log_level(LogLevel::off);
  log_error("hidden");
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0].second, "shown");
}

TEST_F(Log, WritesJsonObjects) {
  set_log_format(LogFormat::json);
  const std::string long_name(100, 'x');
  log_warning("two \"words\"", {{"path", "/a b"},
                                {"status", 200},
                                {"ms", 0.5},
                                {"none", std::optional<std::string>()},
                                {"harmful", "\u009b\u2028\xff\n"},
                                {"long", long_name}});
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0].first, LogLevel::warning);
  EXPECT_EQ(lines_[0].second.find_first_of("\n\xff\x9b"), std::string::npos);
  Value line = parse_json(lines_[0].second);
  EXPECT_TRUE(
      std::regex_match(std::string(line["time"].text()), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)")));
  line.set("time", "");
  EXPECT_EQ(line, (Value{{"time", ""},
                         {"level", "warning"},
                         {"message", "two \"words\""},
                         {"path", "/a b"},
                         {"status", 200},
                         {"ms", 0.5},
                         {"harmful", "\u009b\u2028\ufffd\n"},
                         {"long", long_name}}));
}

// What a program writes to the standard error stream, which is no terminal.
std::vector<std::string> standard_error_of(const std::function<void()>& work) {
  testing::Child child([&] {
    work();
    std::exit(0);
    return 1;
  });
  std::vector<std::string> lines;
  for (std::string line; !(line = child.line()).empty();) lines.push_back(line.substr(0, line.size() - 1));
  child.wait();
  return lines;
}

TEST(StandardError, HasTimeAndLevelBeforeTheLine) {
  const auto lines = standard_error_of([] { log_info("started", {{"port", 80}}); });
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(std::regex_match(lines[0], std::regex(R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} info started port=80)")));
}

TEST(StandardError, HasJsonObjectsIfAskedFor) {
  const auto lines = standard_error_of([] {
    set_log_format(LogFormat::json);
    log_error("stopped");
  });
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(parse_json(lines[0])["level"].text(), "error");
}

}  // namespace
}  // namespace plume
