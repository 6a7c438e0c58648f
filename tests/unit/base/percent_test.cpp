#include "base/percent.h"

#include <gtest/gtest.h>

namespace plume {
namespace {

TEST(Percent, Decodes) {
  EXPECT_EQ(percent_decode("a%20b+c%2b%2B", Plus::space), "a b c++");
  EXPECT_EQ(percent_decode("a+b", Plus::literal), "a+b");
  EXPECT_EQ(percent_decode("%00%ff", Plus::literal), std::string("\0\xff", 2));
  EXPECT_EQ(percent_decode("%2525", Plus::space), "%25");
  EXPECT_EQ(percent_decode("", Plus::space), "");
}

TEST(Percent, RefusesIncompleteSequences) {
  for (const char* text : {"%", "%1", "a%", "%g0", "%0g", "%%20", "% 1", "%+1", "%-1"}) {
    EXPECT_EQ(percent_decode(text, Plus::space), std::nullopt) << text;
  }
}

TEST(Percent, EncodesAllButTheUnreserved) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b/?&=+%é"), "a%20b%2F%3F%26%3D%2B%25%C3%A9");
  EXPECT_EQ(percent_encode("a b+", Plus::space), "a+b%2B");
}

TEST(Percent, EveryByteReadsBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(all), Plus::literal), all);
  EXPECT_EQ(percent_decode(percent_encode(all, Plus::space), Plus::space), all);
}

}  // namespace
}  // namespace plume
