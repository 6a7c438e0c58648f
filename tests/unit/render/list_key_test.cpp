#include "plume/list_key.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "plume/value.h"

namespace plume {
namespace {

// Keys of one loop are all of the same types.
template <class... T>
std::string text_of(const T&... parts) {
  const auto key = key_of(parts...);
  const ListKey read = key;
  EXPECT_FALSE(read.is_number());
  return std::string(read.text());
}

TEST(ListKeyTest, ANumberIsItself) {
  EXPECT_TRUE(ListKey(key_of(7)).is_number());
  EXPECT_EQ(ListKey(key_of(7)).number(), 7u);
  EXPECT_EQ(ListKey(key_of(-1)).number(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_NE(ListKey(key_of(0.5)).number(), ListKey(key_of(0.25)).number());
}

TEST(ListKeyTest, ATextIsBorrowed) {
  const std::string text = "a text that is longer than a small one";
  EXPECT_EQ(ListKey(key_of(text)).text().data(), text.data());
  EXPECT_EQ(text_of("literal"), "literal");
}

TEST(ListKeyTest, PartsAreNotMixedUp) {
  EXPECT_NE(text_of(std::string("ab"), std::string("c")), text_of(std::string("a"), std::string("bc")));
  EXPECT_NE(text_of(std::string(""), std::string("a")), text_of(std::string("a"), std::string("")));
  EXPECT_NE(text_of(1, 2), text_of(2, 1));
  EXPECT_EQ(text_of(1, std::string("a")), text_of(1, std::string("a")));
}

TEST(ListKeyTest, KindsAreNotMixedUp) {
  using Any = std::variant<std::nullptr_t, bool, int, std::uint64_t, double, std::string>;
  const Any values[] = {nullptr, false, true,          0,   1,   -1,    std::numeric_limits<std::uint64_t>::max(),
                        0.0,     1.0,   std::string(), "0", "1", "true"};
  std::set<std::string> keys;
  for (const auto& value : values) keys.insert(text_of(value));
  EXPECT_EQ(keys.size(), std::size(values));

  const Value json[] = {Value(),    Value(false), Value(true), Value(0),          Value(1),
                        Value(1.5), Value(""),    Value("1"),  Value::array({1}), Value("[1]")};
  keys.clear();
  for (const auto& value : json) keys.insert(text_of(value));
  EXPECT_EQ(keys.size(), std::size(json));
}

TEST(ListKeyTest, NothingIsNotAnEmptyText) {
  EXPECT_NE(text_of(std::optional<std::string>()), text_of(std::optional<std::string>("")));
  EXPECT_NE(text_of(static_cast<const char*>(nullptr)), text_of(std::optional<std::string>("")));
}

TEST(ListKeyTest, LongPartsAreWhole) {
  const std::string a(100, 'a'), b(1000, 'b');
  const auto key = text_of(a, b, 3);
  EXPECT_NE(key.find(a), key.npos);
  EXPECT_NE(key.find(b), key.npos);
  EXPECT_NE(key, text_of(a, b, 4));
  EXPECT_NE(key, text_of(a, b + "b", 3));
}

}  // namespace
}  // namespace plume
