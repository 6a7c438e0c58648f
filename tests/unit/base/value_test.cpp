#include "plume/value.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <type_traits>
#include <utility>

#include "plume/http.h"

namespace plume {
namespace {

TEST(Value, KnowsItsType) {
  EXPECT_EQ(Value().type_name(), "null");
  EXPECT_EQ(Value(true).type_name(), "boolean");
  EXPECT_EQ(Value(7).type_name(), "integer");
  EXPECT_EQ(Value(7.5).type_name(), "number");
  EXPECT_EQ(Value("text").type_name(), "string");
  EXPECT_EQ(Value::array({}).type_name(), "array");
  EXPECT_EQ(Value::object().type_name(), "object");
}

TEST(Value, TextLiteralIsAStringNotABoolean) { EXPECT_TRUE(Value("x").is_string()); }

TEST(Value, IsMadeOfStandardTypes) {
  EXPECT_EQ(Value(std::vector<int>{1, 2}), Value::array({1, 2}));
  EXPECT_EQ(Value(std::vector<std::string>{"a"}), Value::array({"a"}));
  EXPECT_EQ(Value(std::optional<int>()), Value());
  EXPECT_EQ(Value(std::optional<int>(3)), Value(3));
  EXPECT_EQ(Value(std::string("s")), Value("s"));
}

TEST(Value, ObjectLiteralKeepsOrderAndTheLastOfEqualKeys) {
  const Value value{{"b", 1}, {"a", "text"}, {"b", 2}};
  EXPECT_EQ(value.json(), R"({"b":2,"a":"text"})");
  EXPECT_EQ(value.size(), 2u);
}

TEST(Value, ObjectLiteralOfTextPairsIsAnObject) {
  const Value value{{"a", "b"}, {"c", "d"}};
  EXPECT_EQ(value.json(), R"({"a":"b","c":"d"})");
}

TEST(Value, ReadingWithAnotherTypeThrowsNamingBoth) {
  try {
    Value(7).as_string();
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_STREQ(error.what(), "expected a value of type string, found integer");
  }
  EXPECT_THROW(Value("7").as_int(), ValueError);
  EXPECT_THROW(Value(1.0).as_int(), ValueError);
  EXPECT_THROW(Value().as_bool(), ValueError);
  EXPECT_THROW(Value().as_array(), ValueError);
  EXPECT_THROW(Value().as_object(), ValueError);
  EXPECT_THROW(Value("1.0").as_double(), ValueError);
  EXPECT_EQ(Value(3).as_double(), 3.0);
}

TEST(Value, LookingUpNeverThrows) {
  const Value value{{"user", Value{{"name", "Ann"}}}};
  EXPECT_EQ(value["user"]["name"].text(), "Ann");
  EXPECT_TRUE(value["user"]["name"]["deeper"].is_null());
  EXPECT_TRUE(value["none"].at(3)["x"].is_null());
  EXPECT_TRUE(std::as_const(value).at(0).is_null());
  EXPECT_EQ(Value(7).text(), "");
  EXPECT_EQ(Value(7).text_or("other"), "other");
  EXPECT_FALSE(Value(7).contains("x"));
  EXPECT_EQ(Value("four").size(), 0u);
}

TEST(Value, WritingByKeyMakesObjectsOfNullOnly) {
  Value value;
  value.find_or_insert("a").set("b", 1);
  value.find_or_insert("list").push_back("x");
  EXPECT_EQ(value.json(), R"({"a":{"b":1},"list":["x"]})");
  EXPECT_THROW(value.find_or_insert("a").find_or_insert("b").set("c", 1), ValueError);
  EXPECT_THROW(value.find_or_insert("a").push_back(1), ValueError);
}

TEST(Value, ReadingLeavesItAsItWas) {
  Value value{{"name", "a text that is too long for the small string"}, {"list", Value::array({1})}};
  const std::string before = value.json();
  const std::string_view name = value["name"].text();
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(value["missing " + std::to_string(i)]["deeper"].at(7).is_null());
  EXPECT_TRUE(value.as_object()["missing"].is_null());
  EXPECT_EQ(value.json(), before);
  EXPECT_EQ(name.data(), value["name"].text().data());
  Value null;
  EXPECT_TRUE(null["x"].is_null());
  EXPECT_TRUE(null.is_null());
}

// What a reader gets cannot be written, and what it gets of a temporary is its own.
template <class T>
concept KeyCanBeWritten = requires(T value) { value["x"] = Value(1); };
template <class T>
concept KeyOfATemporaryCanBeWritten = requires(T value) { std::move(value)["x"] = Value(1); };
static_assert(!KeyCanBeWritten<Value&> && !KeyCanBeWritten<Object&> && !KeyCanBeWritten<RequestParams&>);
static_assert(!KeyOfATemporaryCanBeWritten<Value> && !KeyOfATemporaryCanBeWritten<Object>);
static_assert(std::is_same_v<decltype(std::declval<Value&>()["x"]), const Value&>);
static_assert(std::is_same_v<decltype(std::declval<Value>()["x"]), Value>);
static_assert(std::is_same_v<decltype(std::declval<Value>()["x"].text()), std::string>);
static_assert(std::is_same_v<decltype(std::declval<Value>().as_array()), Array>);

TEST(Value, WhatIsReadOfATemporaryIsACopy) {
  const auto make = [] {
    return Value{{"name", "a text that is too long for the small string"}, {"list", Value::array({1, 2})}};
  };
  const auto name = make()["name"].text();
  const auto otherwise = make()["missing"].text_or("none");
  EXPECT_EQ(name, "a text that is too long for the small string");
  EXPECT_EQ(otherwise, "none");
  EXPECT_EQ(make()["name"].as_string(), name);
  int sum = 0;
  for (const Value& item : make()["list"].as_array()) sum += static_cast<int>(item.as_int());
  EXPECT_EQ(sum, 3);
  EXPECT_EQ(make()["list"].at(1), Value(2));
  EXPECT_TRUE(make()["list"].at(2).is_null());
  EXPECT_EQ(make().as_object().size(), 2u);
  EXPECT_THROW(make()["name"].as_array(), ValueError);
}

TEST(Value, IntegerReadsWholeDecimalStringsOnly) {
  EXPECT_EQ(Value(5).integer(), 5);
  EXPECT_EQ(Value("-42").integer(), -42);
  EXPECT_EQ(Value("9223372036854775807").integer(), std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", " 1", "1 ", "1x", "0x10", "1.0", "+1", "9223372036854775808"}) {
    EXPECT_EQ(Value(text).integer(), std::nullopt) << text;
  }
  EXPECT_EQ(Value(1.0).integer(), std::nullopt);
  EXPECT_EQ(Value("x").integer_or(9), 9);
}

TEST(Value, NumberReadsFiniteNumbersOnly) {
  EXPECT_EQ(Value(5).number(), 5.0);
  EXPECT_EQ(Value("2.5e1").number(), 25.0);
  for (const char* text : {"", "x", "1,5", "nan", "inf", "-inf", "1e999", "1 "}) {
    EXPECT_EQ(Value(text).number(), std::nullopt) << text;
  }
  EXPECT_EQ(Value("x").number_or(0.5), 0.5);
}

TEST(Value, TruthyTextIsWhatCheckboxesSend) {
  EXPECT_TRUE(Value(true).truthy_text());
  EXPECT_TRUE(Value("true").truthy_text());
  EXPECT_TRUE(Value("on").truthy_text());
  EXPECT_FALSE(Value(false).truthy_text());
  EXPECT_FALSE(Value("false").truthy_text());
  EXPECT_FALSE(Value(1).truthy_text());
}

TEST(Value, ObjectsAreEqualInAnyOrderAndNumbersByType) {
  EXPECT_EQ((Value{{"a", 1}, {"b", 2}}), (Value{{"b", 2}, {"a", 1}}));
  EXPECT_NE((Value{{"a", 1}}), (Value{{"a", 1}, {"b", 2}}));
  EXPECT_NE(Value(1), Value(1.0));
}

TEST(Object, SetsInPlaceAndErases) {
  Object object;
  object.set("a", 1);
  object.set("b", 2);
  object.set("a", 3);
  EXPECT_EQ(Value(object).json(), R"({"a":3,"b":2})");
  EXPECT_TRUE(object.erase("a"));
  EXPECT_FALSE(object.erase("a"));
  EXPECT_EQ(object.find("a"), nullptr);
  EXPECT_TRUE(object["a"].is_null());
}

TEST(Object, MergesMembersThatWin) {
  Object object, other;
  object.set("a", 1);
  object.set("b", Value{{"deep", 1}});
  other.set("c", 3);
  other.set("b", Value{{"other", 2}});
  object.merge(other);
  EXPECT_EQ(Value(object).json(), R"({"a":1,"b":{"other":2},"c":3})");
  object.merge(object);
  EXPECT_EQ(object.size(), 3u);
}

TEST(Value, MergesObjects) {
  Value value{{"a", 1}, {"b", Value{{"x", 1}}}};
  value.merge({{"a", 2}, {"c", 3}});
  EXPECT_EQ(value.json(), R"({"a":2,"b":{"x":1},"c":3})");
  value.merge(value["b"]);
  EXPECT_EQ(value.json(), R"({"a":2,"b":{"x":1},"c":3,"x":1})");
  value.merge(nullptr);
  EXPECT_EQ(value.size(), 4u);

  Value null;
  null.merge({{"a", 1}});
  EXPECT_EQ(null.json(), R"({"a":1})");
  EXPECT_THROW(null.merge(1), ValueError);
  Value text = "a";
  EXPECT_THROW(text.merge(Value::object()), ValueError);
}

TEST(Value, ErasesMembersAndElements) {
  Value object{{"a", 1}, {"b", 2}};
  EXPECT_TRUE(object.erase("a"));
  EXPECT_FALSE(object.erase("a"));
  EXPECT_FALSE(object.erase(0)) << "it is no array";
  EXPECT_EQ(object.json(), R"({"b":2})");

  Value array = Value::array({1, 2, 3});
  EXPECT_TRUE(array.erase(1));
  EXPECT_FALSE(array.erase(2));
  EXPECT_FALSE(array.erase("a"));
  EXPECT_EQ(array.json(), "[1,3]");
  EXPECT_FALSE(Value().erase("a"));
  EXPECT_FALSE(Value("text").erase(0));
}

TEST(Value, IsTheNumberThatAFloatIsWrittenAs) {
  for (const float n : {0.1f, -2.5f, 1e-20f, 3.4e38f, 0.0f, 16777217.0f}) {
    EXPECT_EQ(static_cast<float>(Value(n).as_double()), n);
  }
  EXPECT_EQ(Value(0.1f), Value(0.1));
  EXPECT_EQ(Value(0.1f).json(), "0.1");
  EXPECT_EQ(Value(1e-45f).as_double(), 1e-45);
}

TEST(Value, CopyLeavesTheMemoryResourceOfTheOriginal) {
  std::array<std::byte, 4096> bytes;
  std::pmr::monotonic_buffer_resource arena(bytes.data(), bytes.size(), std::pmr::null_memory_resource());
  Object object(&arena);
  object.set("a key that is too long for the small string",
             Value(std::pmr::string("and a long value beside it", &arena)));
  const Value original(std::move(object));
  const Value copy = original;
  EXPECT_EQ(copy, original);
  const auto* member = copy.as_object().begin();
  EXPECT_EQ(member->key.get_allocator().resource(), std::pmr::get_default_resource());
  const auto& text = std::get<std::pmr::string>(member->value.variant());
  EXPECT_EQ(text.get_allocator().resource(), std::pmr::get_default_resource());
}

TEST(ValueTest, ItsElementsAreLoopedOver) {
  std::string all;
  for (const Value& one : Value::array({1, "two", nullptr})) all += one.json();
  EXPECT_EQ(all, "1\"two\"null");
  for (const Value& none : {Value("text"), Value(3), Value(), Value{{"a", 1}}})
    for (const Value& one : none) ADD_FAILURE() << one.json();
}

TEST(ValueTest, OnlyNullAndFalseAreFalse) {
  for (const Value& value : {Value(), Value(false)}) EXPECT_FALSE(value) << value.json();
  for (const Value& value : {Value(true), Value(0), Value(""), Value(Array()), Value::object()})
    EXPECT_TRUE(value) << value.json();
}

}  // namespace
}  // namespace plume
