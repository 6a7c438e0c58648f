#include "plume/parameter_filter.h"

#include <gtest/gtest.h>

namespace plume {
namespace {

// server-api 13.12
TEST(ParameterFilter, HidesByPartOfTheKeyAtAnyDepth) {
  const Value params{{"user", Value{{"password_confirmation", "secret"}, {"name", "Ann"}}},
                     {"list", Value::array({Value{{"_csrf_token", "secret"}}})},
                     {"tokens", Value::array({"secret", "secret"})},
                     {"Password", "case counts"}};
  EXPECT_EQ(ParameterFilter().apply(params).json(),
            R"({"user":{"password_confirmation":"[FILTERED]","name":"Ann"},"list":[{"_csrf_token":"[FILTERED]"}],)"
            R"("tokens":"[FILTERED]","Password":"case counts"})");
}

TEST(ParameterFilter, HidesTextsThatHoldAKeyWithItsValue) {
  EXPECT_EQ(ParameterFilter().apply(Value{{"value", "name=x&user_password=y"}, {"n", 1}}).json(),
            R"({"value":"[FILTERED]","n":1})");
  EXPECT_EQ(ParameterFilter().apply(Value("a token")), Value("a token"));
}

TEST(ParameterFilter, KeepModeShowsTheListedKeysOnly) {
  const ParameterFilter filter{.mode = ParameterFilter::Mode::keep, .keys = {"id"}};
  EXPECT_EQ(filter.apply(Value{{"id", 7}, {"ids", 8}, {"user", Value{{"id", Value{{"a", 1}}}, {"n", nullptr}}}}).json(),
            R"({"id":7,"ids":"[FILTERED]","user":{"id":{"a":1},"n":"[FILTERED]"}})");
}

}  // namespace
}  // namespace plume
