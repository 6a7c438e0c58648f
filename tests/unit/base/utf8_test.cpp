#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace plume {
namespace {

/// The bytes that UTF-8 would use for `code`, whether it allows it or not.
std::string encode(std::uint32_t code, int length) {
  if (length == 1) return std::string(1, static_cast<char>(code));
  std::string bytes;
  for (int shift = 6 * (length - 1); shift >= 0; shift -= 6) bytes += static_cast<char>(0x80 | (code >> shift & 0x3F));
  const unsigned lead = 0xF00 >> length & 0xFF;
  bytes[0] = static_cast<char>(lead | (code >> 6 * (length - 1)));
  return bytes;
}

int shortest_length(std::uint32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

TEST(Utf8, AcceptsEveryScalarValueInItsShortestFormOnly) {
  for (std::uint32_t code = 0; code < 0x200000; code += code < 0x11000 ? 1 : 97) {
    const bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    for (int length = shortest_length(code); length <= 4; ++length) {
      ASSERT_EQ(is_utf8(encode(code, length)), scalar && length == shortest_length(code)) << code << " in " << length;
    }
  }
}

TEST(Utf8, RefusesBrokenSequences) {
  for (std::string_view text : {"\x80", "\xBF", "\xC2", "\xE2\x82", "\xF0\x9F\x98", "\xC2\x41", "\xE2\x82\x41", "\xFE",
                                "\xFF", "\xF8\x88\x80\x80\x80", "\xC0\x80", "abcdefgh\xC2", "abcdefgh\x80ijklmnop"}) {
    EXPECT_FALSE(is_utf8(text));
  }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("plain text, long enough for words; κόσμε 😀 \U0010FFFF"));
}

TEST(Utf8, PiecesMayBeCutAnywhere) {
  const std::string text = "aé€😀 and some plain text behind it €";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Utf8Validator validator;
    EXPECT_TRUE(validator.feed(std::string_view(text).substr(0, cut)));
    EXPECT_EQ(validator.at_boundary(), is_utf8(text.substr(0, cut)));
    EXPECT_TRUE(validator.feed(std::string_view(text).substr(cut)));
    EXPECT_TRUE(validator.at_boundary());
  }
}

TEST(Utf8, FailsAtTheFirstByteThatCannotBeContinued) {
  Utf8Validator surrogate;
  EXPECT_TRUE(surrogate.feed("\xED"));
  EXPECT_FALSE(surrogate.feed("\xA0"));
  Utf8Validator too_high;
  EXPECT_TRUE(too_high.feed("\xF4"));
  EXPECT_FALSE(too_high.feed("\x90"));
}

TEST(Utf8, RepairsEveryByteThatBelongsToNoCharacter) {
  EXPECT_EQ(repaired_utf8("aé€😀z"), "aé€😀z");
  EXPECT_EQ(repaired_utf8("\xFF"
                          "a\xC3"
                          "b\x80\xED\xA0\x80"
                          "é\xF0\x9F"),
            "\uFFFDa\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFDé\uFFFD\uFFFD");
  EXPECT_EQ(repaired_utf8(""), "");
}

}  // namespace
}  // namespace plume
