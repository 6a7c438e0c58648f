#include "plume/select_options.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plume/value.h"

namespace plume {
namespace {

enum class Size { small, large };
std::string to_text(Size size) { return size == Size::small ? "small" : "large"; }

constexpr auto one_two = "<option value=\"1\">1</option><option selected value=\"2\">2</option>";

TEST(SelectOptions, AreTexts) {
  const std::vector<std::string> colors{"red", "blue"};
  const auto html = "<option value=\"red\">red</option><option selected value=\"blue\">blue</option>";
  EXPECT_EQ(options_for_select(colors, "blue").markup(), html);
  EXPECT_EQ(options_for_select(colors, std::optional<std::string>("blue")).markup(), html);
  EXPECT_EQ(options_for_select({"red", "blue"}, Value("blue")).markup(), html);
}

TEST(SelectOptions, AreNumbers) {
  EXPECT_EQ(options_for_select({1, 2}, 2).markup(), one_two);
  EXPECT_EQ(options_for_select(std::vector<int>{1, 2}, "2").markup(), one_two);
  EXPECT_EQ(options_for_select(std::vector<int>{1, 2}, std::vector<int>{2}).markup(), one_two);
}

TEST(SelectOptions, AreEnumerators) {
  const auto html = "<option value=\"small\">small</option><option selected value=\"large\">large</option>";
  EXPECT_EQ(options_for_select({Size::small, Size::large}, Size::large).markup(), html);
  EXPECT_EQ(options_for_select(std::vector<Size>{Size::small, Size::large}, "large").markup(), html);
}

TEST(SelectOptions, ArePairsOfLabelAndValue) {
  const auto html = "<option selected value=\"1\">One</option>";
  EXPECT_EQ(options_for_select(std::vector<std::pair<std::string, int>>{{"One", 1}}, 1).markup(), html);
  EXPECT_EQ(options_for_select(std::map<std::string, int>{{"One", 1}}, 1).markup(), html);
  EXPECT_EQ(options_for_select({{"One", "1"}, {"Two", "2"}}, 3).markup(),
            "<option value=\"1\">One</option><option value=\"2\">Two</option>");
}

TEST(SelectOptions, AreEqualIfAllOfThemIs) {
  EXPECT_EQ(SelectOption("a"), SelectOption("a", "a"));
  EXPECT_NE(SelectOption("a"), SelectOption("b", "a"));
  EXPECT_NE(SelectOption::group("g", {"a"}), SelectOption::group("g", {"b"}));
}

}  // namespace
}  // namespace plume
