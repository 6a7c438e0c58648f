// Named routes: patterns that make paths.
#include "plume/path.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <type_traits>

#include "base/query.h"
#include "base/url.h"

namespace plume {
namespace {

constexpr Path<"/"> home_path;
constexpr Path<"/items/:id"> item_path;
constexpr Path<"/rooms/:name/seats/:seat/*rest"> seat_path;
constexpr Path<"/files/*path"> file_path;

TEST(Path, ArgumentsAreEncodedIntoTheirPlaces) {
  EXPECT_EQ(home_path(), "/");
  EXPECT_EQ(item_path(7), "/items/7");
  EXPECT_EQ(item_path(std::int64_t(-7)), "/items/-7");
  EXPECT_EQ(item_path("a b"), "/items/a%20b");
  EXPECT_EQ(item_path(std::string("a/b?c#d%")), "/items/a%2Fb%3Fc%23d%25");
  EXPECT_EQ(item_path(std::string_view("café")), "/items/caf%C3%A9");
  EXPECT_EQ(seat_path("a", 2, "x/y z"), "/rooms/a/seats/2/x/y%20z");
}

TEST(Path, ARestIsAnyNumberOfSegments) {
  EXPECT_EQ(file_path(""), "/files");
  EXPECT_EQ(file_path("/a//b/"), "/files/a/b");
  EXPECT_EQ(file_path(std::vector<std::string>{"a/b", "c"}), "/files/a%2Fb/c");
  EXPECT_EQ(file_path(std::vector<std::string>{}), "/files");
}

TEST(Path, QueriesFollow) {
  EXPECT_EQ(home_path({{"page", 2}}), "/?page=2");
  EXPECT_EQ(item_path("x", {{"q", "a&b"}, {"tags", Value::array({"c", "d"})}}),
            "/items/x?q=a%26b&tags%5B%5D=c&tags%5B%5D=d");
  const Params received = parse_query("filter[name]=x&page=3");
  const std::string path = item_path(1, received);
  EXPECT_EQ(parse_query(path.substr(path.find('?') + 1)), received);
  EXPECT_EQ(item_path(1, Params::object()), "/items/1");
}

TEST(Path, S5_2_WhatItMakesIsALocalPathThatLeadsToItsRoute) {
  for (const std::string text : {"//evil.example", "\\", "a:b", "*", ":x", "%2F", "\n"}) {
    const std::string path = item_path(text);
    EXPECT_NO_THROW(validate_local_path(path)) << text;
    EXPECT_EQ(split_path(path), (std::vector<std::string>{"items", text}));
  }
}

TEST(Path, S5_2_SegmentsThatLeadElsewhereAreRefused) {
  for (const auto* text : {"", ".", "..", "\t"}) EXPECT_THROW(item_path(text), std::invalid_argument) << text;
  EXPECT_THROW(file_path("a/../b"), std::invalid_argument);
  EXPECT_THROW(file_path(std::vector<std::string>{"a", ""}), std::invalid_argument);
}

TEST(Path, ItIsThePatternOfItsRoute) {
  const std::string_view pattern = seat_path;
  EXPECT_EQ(pattern, "/rooms/:name/seats/:seat/*rest");
  EXPECT_EQ(item_path.pattern(), "/items/:id");
}

TEST(Path, WrongArgumentsDoNotCompile) {
  using Item = decltype(item_path);
  static_assert(std::is_invocable_v<Item, const char*>);
  static_assert(std::is_invocable_v<Item, int, Query>);
  static_assert(!std::is_invocable_v<Item>);
  static_assert(!std::is_invocable_v<Item, const char*, const char*>);
  static_assert(!std::is_invocable_v<Item, const char*, int>);
  static_assert(!std::is_invocable_v<Item, double>);
  static_assert(!std::is_invocable_v<Item, bool>);
  static_assert(!std::is_invocable_v<Item, std::vector<std::string>>);
  static_assert(!std::is_invocable_v<decltype(seat_path), const char*, int>);
  static_assert(!std::is_invocable_v<decltype(home_path), const char*>);
}

TEST(Path, WrongPatternsDoNotCompile) {
  for (const auto* good : {"/", "/a", "/a/", "/:id", "/a/:id/b", "/*rest", "/a/*rest/"})
    EXPECT_TRUE(detail::is_path_pattern(good)) << good;
  for (const auto* bad : {"", "a", ":id", "/:", "/a/*", "/*rest/b", "/*a/*b", "/a/:/b"})
    EXPECT_FALSE(detail::is_path_pattern(bad)) << bad;
}

}  // namespace
}  // namespace plume
