#include "base/json.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory_resource>
#include <string>
#include <vector>

namespace plume {
namespace {

std::string round_trip(std::string_view text) { return parse_json(text).json(); }

std::size_t error_position(std::string_view text) {
  try {
    parse_json(text);
  } catch (const JsonError& error) {
    return error.position();
  }
  return std::string::npos;
}

TEST(Json, ReadsHalfASurrogatePairAsAReplacementCharacter) {
  const std::string replaced = "\uFFFD";
  for (const std::string half : {R"(\ud83d)", R"(\uD83D)", R"(\ude00)", R"(\udbff)", R"(\udfff)"}) {
    EXPECT_EQ(parse_json_of_client('"' + half + '"').text(), replaced) << half;
    EXPECT_EQ(parse_json_of_client('"' + half + "x\"").text(), replaced + "x") << half;
    EXPECT_EQ(parse_json_of_client('"' + half + R"(\n")").text(), replaced + "\n") << half;
    EXPECT_EQ(parse_json_of_client("{\"a" + half + "\":[\"" + half + "\"]}").json(),
              "{\"a" + replaced + "\":[\"" + replaced + "\"]}")
        << half;
  }
  EXPECT_EQ(parse_json_of_client(R"("\ud83d\ud83d\ude00\ude00")").text(), replaced + "😀" + replaced);
  EXPECT_EQ(parse_json_of_client(R"("\ud83d\u0041")").text(), replaced + "A");
  EXPECT_EQ(parse_json_of_client(R"(["\\ud83d","\ud83d"])").json(), "[\"\\\\ud83d\",\"" + replaced + "\"]");
  EXPECT_THROW(parse_json_of_client(R"("\ud83d\u00zz")"), JsonError);
  EXPECT_THROW(parse_json_of_client(R"("\ud83d)"), JsonError);
  EXPECT_THROW(parse_json_of_client(R"("\ud83)"), JsonError);
  EXPECT_THROW(parse_json("\"\\ud83d\""), JsonError) << "of others it is no JSON";
}

TEST(Json, ReadsEveryType) {
  EXPECT_EQ(parse_json("null"), Value());
  EXPECT_EQ(parse_json("true"), Value(true));
  EXPECT_EQ(parse_json(" -12 "), Value(-12));
  EXPECT_EQ(parse_json("0.5"), Value(0.5));
  EXPECT_EQ(parse_json(R"("a\"\u00e9\ud83d\ude00\n")"), Value("a\"é😀\n"));
  EXPECT_EQ(parse_json(R"([1,[],{}])"), Value::array({1, Value::array({}), Value::object()}));
  EXPECT_EQ(round_trip(R"({ "b" : [ { "c" : "d" }, 2 ], "a" : null })"), R"({"b":[{"c":"d"},2],"a":null})");
}

TEST(Json, KeepsDoublesExactly) {
  for (double number : {0.1, 1.7976931348623157e308, 5e-324, 2.2250738585072011e-308, 123456789.12345679, 1e22, 1e23,
                        9007199254740993.0, 3.0, -0.0, 6.0221409e+23}) {
    const std::string text = Value(number).json();
    const Value read = parse_json(text);
    ASSERT_TRUE(read.is_double()) << text;
    EXPECT_EQ(read.as_double(), number) << text;
    EXPECT_EQ(std::signbit(read.as_double()), std::signbit(number)) << text;
  }
  EXPECT_EQ(Value(1.0).json(), "1.0");
  EXPECT_EQ(Value(0.1).json(), "0.1");
}

TEST(Json, IntegersBeyond64BitsBecomeDoubles) {
  EXPECT_EQ(parse_json("9223372036854775807"), Value(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(parse_json("-9223372036854775808"), Value(std::numeric_limits<std::int64_t>::min()));
  EXPECT_EQ(parse_json("9223372036854775808"), Value(9223372036854775808.0));
  EXPECT_EQ(parse_json("-9223372036854775809"), Value(-9223372036854775809.0));
  EXPECT_EQ(parse_json("123456789012345678901234567890"), Value(123456789012345678901234567890.0));
}

TEST(Json, RefusesNumbersBeyondDoubles) {
  EXPECT_THROW(parse_json("1e400"), JsonError);
  EXPECT_EQ(parse_json("1e-400"), Value(0.0));
}

TEST(Json, NumbersAfterNumbersDoNotMix) {
  EXPECT_EQ(parse_json("[1,2.5,18446744073709551615,0.25]"), Value::array({1, 2.5, 18446744073709551615.0, 0.25}));
}

TEST(Json, NamesThePositionOfTheFault) {
  EXPECT_EQ(error_position("[1,2,x]"), 5u);
  EXPECT_EQ(error_position("{} {}"), 3u);
  EXPECT_EQ(error_position("[1"), 2u);
}

TEST(Json, RefusesWhatIsNoJson) {
  for (std::string_view text :
       {"",        " ",          "nul",     "[1,]", "{,}", "{\"a\"}",        "{a:1}",    "'a'",
        "01",      "1.",         ".5",      "+1",   "NaN", "// c\n1",        "/* c */1", "\"a\nb\"",
        "\"\\x\"", "\"\\ud80\"", "\"\\u\"", "[1]]", "1 2", "\xEF\xBB\xBF[1]"}) {
    EXPECT_THROW(parse_json(text), JsonError) << text;
  }
  EXPECT_THROW(parse_json(std::string_view("[1]\0", 4)), JsonError);
}

TEST(Json, RefusesInvalidUtf8) {
  for (std::string_view text :
       {"\"\x80\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xC3\"", "{\"\xFF\":1}"}) {
    EXPECT_THROW(parse_json(text), JsonError);
  }
}

TEST(Json, LimitsDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_NO_THROW(parse_json(nested(64)));
  EXPECT_THROW(parse_json(nested(65)), JsonError);
  EXPECT_NO_THROW(parse_json(nested(3), std::pmr::get_default_resource(), {.max_depth = 3}));
  EXPECT_THROW(parse_json(nested(4), std::pmr::get_default_resource(), {.max_depth = 3}), JsonError);
  EXPECT_NO_THROW(parse_json(nested(256), std::pmr::get_default_resource(), {.max_depth = 1000}));
  EXPECT_THROW(parse_json(nested(257), std::pmr::get_default_resource(), {.max_depth = 1000}), JsonError);
}

TEST(Json, LimitsTheNumberOfValues) {
  EXPECT_NO_THROW(parse_json("[1,2,3]", std::pmr::get_default_resource(), {.max_values = 4}));
  try {
    parse_json("[1,2,3,4]", std::pmr::get_default_resource(), {.max_values = 4});
    FAIL();
  } catch (const JsonError& error) {
    EXPECT_EQ(error.status(), 413);
  }
}

TEST(Json, LastOfEqualKeysWinsAtThePlaceOfTheFirst) {
  EXPECT_EQ(round_trip(R"({"a":1,"b":2,"a":{"c":3}})"), R"({"a":{"c":3},"b":2})");
  std::string many = "{";
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 40; ++i) many += "\"k" + std::to_string(i) + "\":" + std::to_string(round) + ",";
  }
  many.back() = '}';
  const Value value = parse_json(many);
  EXPECT_EQ(value.size(), 40u);
  EXPECT_EQ(value.as_object().begin()->key, "k0");
  EXPECT_EQ(value["k39"], Value(1));
}

TEST(Json, ManyKeysCostNoQuadraticTime) {
  std::string many = "{";
  for (int i = 0; i < 200'000; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  many.back() = '}';
  EXPECT_EQ(parse_json(many).size(), 200'000u);
}

TEST(Json, LivesInTheGivenMemoryResourceOnly) {
  std::array<std::byte, 16384> bytes;
  std::pmr::monotonic_buffer_resource arena(bytes.data(), bytes.size(), std::pmr::null_memory_resource());
  std::pmr::memory_resource* usual = std::pmr::set_default_resource(std::pmr::null_memory_resource());
  const std::string text =
      R"({"a key that is longer than the small string":["a text that is longer than it, too",1.25,{"x":[[]]}]})";
  std::string written;
  EXPECT_NO_THROW({
    const Value value = parse_json(text, &arena);
    append_json(written, value);
  });
  std::pmr::set_default_resource(usual);
  EXPECT_EQ(written, text);
}

TEST(Json, ReadsTheSameIntoAnArena) {
  std::string text = R"({"é\n\"":"\\é","é":{"a\u0041":[1,[2,[3,{"x":[]}],4],5,6,7,8,9],"b":true},"c":)";
  for (int i = 0; i < 30; ++i) text += R"([{},{"p":1,"q":2,"r":3,"s":4,"t":5,"u":6},)";
  text += "0" + std::string(30, ']') + R"(,"d":-1.5})";
  std::pmr::monotonic_buffer_resource arena;
  const Value value = parse_json(text, &arena);
  EXPECT_EQ(value, parse_json(text));
  EXPECT_EQ(value["é\n\""].text(), "\\é");
  EXPECT_EQ(value["é"]["aA"].json(), R"([1,[2,[3,{"x":[]}],4],5,6,7,8,9])");
  EXPECT_EQ(value["d"], Value(-1.5));
}

TEST(Json, EmptyContainersTakeNoMemoryForWhatMightCome) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += i % 2 ? "[]," : "{},";
  text.back() = ']';
  std::vector<std::byte> bytes(3 * 1024 * sizeof(Value));
  std::pmr::monotonic_buffer_resource arena(bytes.data(), bytes.size(), std::pmr::null_memory_resource());
  EXPECT_EQ(parse_json(text, &arena).size(), 1000u);
}

TEST(Json, WritesCompactlyAndSortedOnDemand) {
  const Value value{{"b", Value::array({1, nullptr, true})}, {"a", Value{{"z", 1}, {"y", Value::array({})}}}};
  EXPECT_EQ(value.json(), R"({"b":[1,null,true],"a":{"z":1,"y":[]}})");
  EXPECT_EQ(value.json(true), R"({"a":{"y":[],"z":1},"b":[1,null,true]})");
}

TEST(Json, WritesNonFiniteNumbersAsNull) {
  EXPECT_EQ(Value(std::nan("")).json(), "null");
  EXPECT_EQ(Value(std::numeric_limits<double>::infinity()).json(), "null");
}

TEST(Json, EscapesControlsQuotesAndBackslashesOnly) {
  std::string out = "x";
  append_json_string(out, std::string("\0\x1f\x7f", 3) + "\b\f\n\r\t\"\\/é</script>");
  EXPECT_EQ(out, "x\"\\u0000\\u001f\x7f\\b\\f\\n\\r\\t\\\"\\\\/é</script>\"");
}

TEST(Json, EscapedTextReadsBack) {
  std::string all;
  for (int byte = 0; byte < 128; ++byte) all += static_cast<char>(byte);
  all += "é😀\u2028";
  std::string out;
  append_json_string(out, all);
  EXPECT_EQ(parse_json(out).text(), all);
}

TEST(Json, WhatIsNotUtf8IsReplaced) {
  std::string out;
  append_json_string(out, "a\xE2\"");
  EXPECT_EQ(out, "\"a\uFFFD\\\"\"");
  EXPECT_EQ(Value({{"k\xFF", "\x80"}}).json(), "{\"k\uFFFD\":\"\uFFFD\"}");
}

}  // namespace
}  // namespace plume
