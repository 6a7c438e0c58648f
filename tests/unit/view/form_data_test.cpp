// Submitted parameters become typed values and errors by field.
#include "plume/form_data.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace shop {

enum class Size { small, large };
PLUME_ENUM(Size, small, large)

struct Colour {
  int red = 0;
  bool operator==(const Colour&) const = default;
};
bool from_text(std::string_view text, Colour& out) {
  if (text != "red") return false;
  out.red = 255;
  return true;
}
std::string to_text(const Colour& colour) { return colour.red ? "red" : "black"; }

struct Address {
  std::string town;
  PLUME_FIELDS(town)
};

struct Line {
  std::string name;
  int qty = 1;
  bool internal = true;
  PLUME_FIELDS(name, qty)
  void check(plume::FormErrors& errors) const {
    if (name.empty()) errors.add("name", "What is it?");
    if (qty < 1) errors.add("qty", "At least one.");
  }
};

struct Order {
  std::string title = "untitled";
  std::int8_t small = 0;
  std::uint16_t natural = 0;
  double price = 1.5;
  bool gift = false;
  std::optional<int> discount;
  std::optional<Address> other;
  Size size = Size::small;
  Colour colour;
  Address address;
  std::vector<Line> lines;
  std::vector<std::string> tags;
  std::vector<int> numbers;
  bool paid = false;
  PLUME_FIELDS(title, small, natural, price, gift, discount, other, size, colour, address, lines, tags, numbers)
};

}  // namespace shop

