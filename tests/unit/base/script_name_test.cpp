// The path below which an endpoint is (server-api 4.6, 13.10).
#include "base/script_name.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "plume/path.h"

namespace plume {
namespace {

using namespace std::literals;

constexpr Path<"/"> home_path;
constexpr Path<"/items/:id"> item_path;

TEST(ScriptName, S4_6_StandsInFrontOfWhatIsBelowIt) {
  const ScriptName shop("/shop");
  EXPECT_EQ(shop.text(), "/shop");
  EXPECT_EQ(shop.below("/shop"), "/"sv);
  EXPECT_EQ(shop.below("/shop/"), "/"sv);
  EXPECT_EQ(shop.below("/shop/items/1"), "/items/1"sv);
  for (const auto* other : {"/", "", "/items", "/sho", "/shopping", "/shopping/1", "/Shop/1", "//shop/1"})
    EXPECT_EQ(shop.below(other), std::nullopt) << other;
  EXPECT_EQ(ScriptName("/a/b/").below("/a/b/c"), "/c"sv);
}

TEST(ScriptName, S4_6_OfNoneEverythingIsBelow) {
  for (const auto* none : {"", "/"}) {
    EXPECT_EQ(ScriptName(none).text(), "");
    EXPECT_EQ(ScriptName(none).below("/items"), "/items"sv);
    EXPECT_EQ(ScriptName(none).below("*"), "*"sv);
  }
}

TEST(ScriptName, MustBeAPathAsInAUrl) {
  for (const auto* bad : {"shop", "//shop", "/a//b", "/a b", "/../b", "/a?b", "/a\"b", "/caf\xC3\xA9", "https://h/a"})
    EXPECT_THROW((ScriptName{bad}), std::invalid_argument) << bad;
  EXPECT_EQ(ScriptName("/caf%C3%A9").text(), "/caf%C3%A9");
}

TEST(ScriptName, S13_10_PathsOfAScopeBeginWithIt) {
  EXPECT_EQ(item_path(1), "/items/1");
  EXPECT_EQ(static_path("/logo.svg"), "/logo.svg");
  {
    const ScriptNameScope shop("/shop");
    EXPECT_EQ(home_path(), "/shop/");
    EXPECT_EQ(item_path(1, {{"q", "x"}}), "/shop/items/1?q=x");
    EXPECT_EQ(static_path("/logo.svg"), "/shop/logo.svg");
    {
      const ScriptNameScope none("");
      EXPECT_EQ(home_path(), "/");
    }
    EXPECT_EQ(home_path(), "/shop/");
  }
  EXPECT_EQ(home_path(), "/");
  EXPECT_THROW(static_path("//evil.example/x"), std::invalid_argument);
}

}  // namespace
}  // namespace plume
