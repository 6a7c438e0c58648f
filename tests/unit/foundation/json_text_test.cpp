#include "foundation/json_text.h"

#include <gtest/gtest.h>

#include <string_view>

namespace plume {
namespace {

TEST(JsonText, EscapesWhatAStringCannotHold) {
  std::string out;
  for (const char c : std::string_view("\"\\\n\r\t\b\x1F")) append_json_escape(out, c);
  append_unicode_escape(out, 0x202E);
  EXPECT_EQ(out, R"(\"\\\n\r\t\u0008\u001f\u202e)");
}

TEST(JsonText, ClosesInPlaceOfTheLastComma) {
  for (const auto& [open, closed] : {std::pair("{", "{}"), std::pair("{\"a\":1,", "{\"a\":1}")}) {
    std::string out(open);
    close_json(out, '}');
    EXPECT_EQ(out, closed);
  }
}

}  // namespace
}  // namespace plume
