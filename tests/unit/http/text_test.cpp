#include "http/text.h"

#include <gtest/gtest.h>

namespace plume::http {
namespace {

using namespace std::string_view_literals;

TEST(HttpText, TokensHoldNoSeparators) {
  EXPECT_TRUE(is_token("X-Some_Name.1!#$%&'*+^`|~"));
  EXPECT_FALSE(is_token(""));
  for (const char c : "\0 \t\"(),/:;<=>?@[\\]{}\x7F\x80"sv) {
    EXPECT_FALSE(is_token_character(c)) << static_cast<int>(c);
  }
}

TEST(HttpText, FieldValuesHoldNoControlsButTabs) {
  EXPECT_TRUE(is_field_value("a\tb é"));
  for (const char c : "\0\r\n\x0b\x1b\x7F"sv) EXPECT_FALSE(is_field_value(std::string_view(&c, 1)));
}

TEST(HttpText, TrimsSpacesAndTabsOnly) {
  EXPECT_EQ(trimmed(" \t a b\t "), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed("\na"), "\na");
}

TEST(HttpText, ListsSkipEmptyElements) {
  EXPECT_EQ(list_elements(" a ,, b,c , "), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(list_elements("").empty());
  EXPECT_TRUE(list_holds("keep-alive, UPGRADE", "upgrade"));
  EXPECT_FALSE(list_holds("upgraded, up grade", "upgrade"));
}

TEST(HttpText, MediaRanges) {
  for (const auto* range : {"text/html", "TEXT/HTML", "text/*", "*/*", "text/html;q=0.8", " text/* "})
    EXPECT_TRUE(is_in_media_range("text/html; charset=utf-8", range)) << range;
  for (const auto* range : {"text/htm", "text/html2", "image/*", "tex/*", "*", "", "/*"})
    EXPECT_FALSE(is_in_media_range("text/html; charset=utf-8", range)) << range;
}

}  // namespace
}  // namespace plume::http
