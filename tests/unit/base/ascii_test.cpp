#include "base/ascii.h"

#include <gtest/gtest.h>

namespace plume {
namespace {

TEST(Ascii, KnowsItsClasses) {
  for (int code = -128; code < 128; ++code) {
    const char c = static_cast<char>(code);
    EXPECT_EQ(is_digit(c), std::string_view("0123456789").find(c) != std::string_view::npos) << code;
    EXPECT_EQ(is_hex_digit(c), std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos) << code;
    EXPECT_EQ(is_letter(c), (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) << code;
    EXPECT_EQ(is_control(c), (code >= 0 && code < 32) || code == 127) << code;
    EXPECT_EQ(to_lower(c), code >= 65 && code <= 90 ? code + 32 : code) << code;
  }
}

TEST(Ascii, ComparesWithoutCase) {
  EXPECT_TRUE(equal_without_case("Content-LENGTH", "content-length"));
  EXPECT_FALSE(equal_without_case("a", "ab"));
  EXPECT_FALSE(equal_without_case("É", "é"));
  EXPECT_FALSE(equal_without_case("[", "{"));
}

}  // namespace
}  // namespace plume