namespace plume {
namespace {

using shop::Line;
using shop::Order;

/// The errors as text, `field: message`.
std::vector<std::string> texts(const FormErrors& errors) {
  std::vector<std::string> all;
  for (const auto& error : errors) all.push_back(error.field + ": " + error.message);
  return all;
}
using Texts = std::vector<std::string>;

Submitted<Order> sent(Value params) { return decode<Order>(params); }

TEST(Decode, EveryType) {
  const auto order = sent({{"title", " T "},
                           {"small", "-128"},
                           {"natural", " 65535 "},
                           {"price", "-2.5e1"},
                           {"gift", "on"},
                           {"discount", "3"},
                           {"other", Value{{"town", "Basel"}}},
                           {"size", "large"},
                           {"colour", "red"},
                           {"address", Value{{"town", "Bern"}}},
                           {"tags", Value::array({"a", "", "b"})},
                           {"numbers", Value{{"1", "2"}, {"0", "1"}}}});
  EXPECT_EQ(texts(order.errors), Texts{});
  EXPECT_TRUE(order.ok());
  EXPECT_EQ(order.value.title, " T ");
  EXPECT_EQ(order.value.small, -128);
  EXPECT_EQ(order.value.natural, 65535);
  EXPECT_EQ(order.value.price, -25);
  EXPECT_TRUE(order.value.gift);
  EXPECT_EQ(order.value.discount, 3);
  ASSERT_TRUE(order.value.other);
  EXPECT_EQ(order.value.other->town, "Basel");
  EXPECT_EQ(order.value.size, shop::Size::large);
  EXPECT_EQ(order.value.colour.red, 255);
  EXPECT_EQ(order.value.address.town, "Bern");
  EXPECT_EQ(order.value.tags, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(order.value.numbers, (std::vector<int>{1, 2}));
}

TEST(Decode, WhatWasNotSentStays) {
  Order initial;
  initial.title = "old";
  initial.discount = 7;
  initial.lines.resize(2);
  const auto order = decode<Order>(Value{{"price", "2"}}, initial);
  EXPECT_TRUE(order.ok());
  EXPECT_EQ(order.value.title, "old");
  EXPECT_EQ(order.value.discount, 7);
  EXPECT_EQ(order.value.lines.size(), 2u);
  EXPECT_EQ(order.value.price, 2);
}

TEST(Decode, OnlyFieldsThatAreListed) {
  EXPECT_FALSE(sent({{"paid", "true"}}).value.paid);
  const auto order = sent({{"lines", Value{{"0", Value{{"name", "x"}, {"internal", "false"}}}}}});
  EXPECT_TRUE(order.value.lines[0].internal);
}

TEST(Decode, ErrorsAreByFieldAndKeepTheValue) {
  const auto order = sent({{"small", "128"},
                           {"natural", "-1"},
                           {"price", "x"},
                           {"gift", "perhaps"},
                           {"discount", "1.5"},
                           {"size", "medium"},
                           {"colour", "blue"},
                           {"numbers", Value::array({"1", "x"})}});
  EXPECT_EQ(texts(order.errors),
            (Texts{"small: must be at most 127", "natural: must be at least 0", "price: is not a number",
                   "gift: is invalid", "discount: is not a whole number", "size: is not one of the choices",
                   "colour: is invalid", "numbers: is not a whole number"}));
  EXPECT_EQ(order.errors.begin()->code, "too_large");
  EXPECT_EQ(order.value.small, 0);
  EXPECT_EQ(order.value.price, 1.5);
  EXPECT_TRUE(order.value.numbers.empty());
}

TEST(Decode, NumbersThatAreNone) {
  for (const char* text : {"", " ", "1x", "x1", "--1", "+1", "0x1", "1e1", "1.0", "١", "1 2"})
    EXPECT_EQ(texts(sent({{"small", text}}).errors), Texts{"small: is not a whole number"}) << text;
  for (const char* text : {"99999999999999999999999", "128"})
    EXPECT_EQ(texts(sent({{"small", text}}).errors), Texts{"small: must be at most 127"}) << text;
  EXPECT_EQ(texts(sent({{"small", "-99999999999999999999999"}}).errors), Texts{"small: must be at least -128"});
  for (const char* text : {"inf", "nan", "1e999", "", "1,5", "0x1p3"})
    EXPECT_EQ(texts(sent({{"price", text}}).errors), Texts{"price: is not a number"}) << text;
  EXPECT_TRUE(sent({{"small", 5}, {"price", 2.5}}).ok()) << "numbers of JSON payloads";
}

TEST(Decode, BlankIsNothingForWhatMayBeNothing) {
  Order initial;
  initial.discount = 7;
  EXPECT_EQ(decode<Order>(Value{{"discount", " "}}, initial).value.discount, std::nullopt);
  EXPECT_EQ(decode<Order>(Value{{"discount", "x"}}, initial).value.discount, 7);
}

TEST(Decode, HostileShapesAreErrorsNeverExceptions) {
  const Value shapes[] = {
      Value(), "text", 1, 1.5, true, Value::array({Value::array({1})}), Value{{"a", Value{{"b", 1}}}}};
  for (const auto& shape : shapes) {
    EXPECT_NO_THROW(decode<Order>(shape));
    for (const char* field : {"title", "small", "natural", "price", "gift", "discount", "other", "size", "colour",
                              "address", "lines", "lines_sort", "lines_drop", "tags", "numbers"})
      EXPECT_NO_THROW(sent({{field, shape}})) << field << " " << shape.json();
  }
  EXPECT_EQ(texts(sent({{"title", Value::object()}}).errors), Texts{"title: is invalid"});
  EXPECT_EQ(texts(sent({{"address", "x"}}).errors), Texts{"address: is invalid"});
  EXPECT_EQ(texts(sent({{"lines", "x"}}).errors), Texts{"lines: is invalid"});
  EXPECT_EQ(texts(sent({{"tags", "x"}}).errors), Texts{"tags: is invalid"});
}

TEST(Check, RunsOnEveryStructAndNamesItsPlace) {
  const auto order = sent({{"lines", Value{{"0", Value{{"name", "a"}}}, {"1", Value{{"name", ""}, {"qty", "0"}}}}}});
  EXPECT_EQ(texts(order.errors), (Texts{"lines[1][name]: What is it?", "lines[1][qty]: At least one."}));
}

TEST(Check, SaysNothingOfAFieldThatCouldNotBeDecoded) {
  Order initial;
  const auto line = decode<Line>(Value{{"name", "a"}, {"qty", "x"}}, Line{"", 0});
  EXPECT_EQ(texts(line.errors), Texts{"qty: is not a whole number"});
}

// Rows (templates.md 8.4)

Value row(const char* name) { return Value{{"name", name}}; }
const Value three{{"0", row("a")}, {"1", row("b")}, {"2", row("c")}};

std::string names(const Submitted<Order>& order) {
  std::string all;
  for (const auto& line : order.value.lines) all += line.name + ";";
  return all;
}
std::string params(const Submitted<Order>& order) {
  std::string all;
  for (const auto& [key, line] : order.params["lines"].as_object())
    all += std::string(key) + "=" + std::string(line["name"].text()) + ";";
  return all;
}

TEST(Rows, S8_4_InOrderOfTheirNumbers) {
  const auto order = sent({{"lines", Value{{"10", row("c")}, {"2", row("b")}, {"0", row("a")}}}});
  EXPECT_EQ(names(order), "a;b;c;");
  EXPECT_EQ(params(order), "0=a;1=b;2=c;");
}

TEST(Rows, S8_4_SortedAsAsked) {
  const auto order = sent({{"lines", three}, {"lines_sort", Value::array({"2", "0", "1"})}});
  EXPECT_EQ(names(order), "c;a;b;");
  EXPECT_EQ(params(order), "0=c;1=a;2=b;");
  EXPECT_FALSE(order.params.contains("lines_sort"));
  EXPECT_EQ(names(sent({{"lines", three}, {"lines_sort", Value::array({"1"})}})), "b;a;c;") << "others come last";
  EXPECT_EQ(names(sent({{"lines", three}, {"lines_sort", Value::array({"1", "1", "1"})}})), "b;a;c;");
}

TEST(Rows, S8_4_NewOnesAreEmpty) {
  const auto order = sent({{"lines", three}, {"lines_sort", Value::array({"0", "new", "1", "2"})}});
  EXPECT_EQ(names(order), "a;;b;c;");
  EXPECT_EQ(order.value.lines[1].qty, 1);
}

TEST(Rows, S8_4_DroppedOnes) {
  const auto order =
      sent({{"lines", three}, {"lines_sort", Value::array({"0", "1", "2"})}, {"lines_drop", Value::array({"", "1"})}});
  EXPECT_EQ(names(order), "a;c;");
  EXPECT_EQ(params(order), "0=a;1=c;");
  EXPECT_EQ(names(sent({{"lines", three}, {"lines_drop", Value::array({"2", "0", "7"})}})), "b;");
}

TEST(Rows, S8_4_NoneAreLeft) {
  Order initial;
  initial.lines.resize(2);
  EXPECT_EQ(decode<Order>(Value{{"lines_drop", Value::array({""})}}, initial).value.lines.size(), 0u);
  EXPECT_EQ(decode<Order>(Value(), initial).value.lines.size(), 2u) << "the form does not have the field";
}

TEST(Rows, ErrorsFollowTheirRow) {
  const auto order = sent({{"lines", Value{{"0", row("a")}, {"1", Value{{"name", "b"}, {"qty", "x"}}}}},
                           {"lines_sort", Value::array({"1", "0"})}});
  EXPECT_EQ(texts(order.errors), Texts{"lines[0][qty]: is not a whole number"});
  const Form form = to_form(order, {.as = "o"});
  const auto& rows = form["lines"].forms();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["qty"].value, Value("x")) << "what was typed";
  EXPECT_EQ(rows[0]["qty"].errors.size(), 1u);
  EXPECT_EQ(rows[1]["qty"].value, Value(1)) << "from the value, where it was not sent";
  EXPECT_EQ(rows[1]["qty"].name, "o[lines][1][qty]");
}

TEST(Rows, TooManyAreNotDecoded) {
  Value sort = Value::array({});
  for (std::size_t i = 0; i <= most_rows; ++i) sort.push_back("new");
  const auto order = sent({{"lines_sort", sort}});
  EXPECT_EQ(texts(order.errors), Texts{"lines: has too many rows"});
  EXPECT_TRUE(order.value.lines.empty());
}

// Forms

TEST(TypedForm, ShowsTheValue) {
  Order order;
  order.discount = 5;
  order.size = shop::Size::large;
  order.lines = {{"pen", 2}, {"ink", 3}};
  const Form form = to_form(order, {.as = "order"});
  EXPECT_EQ(form["title"].value, Value("untitled"));
  EXPECT_EQ(form["discount"].value, Value(5));
  EXPECT_TRUE(form["other"].value.is_null());
  EXPECT_EQ(form["size"].value, Value("large"));
  EXPECT_EQ(form["colour"].value, Value("black"));
  EXPECT_EQ(form["gift"].value, Value(false));
  const auto& lines = form["lines"].forms();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1]["name"].value, Value("ink"));
  EXPECT_EQ(lines[1]["name"].id, "order_lines_1_name");
  const auto& address = form["address"].forms();
  ASSERT_EQ(address.size(), 1u);
  EXPECT_EQ(address[0]["town"].name, "order[address][town]");
  EXPECT_TRUE(form["paid"].value.is_null());
}

TEST(TypedForm, WhatItShowsDecodesToTheSame) {
  Order order;
  order.discount = 5;
  order.colour.red = 255;
  order.lines = {{"pen", 2}, {"ink", 3}};
  order.tags = {"a", "b"};
  const auto again = decode<Order>(encode(order));
  EXPECT_TRUE(again.ok());
  EXPECT_EQ(encode(again.value), encode(order));
}

struct Checked {
  void check(FormErrors&) const {}
};
struct CheckedNotConst {
  void check(FormErrors&) {}
};
struct CheckedByValue {
  void check(FormErrors) const {}
};
struct NotChecked {};

TEST(FormData, ACheckThatIsNeverCalledIsAnError) {
  EXPECT_TRUE(detail::check_fits<Checked>());
  EXPECT_TRUE(detail::check_fits<NotChecked>());
  EXPECT_FALSE(detail::check_fits<CheckedNotConst>());
  EXPECT_FALSE(detail::check_fits<CheckedByValue>());
}

}  // namespace
}  // namespace plume
