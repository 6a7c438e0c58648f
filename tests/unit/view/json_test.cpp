#include "plume/json.h"

#include <gtest/gtest.h>

#include <array>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <variant>

#include "plume/form_data.h"

namespace plant {

enum class Kind { tree, herb };
PLUME_ENUM(Kind, tree, (herb, "A herb"))

struct Money {
  int cents = 0;
};
inline std::string to_text(const Money& money) { return std::to_string(money.cents) + " ct"; }

struct Point {
  int x = 0, y = 0;
};
inline plume::Value to_json(const Point& point) { return plume::Value::array({point.x, point.y}); }

struct Leaf {
  float width = 0.1f;
  PLUME_JSON(width)
};

struct Plant {
  int id = 7;
  std::string name = "oak";
  std::string secret = "root";
  std::optional<double> height{};
  std::vector<Leaf> leaves{{}, {2.5f}};
  std::map<std::string, int> counts{{"buds", 3}};
  Kind kind = Kind::herb;
  Money price{250};
  Point at{1, 2};
  plume::Value more = plume::Value::array({1, nullptr});
  bool is_old() const { return id > 5; }
  // A browser may set the name and the secret; JSON has neither the secret nor, for forms, the id.
  PLUME_FIELDS(name, secret)
  PLUME_JSON(id, name, height, leaves, counts, (kind, "plantKind"), price, at, more, (is_old(), "isOld"))
};

}  // namespace plant

namespace plume {
namespace {

TEST(ToJson, WritesTheMembersThatAreListed) {
  EXPECT_EQ(to_json(plant::Plant()).json(),
            R"({"id":7,"name":"oak","height":null,"leaves":[{"width":0.1},{"width":2.5}],"counts":{"buds":3},)"
            R"("plantKind":"herb","price":"250 ct","at":[1,2],"more":[1,null],"isOld":true})");
}

TEST(ToJson, IsApartFromWhatFormsMaySet) {
  EXPECT_EQ(encode(plant::Plant()).json(), R"({"name":"oak","secret":"root"})");
  const auto submitted = decode<plant::Plant>({{"id", 9}, {"name", "elm"}});
  EXPECT_EQ(to_json(submitted.value)["id"], Value(7));
  EXPECT_EQ(to_json(submitted.value)["name"], Value("elm"));
}

TEST(ToJson, TakesValuesOfTheStandardLibrary) {
  EXPECT_EQ(to_json(std::vector<std::optional<int>>{1, std::nullopt}).json(), "[1,null]");
  EXPECT_EQ(to_json(std::array<bool, 2>{true, false}).json(), "[true,false]");
  EXPECT_EQ(to_json(std::vector<bool>{true, false}).json(), "[true,false]");
  EXPECT_EQ(to_json(std::set<std::string>{"b", "a"}).json(), R"(["a","b"])");
  EXPECT_EQ(to_json(std::deque<const char*>{"a", nullptr}).json(), R"(["a",null])");
  EXPECT_EQ(to_json(std::map<int, std::string_view>{{1, "one"}}).json(), R"({"1":"one"})");
  EXPECT_EQ(to_json(std::map<plant::Kind, int>{{plant::Kind::tree, 1}}).json(), R"({"tree":1})");
  EXPECT_EQ(to_json(std::unordered_map<std::string, plant::Leaf>{{"a", {}}}).json(), R"({"a":{"width":0.1}})");
  EXPECT_EQ(to_json("text").json(), R"("text")");
  EXPECT_EQ(to_json(1.0).json(), Value(1.0).json());
  EXPECT_EQ(to_json(nullptr).json(), "null");
  EXPECT_EQ(to_json(std::variant<std::monostate, int, plant::Leaf>{plant::Leaf()}).json(), R"({"width":0.1})");
  EXPECT_EQ(to_json(std::variant<std::monostate, int>()).json(), "null");
  EXPECT_EQ(to_json('c').json(), R"("c")");
}

TEST(ToJson, LargeUnsignedNumbersKeepTheirSign) {
  EXPECT_GT(to_json(std::numeric_limits<std::uint64_t>::max()).as_double(), 1.8e19);
  EXPECT_EQ(to_json(std::uint64_t{5}), Value(5));
}

TEST(ToJson, AnAssignIsItsValue) {
  const Assign<std::vector<int>> numbers{std::vector{1, 2}};
  EXPECT_EQ(to_json(numbers).json(), "[1,2]");
}

}  // namespace
}  // namespace plume
