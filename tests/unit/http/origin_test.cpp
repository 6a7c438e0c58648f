#include "http/origin.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume::http {
namespace {

using Mode = CheckOrigin::Mode;

const RequestOrigin any_request{"http", "localhost", 4000};

bool host_mode_accepts(std::string_view origin, std::string_view public_host = "example.com") {
  return OriginCheck({.mode = Mode::host, .allowed = {}}, public_host).accepts(origin, any_request);
}

bool listed(const std::string& entry, std::string_view origin) {
  return OriginCheck({.mode = Mode::list, .allowed = {entry}}, "").accepts(origin, any_request);
}

// wire-protocol 1.3
TEST(CheckOrigin, W1_3_ARequestWithoutOriginIsAccepted) {
  for (const Mode mode : {Mode::host, Mode::none, Mode::connection, Mode::list}) {
    EXPECT_TRUE(OriginCheck({.mode = mode, .allowed = {}}, "example.com").accepts(std::nullopt, any_request));
  }
}

TEST(CheckOrigin, W1_3_HostIgnoresSchemeAndPort) {
  EXPECT_TRUE(host_mode_accepts("http://example.com"));
  EXPECT_TRUE(host_mode_accepts("https://Example.com:8443"));
  EXPECT_TRUE(host_mode_accepts("https://other.org", "")) << "no host is configured";
  for (const char* origin : {"http://www.example.com", "http://example.com.evil.org", "http://badexample.com", "null",
                             "", "example.com", "file://example.com", "http://example.com@evil.org"}) {
    EXPECT_FALSE(host_mode_accepts(origin)) << origin;
  }
}

TEST(CheckOrigin, S13_5_AFunctionDecides) {
  CheckOrigin options{.mode = Mode::function};
  EXPECT_THROW(OriginCheck(options, "example.com"), std::invalid_argument);
  std::string asked;
  options.accepts = [&asked](std::string_view origin) {
    asked = origin;
    return origin == "https://shop.example:8443";
  };
  const OriginCheck check(options, "example.com");
  EXPECT_TRUE(check.accepts("https://Shop.example:8443", any_request));
  EXPECT_FALSE(check.accepts("https://example.com", any_request));
  EXPECT_EQ(asked, "https://example.com");
  asked.clear();
  EXPECT_FALSE(check.accepts("null", any_request));
  EXPECT_TRUE(check.accepts(std::nullopt, any_request));
  EXPECT_EQ(asked, "") << "no page asks";
}

TEST(CheckOrigin, W1_3_NoneAcceptsEverything) {
  const OriginCheck check({.mode = Mode::none, .allowed = {}}, "example.com");
  EXPECT_TRUE(check.accepts("null", any_request));
  EXPECT_TRUE(check.accepts("http://evil.org", any_request));
}

TEST(CheckOrigin, W1_3_ConnectionComparesAllThree) {
  const OriginCheck check({.mode = Mode::connection, .allowed = {}}, "example.com");
  EXPECT_TRUE(check.accepts("http://localhost:4000", any_request));
  EXPECT_FALSE(check.accepts("https://localhost:4000", any_request));
  EXPECT_FALSE(check.accepts("http://localhost:4001", any_request));
  EXPECT_FALSE(check.accepts("http://localhost", any_request));
  EXPECT_FALSE(check.accepts("http://example.com:4000", any_request));
  EXPECT_TRUE(check.accepts("https://h", {"https", "h", 0})) << "the port of the scheme";
  EXPECT_TRUE(check.accepts("https://h:443", {"https", "h", 0}));
}

TEST(CheckOrigin, W1_3_MissingPartsOfAnEntryMatchAnything) {
  EXPECT_TRUE(listed("//a.com", "http://a.com"));
  EXPECT_TRUE(listed("//a.com", "https://a.com:8443"));
  EXPECT_FALSE(listed("//a.com", "http://b.com"));
  EXPECT_TRUE(listed("//a.com:8080", "http://a.com:8080"));
  EXPECT_FALSE(listed("//a.com:8080", "http://a.com"));
}

TEST(CheckOrigin, W1_3_APortImpliedByTheSchemeCounts) {
  EXPECT_TRUE(listed("https://a.com", "https://a.com"));
  EXPECT_TRUE(listed("https://a.com", "https://a.com:443"));
  EXPECT_FALSE(listed("https://a.com", "https://a.com:8443"));
  EXPECT_FALSE(listed("https://a.com", "http://a.com"));
  EXPECT_TRUE(listed("http://a.com:8080", "http://a.com:8080"));
}

TEST(CheckOrigin, W1_3_WildcardsCompareWholeLabels) {
  for (const char* origin : {"http://x.com", "https://a.x.com", "http://a.b.x.com:99"}) {
    EXPECT_TRUE(listed("//*.x.com", origin)) << origin;
  }
  for (const char* origin : {"http://badx.com", "http://x.com.evil.org", "http://com", "http://-x.com", "null"}) {
    EXPECT_FALSE(listed("//*.x.com", origin)) << origin;
  }
  EXPECT_FALSE(listed("//x.com", "http://a.x.com"));
}

TEST(CheckOrigin, RefusesEntriesThatCanNeverMatch) {
  for (const char* entry : {"", "example.com", "*", "//", "//*", "//*.", "ftp://a", "https:/a", "https//a", "://a",
                            "//a/b", "//a.*.com", "//user@a"}) {
    EXPECT_THROW(OriginCheck({.mode = Mode::list, .allowed = {entry}}, ""), std::invalid_argument) << entry;
  }
}

}  // namespace
}  // namespace plume::http
