#include "plume/text.h"

#include <gtest/gtest.h>

#include <bit>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plume/value.h"

namespace plume {
namespace {

using detail::TextWriter;

/// `condition && value` of a class list.
template <class T>
detail::Maybe<T> when(bool condition, const T& value) {
  return condition ? detail::Maybe<T>(value) : detail::Nothing{};
}

template <class T>
std::string html(const T& value) {
  std::string out;
  TextWriter(out, TextWriter::Form::html).text(value);
  return out;
}

template <class T>
std::string json(const T& value) {
  std::string out;
  TextWriter(out, TextWriter::Form::json).text(value);
  return out;
}

template <class T>
std::string attr(std::string_view name, const T& value) {
  std::string out;
  TextWriter(out, TextWriter::Form::html).attr(name, value);
  return out;
}

template <class T>
std::string class_list(const T& value) {
  std::string out;
  TextWriter(out, TextWriter::Form::html).class_list(value);
  return out;
}

struct Money {
  int cents;
};
std::string to_text(const Money& money) { return std::to_string(money.cents) + " <cents>"; }

TEST(Escaping, FiveCharactersAndNoOther) {
  EXPECT_EQ(escape_html("a & b < c > d \" e ' f / ` ="), "a &amp; b &lt; c &gt; d &quot; e &#39; f / ` =");
}

TEST(Escaping, InJsonControlCharactersAndBackslashesToo) {
  EXPECT_EQ(json(std::string("\"\\\n\r\t\x01\x1f<")), "&quot;\\\\\\n\\r\\t\\u0001\\u001f&lt;");
  EXPECT_EQ(json(raw("<a href=\"x\">\\</a>")), "<a href=\\\"x\\\">\\\\</a>");
}

TEST(Escaping, WellFormedUtf8IsKept) {
  const std::string text = "é € 😀 \xED\x9F\xBF";
  EXPECT_EQ(html(text), text);
  EXPECT_EQ(json(text), text);
}

TEST(Escaping, IllFormedUtf8BecomesTheReplacementCharacter) {
  const std::string replacement = "\xEF\xBF\xBD";
  EXPECT_EQ(html(std::string("a\x80z")), "a" + replacement + "z");
  EXPECT_EQ(html(std::string("\xC3")), replacement);                                      // cut off
  EXPECT_EQ(html(std::string("\xC0\xAF")), replacement + replacement);                    // overlong
  EXPECT_EQ(html(std::string("\xED\xA0\x80")), replacement + replacement + replacement);  // surrogate
  EXPECT_EQ(json(raw("\xFF<b>")), replacement + "<b>");
}

TEST(Text_3_5, Scalars) {
  EXPECT_EQ(html(nullptr), "");
  EXPECT_EQ(html(std::nullopt), "");
  EXPECT_EQ(html(true), "true");
  EXPECT_EQ(html(false), "false");
  EXPECT_EQ(html('<'), "&lt;");
  EXPECT_EQ(html(-7), "-7");
  EXPECT_EQ(html(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(html(std::int8_t{-5}), "-5");
  EXPECT_EQ(html(std::optional<int>{3}), "3");
  EXPECT_EQ(html(std::optional<int>{}), "");
  EXPECT_EQ(html(static_cast<const char*>(nullptr)), "");
  EXPECT_EQ(html(std::variant<int, std::string>{"x"}), "x");
  EXPECT_EQ(html(Money{12}), "12 &lt;cents&gt;");
  EXPECT_EQ(html(std::vector<std::string>{"a", "<", "b"}), "a&lt;b");
}

TEST(Text_3_5, FloatsAreShortestAndReadable) {
  EXPECT_EQ(html(1.0), "1");
  EXPECT_EQ(html(0.1), "0.1");
  EXPECT_EQ(html(-2.5), "-2.5");
  EXPECT_EQ(html(100000.0), "100000");
  EXPECT_EQ(html(1e15), "1000000000000000");
  EXPECT_EQ(html(0.00001), "0.00001");
  EXPECT_EQ(html(0.0), "0");
  EXPECT_EQ(html(-0.0), "0");
  EXPECT_EQ(html(1e300), "1e+300");
  EXPECT_EQ(html(1e16), "1e+16");
  EXPECT_EQ(html(Value(25.0)), "25");
  EXPECT_EQ(html(std::optional(25.0)), "25");
  EXPECT_EQ(html(std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(Text_3_5, FloatsAreShortestAsFloats) {
  EXPECT_EQ(html(0.1f), "0.1");
  EXPECT_EQ(html(16777216.0f), "16777216");
  EXPECT_EQ(html(Value(0.1f)), "0.1");
  EXPECT_EQ(html(std::variant<float, double>(0.1f)), "0.1");
  EXPECT_NE(detail::text_hash(0.1f), detail::text_hash(static_cast<double>(0.1f))) << "they are written differently";
}

TEST(Text_3_5, JsonValues) {
  EXPECT_EQ(html(Value("<x>")), "&lt;x&gt;");
  EXPECT_EQ(html(Value(5)), "5");
  EXPECT_EQ(html(Value()), "");
  EXPECT_THROW(html(Value::object()), std::invalid_argument);
}

TEST(Attribute_A4, NullAndFalseAreNothingTrueIsBare) {
  EXPECT_EQ(attr("a", nullptr), "");
  EXPECT_EQ(attr("a", false), "");
  EXPECT_EQ(attr("a", true), " a");
  EXPECT_EQ(attr("a", ""), " a=\"\"");
  EXPECT_EQ(attr("a", "x\"y"), " a=\"x&quot;y\"");
  EXPECT_EQ(attr("a", 1.5), " a=\"1.5\"");
  EXPECT_EQ(attr("a", std::optional<std::string>{}), "");
  EXPECT_EQ(attr("a", Value(true)), " a");
  EXPECT_EQ(attr("a", raw("&lt;")), " a=\"&lt;\"");
}

TEST(Attribute_A4, AnEmptyTextIsNotTheSameAsNothing) {
  EXPECT_NE(detail::attr_hash(std::string()), detail::attr_hash(nullptr));
  EXPECT_EQ(detail::attr_hash(false), detail::attr_hash(nullptr));
}

TEST(Attribute_A6, ClassListsDropFalseNullAndEmpty) {
  const bool on = true, off = false;
  EXPECT_EQ(class_list(classes("a", when(on, "b"), when(off, "c"), nullptr, "", false, "d")), "a b d");
  EXPECT_EQ(class_list(classes("a", classes("b", when(off, "c")), std::vector<std::string>{"x", "y"})), "a b x y");
  EXPECT_EQ(class_list(std::optional<std::string>{}), "");
}

TEST(Attribute_A6, TrueIsAWordInAClassListAndNothingByItself) {
  const bool on = true, off = false;
  EXPECT_EQ(class_list(classes("a", on, off, std::optional(on), std::vector<bool>{on, off})), "a true true true");
  EXPECT_EQ(class_list(classes(when(on, on))), "true");
  EXPECT_NE(detail::class_hash(classes(on)), detail::class_hash(classes(off)));
  EXPECT_EQ(class_list(on), "");
  EXPECT_EQ(class_list(std::optional(on)), "");
  EXPECT_EQ(class_list(when(on, on)), "");
  EXPECT_EQ(detail::class_hash(std::optional(on)), detail::class_hash(nullptr));
}

TEST(AttributeNames, OfUnknownOriginAreChecked) {
  std::string out;
  TextWriter writer(out, TextWriter::Form::html);
  for (const char* name : {"", "a b", "a\"", "a>", "a=", "a/", "a\n"})
    EXPECT_THROW(writer.checked_attr(name, "x"), std::invalid_argument);
  writer.checked_attr("data-x", "1");
  EXPECT_EQ(out, " data-x=\"1\"");
}

TEST(Hashes, EqualForEqualTextsAndOdd) {
  EXPECT_EQ(detail::text_hash(std::string("abc")), detail::text_hash("abc"));
  EXPECT_EQ(detail::text_hash(std::string()), detail::empty_hash);
  EXPECT_EQ(detail::text_hash(std::optional<std::string>{}), detail::empty_hash);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(detail::text_hash(i) & 1, 1u);
    EXPECT_NE(detail::text_hash(i), detail::text_hash(i + 1));
  }
}

TEST(Hashes, OfValuesOfDifferentKindsNeverMeet) {
  const std::variant<bool, int, std::uint64_t, double, std::string> values[] = {true,
                                                                                1,
                                                                                std::uint64_t{~0ull},
                                                                                -1,
                                                                                5.0,
                                                                                std::bit_cast<std::uint64_t>(5.0),
                                                                                ~std::bit_cast<std::uint64_t>(5.0),
                                                                                std::string("1"),
                                                                                std::string("true"),
                                                                                std::string(),
                                                                                false,
                                                                                0,
                                                                                0.0};
  for (const auto& a : values)
    for (const auto* b = &a + 1; b != std::end(values); ++b)
      EXPECT_NE(detail::text_hash(a), detail::text_hash(*b)) << (&a - values) << " and " << (b - values);
}

TEST(Hashes, OfJsonDoNotMeetThoseOfItsText) {
  const Value array = Value::array({1, 2});
  EXPECT_NE(detail::text_hash(array), detail::text_hash(Value(array.json())));
  EXPECT_NE(detail::text_hash(Value(5.0)), detail::text_hash(Value(std::bit_cast<std::int64_t>(5.0))));
}

TEST(Hashes, WhatIsLeftOutIsKnownWithoutThem) {
  using detail::AttrForm;
  EXPECT_EQ(detail::attr_form(nullptr), AttrForm::none);
  EXPECT_EQ(detail::attr_form(false), AttrForm::none);
  EXPECT_EQ(detail::attr_form(std::optional<std::string>()), AttrForm::none);
  EXPECT_EQ(detail::attr_form(static_cast<const char*>(nullptr)), AttrForm::none);
  EXPECT_EQ(detail::attr_form(Value()), AttrForm::none);
  EXPECT_EQ(detail::attr_form(Value(false)), AttrForm::none);
  EXPECT_EQ(detail::attr_form(true), AttrForm::bare);
  EXPECT_EQ(detail::attr_form(Value(true)), AttrForm::bare);
  EXPECT_EQ(detail::attr_form(std::string()), AttrForm::text);
  EXPECT_EQ(detail::attr_form(0), AttrForm::text);
  EXPECT_EQ(detail::attr_form(Value("")), AttrForm::text);
}

}  // namespace
}  // namespace plume
