#include "base/log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace plume {
namespace {

class Log : public testing::Test {
 protected:
  void SetUp() override {
    set_log_sink([this](LogLevel level, std::string_view line) { lines_.emplace_back(level, line); });
  }
  void TearDown() override {
    set_log_sink({});
    set_log_level(LogLevel::info);
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

}  // namespace
}  // namespace plume
