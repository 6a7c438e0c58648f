#include "plume/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "plume/assign.h"

namespace plume {
namespace {

using namespace std::chrono_literals;

TEST(Fixed, RoundsToSoManyDecimals) {
  EXPECT_EQ(fixed(2.345, 1), "2.3");
  EXPECT_EQ(fixed(2.375, 2), "2.38");
  EXPECT_EQ(fixed(21, 1), "21.0");
  EXPECT_EQ(fixed(9.99, 1), "10.0");
  EXPECT_EQ(fixed(-1.25, 1), "-1.2");
  EXPECT_EQ(fixed(1e20, 0), "100000000000000000000");
  EXPECT_EQ(fixed(0.1, 20), "0.10000000000000000555");
}

TEST(Fixed, ZeroHasNoSign) {
  EXPECT_EQ(fixed(-0.01, 1), "0.0");
  EXPECT_EQ(fixed(-0.0, 0), "0");
  EXPECT_EQ(fixed(-0.05, 2), "-0.05");
}

TEST(Fixed, WritesWhatIsNoNumber) {
  EXPECT_EQ(fixed(std::nan(""), 1), "nan");
  EXPECT_EQ(fixed(-std::numeric_limits<double>::infinity(), 1), "-inf");
}

TEST(Fixed, RefusesDecimalsThatNoNumberHas) {
  EXPECT_THROW(fixed(1, -1), std::invalid_argument);
  EXPECT_THROW(fixed(1, 101), std::invalid_argument);
  EXPECT_EQ(fixed(1, 100).size(), 102u);
}

TEST(Fixed, TakesAnAssign) {
  const Assign<double> degrees{21.04};
  const Assign<int> whole{3};
  EXPECT_EQ(fixed(degrees, 1), "21.0");
  EXPECT_EQ(fixed(whole, 1), "3.0");
  EXPECT_EQ(thousands(whole), "3");
}

TEST(Thousands, GroupsDigits) {
  for (const auto& [n, text] : {std::pair(0L, "0"),
                                {12L, "12"},
                                {999L, "999"},
                                {1000L, "1,000"},
                                {-999L, "-999"},
                                {-1234L, "-1,234"},
                                {123456L, "123,456"},
                                {1234567L, "1,234,567"}})
    EXPECT_EQ(thousands(n), text);
  EXPECT_EQ(thousands(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
  EXPECT_EQ(thousands(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Thousands, WritesAsTheStyleSays) {
  EXPECT_EQ(thousands(1234567, {.separator = "\u202F"}), "1\u202F234\u202F567");
  EXPECT_EQ(thousands(1234.5, 2, {".", ","}), "1.234,50");
  EXPECT_EQ(thousands(-0.001, 2), "0.00");
  EXPECT_EQ(thousands(1e6, 0), "1,000,000");
  EXPECT_EQ(thousands(std::numeric_limits<double>::infinity(), 1), "inf");
  EXPECT_EQ(thousands(-std::numeric_limits<double>::infinity(), 1), "-inf");
}

TEST(Date, IsWrittenByAFormat) {
  const auto at = std::chrono::sys_days(std::chrono::year(2026) / 3 / 9) + 7h + 5min + 1500ms;
  EXPECT_EQ(date(at), "2026-03-09");
  EXPECT_EQ(date(at, "%d.%m.%Y %H:%M:%S"), "09.03.2026 07:05:01");
  EXPECT_EQ(date(at, "%A, %B %e"), "Monday, March  9");
  EXPECT_EQ(date(std::chrono::sys_days(std::chrono::year(1969) / 12 / 31) + 23h), "1969-12-31");
  EXPECT_EQ(date(at, ""), "");
}

TEST(Date, RefusesWhatIsNoFormat) {
  for (const char* bad : {"%", "%!", "{}", "%Y}", "%Y%"})
    EXPECT_THROW(date(std::chrono::system_clock::time_point(), bad), std::invalid_argument) << bad;
}

TEST(Duration, HasTwoUnits) {
  for (const auto& [length, text] : {std::pair(std::chrono::nanoseconds(0), "0 s"),
                                     {999ns, "0 s"},
                                     {12'345ns, "12 µs"},
                                     {350ms, "350 ms"},
                                     {1000ms, "1 s"},
                                     {4250ms, "4.2 s"},
                                     {59'999ms, "59.9 s"},
                                     {60s, "1 min"},
                                     {200s, "3 min 20 s"},
                                     {1h, "1 h"},
                                     {3900s, "1 h 5 min"},
                                     {86'399s, "23 h 59 min"},
                                     {51h + 59min, "2 d 3 h"},
                                     {-90s, "-1 min 30 s"}})
    EXPECT_EQ(duration(length), text);
  EXPECT_EQ(duration(std::chrono::nanoseconds::min()), duration(-std::chrono::nanoseconds::max()));
}

TEST(Duration, IsWrittenByAFormat) {
  EXPECT_EQ(duration(3725s, "%H:%M:%S"), "01:02:05");
  EXPECT_EQ(duration(3725s + 900ms, "%Q"), "3725");
  EXPECT_THROW(duration(1s, "%!"), std::invalid_argument);
}

}  // namespace
}  // namespace plume
