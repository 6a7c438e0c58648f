#include "plume/hash.h"

#include <gtest/gtest.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cstdio>
#include <cstring>
#include <set>
#include <string>
#include <unordered_set>

namespace plume::detail {
namespace {

// Constructed before main.
const std::uint64_t text_before_main = hash_bytes("a text that is hashed early");
const std::uint64_t number_before_main = hash_integer(17);

std::string all_hashes() {
  std::string all;
  for (std::size_t size = 0; size <= 1024; size = size < 20 ? size + 1 : size * 2)
    all += std::to_string(hash_bytes(std::string(size, 'x'))) + "\n";
  for (std::uint64_t n : {0, 1, 2, 1000}) all += std::to_string(hash_integer(n)) + "\n";
  return all;
}

// What another process of this program prints.
std::string hashes_of_another_process() {
  char path[4096] = {};
  if (::readlink("/proc/self/exe", path, sizeof path - 1) < 0) return "no path";
  const std::string command =
      std::string(path) + " --gtest_also_run_disabled_tests --gtest_filter=HashTest.DISABLED_PrintsHashes";
  FILE* const output = ::popen(command.c_str(), "r");
  std::string text;
  for (int c; (c = std::fgetc(output)) != EOF;) text.push_back(static_cast<char>(c));
  EXPECT_EQ(::pclose(output), 0) << text;
  const auto begin = text.find("<<"), end = text.find(">>");
  return begin < end && end != text.npos ? text.substr(begin + 2, end - begin - 2) : "nothing in " + text;
}

TEST(HashTest, DISABLED_PrintsHashes) { std::printf("<<%s>>\n", all_hashes().c_str()); }

TEST(HashTest, StaysTheSameInAProcess) {
  EXPECT_EQ(hash_bytes("a text that is hashed early"), text_before_main);
  EXPECT_EQ(hash_integer(17), number_before_main);
  EXPECT_EQ(all_hashes(), all_hashes());
}

TEST(HashTest, IsAnotherOneInEachProcess) {
  std::multiset<std::string> lines;
  const std::string both = all_hashes() + hashes_of_another_process();
  for (std::size_t begin = 0, end; (end = both.find('\n', begin)) != both.npos; begin = end + 1)
    lines.insert(both.substr(begin, end - begin));
  EXPECT_EQ(lines.size() % 2, 0u);
  EXPECT_GT(lines.size(), 50u);
  for (const auto& line : lines) EXPECT_EQ(lines.count(line), 1u) << line;
}

// Of the first sixteen bytes XXH3 takes the product of two halves, each mixed with a part of its secret, which is known
// if there is none of our own: one half becomes 0, and the other one does not matter.
TEST(HashTest, TextsThatMeetInXxh3DoNotMeetHere) {
  for (const std::size_t size : {32u, 64u, 128u}) {
    std::unordered_set<std::uint64_t> theirs, ours;
    for (int i = 0; i < 1000; ++i) {
      std::string text(size, 'x');
      std::memcpy(text.data(), XXH3_kSecret, 8);
      std::memcpy(text.data() + 8, &i, sizeof i);
      theirs.insert(XXH3_64bits(text.data(), text.size()));
      ours.insert(hash_bytes(text));
    }
    EXPECT_EQ(theirs.size(), 1u) << size;
    EXPECT_EQ(ours.size(), 1000u) << size;
  }
}

TEST(HashTest, DifferentNumbersNeverMeet) {
  std::unordered_set<std::uint64_t> seen;
  for (std::uint64_t n = 0; n < 100'000; ++n) seen.insert(hash_integer(n));
  for (int bit = 17; bit < 64; ++bit) seen.insert(hash_integer(std::uint64_t{1} << bit));
  EXPECT_EQ(seen.size(), 100'000u + 47u);
}

// Neighbours differ in about half of the bits, so that tables are filled evenly.
TEST(HashTest, NumbersAreSpread) {
  int bits = 0;
  for (std::uint64_t n = 0; n < 1000; ++n) bits += std::popcount(hash_integer(n) ^ hash_integer(n + 1));
  EXPECT_GT(bits, 28'000);
  EXPECT_LT(bits, 36'000);
}

}  // namespace
}  // namespace plume::detail
