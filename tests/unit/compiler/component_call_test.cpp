// How compiled templates call components.
#include "plume/generated/component_call.h"

#include <gtest/gtest.h>

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plume/generated/component_spread.h"

namespace plume::detail {
namespace {

struct badge {
  Required<std::string> label;
  std::optional<std::string> id;
  Slot<> inner_block;
  Rest rest;
};
struct bare {
  int n = 0;
};

std::string text_of(const Rest& rest) {
  std::string text;
  for (const auto& [name, value] : rest) TextWriter(text, TextWriter::Form::html).attr(name, value);
  return text;
}

TEST(Give, ToTheMemberElseToTheRest) {
  badge component{};
  member_or_rest(component, PLUME_FIELD(id), "id") = std::string("b");
  member_or_rest(component, PLUME_FIELD(title), "title") = std::string_view("t");
  give_rest(component, "phx-click", "go");
  give_rest(component, "hidden", true);
  EXPECT_EQ(component.id, "b");
  EXPECT_EQ(text_of(component.rest), " title=\"t\" phx-click=\"go\" hidden");
}

TEST(Give, A6_ClassesAreAList) {
  badge component{};
  member_or_rest(component, PLUME_FIELD(class_), "class") = std::vector<std::string>{"a", "", "b"};
  EXPECT_EQ(text_of(component.rest), " class=\"a b\"");
}

TEST(Give, SpreadsGoToMembersElseToTheRest) {
  badge component{};
  spreading(std::false_type(), component, ".badge")
      .give(std::map<std::string, std::string>{{"a", "1"}, {"b", "<"}, {"label", "l"}});
  EXPECT_EQ(text_of(component.rest), " a=\"1\" b=\"&lt;\"");
  EXPECT_EQ(component.label.get(), "l");
}

TEST(Give, MembersHaveTheirNames) {
  badge component{};
  std::string names;
  visit_members(component, [&](std::string_view name, auto&) { names.append(name).append(" "); });
  EXPECT_EQ(names, "label id inner_block rest ");
  struct derived : badge {};
  derived other{};
  names.clear();
  visit_members(other, [&](std::string_view name, auto&) { names.append(name).append(" "); });
  EXPECT_EQ(names, "label id inner_block rest ");
}

TEST(Give, WhatATemplateAssertsBefore) {
  EXPECT_TRUE((TakesAttribute<badge, decltype(PLUME_FIELD(title))>));
  EXPECT_FALSE((TakesAttribute<bare, decltype(PLUME_FIELD(title))>));
  EXPECT_TRUE((TakesAttribute<bare, decltype(PLUME_FIELD(n))>));
  EXPECT_TRUE(HasRest<badge>);
  EXPECT_FALSE(HasRest<bare>);
}

// What C++ would take, but make something else of.
TEST(Give, C4_WhatWouldLoseItsMeaningIsRefused) {
  EXPECT_TRUE((TakesValue<std::string, const char(&)[2]>));
  EXPECT_TRUE((TakesValue<Required<std::string>&, std::string_view>));
  EXPECT_TRUE((TakesValue<std::optional<std::string>, std::nullopt_t>));
  EXPECT_FALSE((TakesValue<std::optional<std::string>, std::nullptr_t>)) << "a text of a null pointer";
  EXPECT_TRUE((TakesValue<double, int>));
  EXPECT_TRUE((TakesValue<bool, bool>));
  EXPECT_FALSE((TakesValue<std::string, int>));
  EXPECT_FALSE((TakesValue<Required<std::string>&, bool>));
  EXPECT_FALSE((TakesValue<std::string, std::nullptr_t>));
  EXPECT_FALSE((TakesValue<int, bool>));
  EXPECT_FALSE((TakesValue<int, double>));
  EXPECT_FALSE((TakesValue<bool, const char*>));
  EXPECT_FALSE((TakesValue<Slot<>, std::string>));
}

TEST(Fields, AreWhereTheyAre) {
  badge component{};
  EXPECT_EQ(field_of(component, PLUME_FIELD(id)), &component.id);
  EXPECT_EQ(field_of(component, PLUME_FIELD(title)), nullptr);
  EXPECT_EQ(rest_of(component), &component.rest);
  bare other{};
  EXPECT_EQ(rest_of(other), nullptr);
}

TEST(BlankContentOf, IsGivenWhereThereIsADefaultSlot) {
  auto content = [](Render&, const auto&) {};
  badge component{};
  const BlankContent given(component, PLUME_FIELD(inner_block), content);
  EXPECT_EQ(component.inner_block.size(), 1u);
  EXPECT_EQ(given.field(), &component.inner_block);
  bare other{};
  const BlankContent ignored(other, PLUME_FIELD(inner_block), content);
  EXPECT_EQ(ignored.field(), nullptr);
}

TEST(KeeperOf, KeepsCopies) {
  Keeper keep;
  std::vector<std::string_view> texts;
  for (const std::string text : {"a text longer than a string holds inside", "another text of that length or so"})
    texts.push_back(keep(text));
  texts.push_back(keep(std::string("and one that is no more than a temporary")));
  EXPECT_EQ(texts[0], "a text longer than a string holds inside");
  EXPECT_EQ(texts[1], "another text of that length or so");
  EXPECT_EQ(texts[2], "and one that is no more than a temporary");
}

// Members of types that convert from anything must not disturb the count.
struct Two {
  int a, b;
};
struct many_kinds {
  std::optional<int> a;
  std::variant<int, std::string> b;
  std::any c;
  std::function<void(int)> d;
  std::map<int, int> e;
  std::string_view f;
  Two g;
  std::unique_ptr<int> h;
  int (*i)(int) = nullptr;
  Required<std::vector<int>> j;
  Required<Slot<int>> k;
};
static_assert(count_members<many_kinds>() == 11);
static_assert(count_members<badge>() == 4);

struct with_base : bare {
  Required<int> x;
};
struct with_constructor {
  with_constructor() {}
  Required<int> x;
};
struct too_large {
  Required<int> a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22,
      a23, a24, a25;
};
struct large {
  int a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23;
  Required<int> a24;
};
namespace hidden {
struct empty {};
}  // namespace hidden

template <class C, class... Fields>
constexpr bool complete(Fields... fields) {
  return EveryRequiredIsGiven<decltype(check_required<C>(fields...))>;
}

TEST(RequiredMembers, MustAllBeNamed) {
  EXPECT_FALSE(complete<badge>());
  EXPECT_FALSE(complete<badge>(PLUME_FIELD(id), PLUME_FIELD(labels)));
  EXPECT_TRUE(complete<badge>(PLUME_FIELD(id), PLUME_FIELD(label)));
  EXPECT_FALSE(complete<many_kinds>(PLUME_FIELD(j)));
  EXPECT_FALSE(complete<many_kinds>(PLUME_FIELD(k)));
  EXPECT_TRUE(complete<many_kinds>(PLUME_FIELD(k), PLUME_FIELD(a), PLUME_FIELD(j)));
  EXPECT_FALSE(complete<large>());
  EXPECT_TRUE(complete<large>(PLUME_FIELD(a24)));
  EXPECT_TRUE(complete<bare>());
  EXPECT_TRUE(complete<hidden::empty>());
}

TEST(RequiredMembers, AreOnlyKnownOfPlainStructs) {
  EXPECT_TRUE(complete<with_base>());
  EXPECT_TRUE(complete<with_constructor>());
  EXPECT_TRUE(complete<too_large>());
}

}  // namespace
}  // namespace plume::detail
