#include "plume/enum.h"

#include <gtest/gtest.h>

#include "plume/form_data.h"
#include "plume/text.h"

namespace post {
enum class Delivery { pick_up, letter, express };
PLUME_ENUM(Delivery, pick_up, letter, (express, "By courier, today"))
enum class State : char { a = 'a', unlisted = 'u' };
PLUME_ENUM(State, a)
}  // namespace post

namespace plume {
namespace {

using post::Delivery;

TEST(Enum, LabelsAreTheWordsOfTheNameOrThoseGiven) {
  EXPECT_EQ(label_of(Delivery::pick_up), "Pick up");
  EXPECT_EQ(label_of(Delivery::letter), "Letter");
  EXPECT_EQ(label_of(Delivery::express), "By courier, today");
  EXPECT_EQ(label_of(post::State::a), "A");
  EXPECT_EQ(label_of(post::State::unlisted), "");
}

TEST(Enum, TextsStayNames) {
  EXPECT_EQ(to_text(Delivery::express), "express");
  EXPECT_EQ(detail::plain_text(Delivery::pick_up), "pick_up");
}

TEST(Enum, ANameIsReadBack) {
  EXPECT_EQ(enum_from<Delivery>("express"), Delivery::express);
  EXPECT_EQ(enum_from<Delivery>("By courier, today"), std::nullopt) << "a label is no name";
  EXPECT_EQ(enum_from<Delivery>(""), std::nullopt);
}

TEST(Enum, OptionsHaveLabelsAndNames) {
  const auto all = options<Delivery>();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].label, "Pick up");
  EXPECT_EQ(all[0].value, "pick_up");
  EXPECT_EQ(all[2].label, "By courier, today");
  EXPECT_EQ(all[2].value, "express");
}

TEST(Enum, OptionsMarkTheFieldOfAForm) {
  EXPECT_EQ(options_for_select(options<Delivery>(), Value("express")).markup(),
            "<option value=\"pick_up\">Pick up</option><option value=\"letter\">Letter</option>"
            "<option selected value=\"express\">By courier, today</option>");
}

struct Parcel {
  Delivery by = Delivery::letter;
  PLUME_FIELDS(by)
};

TEST(Enum, ALabelIsNoNameForAForm) {
  EXPECT_EQ(decode<Parcel>({{"by", "express"}}).value.by, Delivery::express);
  EXPECT_FALSE(decode<Parcel>({{"by", "By courier, today"}}).ok());
}

}  // namespace
}  // namespace plume
