#include "foundation/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace plume {
namespace {

TEST(Utf8, TellsTheCharacterAtTheFront) {
  const struct {
    std::string_view text;
    std::size_t length;
    char32_t character;
  } cases[] = {{"a", 1, U'a'},
               {std::string_view("\0", 1), 1, U'\0'},
               {"é!", 2, U'é'},
               {"€€", 3, U'€'},
               {"😀", 4, U'😀'},
               {"\uFFFF", 3, U'\uFFFF'},
               {"\U0010FFFF", 4, U'\U0010FFFF'}};
  for (const auto& [text, length, character] : cases) {
    EXPECT_EQ(utf8_length(text), length) << text;
    EXPECT_EQ(utf8_decoded(text.substr(0, length)), character) << text;
  }
}

TEST(Utf8, IllFormedTextsBeginWithNoCharacter) {
  for (const std::string text : {"\x80", "\xC0\x80", "\xC3", "\xC3(", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82",
                                 "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
    EXPECT_EQ(utf8_length(text), 0u) << text;
}

}  // namespace
}  // namespace plume
