#include "http/cookies.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume::http {
namespace {

TEST(Cookies, ReadsPairs) {
  EXPECT_EQ(parse_cookies("a=1; b=x=y;c=;d = 2; \"q\"=3; e; =f; g=\"quoted\"").json(),
            R"({"a":"1","b":"x=y","c":"","g":"\"quoted\""})");
  EXPECT_EQ(parse_cookies("").json(), "{}");
  EXPECT_EQ(parse_cookies(";;;").json(), "{}");
}

TEST(Cookies, FirstOfEqualNamesWins) { EXPECT_EQ(parse_cookies("a=long; a=short").json(), R"({"a":"long"})"); }

TEST(Cookies, LeavesOutWhatIsNotUtf8) { EXPECT_EQ(parse_cookies("a=\xFF; b=é").json(), R"({"b":"é"})"); }

TEST(Cookies, AreLimited) {
  std::string header;
  for (int i = 0; i < 1000; ++i) header += "c" + std::to_string(i) + "=1;";
  EXPECT_EQ(parse_cookies(header).size(), 300u);
}

TEST(SetCookie, WritesEveryOption) {
  EXPECT_EQ(set_cookie({"s", "v", {}}, false), "s=v; path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(set_cookie({"s", "v", {}}, true), "s=v; path=/; secure; HttpOnly; SameSite=Lax");
  const CookieOptions options{
      .max_age = 60, .path = "/a", .domain = "example.com", .same_site = "Strict", .http_only = false, .secure = true};
  EXPECT_EQ(set_cookie({"s", "v", options}, false),
            "s=v; path=/a; domain=example.com; max-age=60; secure; SameSite=Strict");
  EXPECT_EQ(set_cookie({"s", "", {.max_age = 0}}, false), "s=; path=/; max-age=0; HttpOnly; SameSite=Lax");
}

TEST(SetCookie, RefusesCharactersThatCouldEndThePart) {
  for (const char* name : {"", "a b", "a=b", "a;b", "a\r\nb", "é"}) {
    EXPECT_THROW(set_cookie({name, "v", {}}, false), std::invalid_argument) << name;
  }
  for (const char* value : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "é"}) {
    EXPECT_THROW(set_cookie({"s", value, {}}, false), std::invalid_argument) << value;
  }
  const auto refused = [](std::string CookieOptions::* option, const char* text) {
    CookieOptions options;
    options.*option = text;
    EXPECT_THROW(set_cookie({"s", "v", options}, false), std::invalid_argument) << text;
  };
  refused(&CookieOptions::path, "/; x");
  refused(&CookieOptions::path, "/\n");
  refused(&CookieOptions::domain, "a;b");
  refused(&CookieOptions::same_site, "lax");
}

TEST(SetCookie, LimitsNameAndValueTo4096Bytes) {
  EXPECT_NO_THROW(set_cookie({"s", std::string(4095, 'v'), {}}, false));
  EXPECT_THROW(set_cookie({"s", std::string(4096, 'v'), {}}, false), std::invalid_argument);
}

}  // namespace
}  // namespace plume::http
