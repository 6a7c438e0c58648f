#include "foundation/numbers.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace plume {
namespace {

TEST(Numbers, AreReadFromWholeTexts) {
  EXPECT_EQ(read_number<int>("-12"), -12);
  EXPECT_EQ(read_number<double>("1.5"), 1.5);
  for (const auto* text : {"", " 1", "1 ", "1x", "+1", "x"}) EXPECT_EQ(read_number<int>(text), std::nullopt) << text;
}

TEST(Numbers, AreNothingBeyondTheirType) {
  EXPECT_EQ(read_number<std::uint16_t>("65535"), 65535);
  EXPECT_EQ(read_number<std::uint16_t>("65536"), std::nullopt);
  EXPECT_EQ(read_number<std::uint16_t>("-1"), std::nullopt);
}

}  // namespace
}  // namespace plume
