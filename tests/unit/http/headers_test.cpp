#include <gtest/gtest.h>

#include "plume/http.h"

namespace plume {
namespace {

TEST(Headers, CompareNamesWithoutCaseAndKeepOrder) {
  Headers headers;
  headers.add("Accept", "a");
  headers.add("X", "1");
  headers.add("accept", "b");
  EXPECT_EQ(headers.get("ACCEPT"), "a");
  EXPECT_EQ(headers.size(), 3u);
  EXPECT_TRUE(headers.contains("x"));
  EXPECT_EQ(headers.find("y"), nullptr);
  EXPECT_EQ(headers.get("y"), "");
  headers.set("aCCept", "c");
  EXPECT_EQ(headers.size(), 2u);
  EXPECT_EQ(headers.begin()->first, "X");
  EXPECT_EQ(headers.get("Accept"), "c");
  headers.erase("x");
  EXPECT_FALSE(headers.contains("X"));
}

}  // namespace
}  // namespace plume
