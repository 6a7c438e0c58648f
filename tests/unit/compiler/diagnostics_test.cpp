// Rows of the catalogue, and how errors and warnings are shown.
#include "compiler/diagnostics.h"

#include <gtest/gtest.h>

#include <string>

#include "catalogue.h"
#include "templates.h"

namespace plume::compiler {

namespace testing {
TEST_P(Catalogue, IsReportedAtItsPlace) { EXPECT_EQ(diagnose(GetParam().text), GetParam().report); }
}  // namespace testing

namespace {

using testing::diagnose;

TEST(Diagnostics, ThreeLinesBeforeTheErrorAreShownAndNumbersAligned) {
  const std::string lines = "1\n2\n3\n4\n5\n6\n7\n8\n";
  EXPECT_EQ(diagnose(lines + "9\n</b>"),
            "t.heex:10:1: error: </b> closes a tag that was never opened\n"
            "   |\n"
            " 7 | 7\n"
            " 8 | 8\n"
            " 9 | 9\n"
            "10 | </b>\n"
            "   | ^\n");
}

TEST(Diagnostics, ColumnsCountCodePoints) { EXPECT_EQ(diagnose("\tä€😀</b>").substr(0, 12), "t.heex:1:5: "); }

TEST(Diagnostics, LinesEndInCrLfToo) {
  EXPECT_EQ(diagnose("a\r\n</b>"),
            "t.heex:2:1: error: </b> closes a tag that was never opened\n"
            "  |\n"
            "1 | a\n"
            "2 | </b>\n"
            "  | ^\n");
}

TEST(Diagnostics, SeveralErrorsAreReportedInOrder) {
  const auto report = diagnose("<p>{a;}</p>\n<Foo/>\n<p :if=\"x\"></p>\n</b>");
  const auto first = report.find("t.heex:1:6:");
  const auto second = report.find("t.heex:2:1:");
  const auto third = report.find("t.heex:3:4:");
  const auto fourth = report.find("t.heex:4:1:");
  ASSERT_NE(fourth, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(third, fourth);
}

TEST(Diagnostics, AtMostTwentyErrors) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "</b>\n";
  const auto report = diagnose(text);
  EXPECT_NE(report.find("t.heex:20:1:"), std::string::npos);
  EXPECT_EQ(report.find("t.heex:21:1:"), std::string::npos);
}

TEST(Diagnostics, JsonFormIsOneLine) {
  const Source source("a \"b\".heex", "x\n</b>");
  EXPECT_EQ(
      render_json(source, {"T20d", Severity::error, 2, "say \"it\"", "do"}),
      "{\"file\":\"a "
      "\\\"b\\\".heex\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2,\"severity\":\"error\",\"id\":\"T20d\","
      "\"message\":\"say \\\"it\\\"\",\"hint\":\"do\"}\n");
}

TEST(Diagnostics, JsonSaysWhereTheWordEnds) {
  const Source source("t.heex", "<p>\n{größe}</p>\n");
  const auto place = [&](std::size_t offset) {
    const auto json = render_json(source, {"T23", Severity::error, offset, "", ""});
    return json.substr(17, json.find(",\"severity") - 17);
  };
  EXPECT_EQ(place(5), "\"line\":2,\"column\":2,\"end_line\":2,\"end_column\":7");
  EXPECT_EQ(place(4), "\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2");
  EXPECT_EQ(place(source.text().size()), "\"line\":3,\"column\":1,\"end_line\":3,\"end_column\":1");
}

// What is right must not be reported.
TEST(Diagnostics, NothingToSay) {
  for (const auto text : {"",
                          "a",
                          "<p>x</p>",
                          "<br>",
                          "<br/>",
                          "<div/>",
                          "<my-el a:b.c @click='x'/>",
                          "<foo.bar></foo.bar>",
                          "<!DOCTYPE html><p/>",
                          "<!-- < { <b> -->",
                          "<script>if (a < b) { c }</script>",
                          "<a x='{'/>",
                          "{}",
                          "{ }",
                          "<% auto x = 1; %>{x}",
                          "<%= // nothing %>",
                          "<p phx-update='stream' id='x'/>",
                          "<p phx-hook='h' {@rest}/>",
                          "<p phx-no-curly-interpolation>{ { {</p>",
                          "<.c :for={x <- @xs} :key={x} :if={x} :let={y}>{y}</.c>",
                          "<.c><:s :for={x <- @xs} :if={x} :let={y}>{y}</:s></.c>",
                          "<A.b/>",
                          "<Aa.Bb.c_d/>",
                          "<.ui::button/>",
                          "a } b",
                          "{[&] { return 1; }()}",
                          "<% for (int i = 0; i < 3; ++i) { if (i == 1) break; } %>"})
    EXPECT_EQ(diagnose(text), "") << text;
}

TEST(Diagnostics, DeepNestingIsAnErrorNotACrash) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "<a>";
  EXPECT_NE(diagnose(text).find("t.heex:1:598: error: tags and blocks nest too deep\n"), std::string::npos);
  EXPECT_EQ(diagnose("{" + std::string(100000, '(') + std::string(100000, ')') + "}").substr(0, 49),
            "t.heex:1:202: error: brackets nest too deep\n  |\n1");
}

}  // namespace
}  // namespace plume::compiler
