#include "base/url.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume {
namespace {

using Segments = std::vector<std::string>;

TEST(Url, TakesEveryPart) {
  const auto url = parse_url("https://Example.com:8443/a%20b/c?x=1&y=/?#frag?#");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/a%20b/c");
  EXPECT_EQ(url->query, "x=1&y=/?");
  EXPECT_EQ(url->fragment, "frag?#");
  EXPECT_EQ(url->origin(), "https://example.com:8443");
}

TEST(Url, FillsInWhatIsMissing) {
  const auto plain = parse_url("HTTP://localhost");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->scheme, "http");
  EXPECT_EQ(plain->port, 80);
  EXPECT_EQ(plain->path, "/");
  EXPECT_EQ(plain->origin(), "http://localhost");
  const auto query = parse_url("https://localhost?x");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->port, 443);
  EXPECT_EQ(query->path, "/");
  EXPECT_EQ(query->query, "x");
  EXPECT_EQ(parse_url("http://localhost#/?x")->fragment, "/?x");
}

TEST(Url, AcceptsAddressesAndUnencodedText) {
  EXPECT_EQ(parse_url("http://127.0.0.1:4000/")->host, "127.0.0.1");
  EXPECT_EQ(parse_url("http://[::1]:4000/")->host, "[::1]");
  EXPECT_EQ(parse_url("http://[::1]:4000/")->port, 4000);
  EXPECT_EQ(parse_url("http://[2001:DB8::1]/")->host, "[2001:db8::1]");
  EXPECT_EQ(parse_url("http://h/café/a b?q=ü|\\")->path, "/café/a b");
}

TEST(Url, RefusesEverythingElse) {
  for (const char* text : {"",
                           "/path",
                           "//host/",
                           "host",
                           "http:",
                           "http:/",
                           "http://",
                           "http:///x",
                           "ftp://h/",
                           "javascript://h/%0a",
                           "ws://h/",
                           "http://user@h/",
                           "http://user:pw@h/",
                           "http://h:/",
                           "http://h:0/",
                           "http://h:65536/",
                           "http://h:80x/",
                           "http://h:-1/",
                           "http://h:+80/",
                           "http://h:000080/",
                           "http://h h/",
                           "http://h%41/",
                           "http://h\\@x/",
                           "http://h/a\\b",
                           "http://h/\n",
                           "http://h/\t",
                           "http://\x7Fh/",
                           "http://h/\xFF",
                           "http://é/",
                           "http://[::1/",
                           "http://::1/",
                           "http://[]/",
                           "http://[g::]/",
                           "http://[::1]x/",
                           "http://.h/",
                           "http://a..b/",
                           " http://h/",
                           "http ://h/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
  EXPECT_FALSE(parse_url(std::string_view("http://h/\0", 10)));
}

TEST(Url, LimitsTheHost) {
  std::string host;
  while (host.size() < 253) host += host.size() % 50 == 49 ? '.' : 'a';
  EXPECT_TRUE(parse_url("http://" + host + "/"));
  EXPECT_FALSE(parse_url("http://" + host + "a/"));
}

TEST(Authority, IsHostAndPort) {
  EXPECT_EQ(parse_authority("Example.com")->host, "example.com");
  EXPECT_EQ(parse_authority("Example.com")->port, 0);
  EXPECT_EQ(parse_authority("[::1]:81")->port, 81);
  for (const char* text : {"", ":80", "a:", "a:b", "a,b", "a/b", "a b", "a@b", "[::1", "a:1:2"}) {
    EXPECT_FALSE(parse_authority(text)) << text;
  }
}

TEST(SplitPath, DecodesSegmentsAndDropsEmptyOnes) {
  EXPECT_EQ(split_path("/"), Segments{});
  EXPECT_EQ(split_path("/a//b%20c/"), (Segments{"a", "b c"}));
  EXPECT_EQ(split_path("/a%2Fb/c+d/%C3%A9/..."), (Segments{"a/b", "c+d", "é", "..."}));
}

TEST(SplitPath, RefusesWhatNoBrowserSends) {
  for (const char* path : {"/%", "/%2", "/%zz", "/a%00b", "/%FF", "/.", "/a/..", "/%2e%2E/a", "/a/%2e/b"}) {
    EXPECT_EQ(split_path(path), std::nullopt) << path;
  }
}

TEST(LocalPath, S5_2_AcceptsPathsOnThisHost) {
  for (const char* to : {"/", "/a", "/a//b", "/a?b=//c#d", "/a b", "/é", "/a%09b", "/:x", "/@h"}) {
    EXPECT_NO_THROW(validate_local_path(to)) << to;
  }
}

TEST(LocalPath, S5_2_RefusesWhatLeadsElsewhere) {
  for (const char* to : {"",
                         "foo",
                         "//host",
                         "///host",
                         "https://host",
                         "javascript:alert(1)",
                         "/\\host",
                         "\\/host",
                         "/a\\b",
                         "/\t/host",
                         "/\thost",
                         "/%09/host",
                         "/a/%09/host",
                         "/\n/host",
                         "/\r/host",
                         "/a\nb",
                         "/a\rb",
                         "\t/a",
                         " /a",
                         "/a?x=\n"}) {
    EXPECT_THROW(validate_local_path(to), std::invalid_argument) << to;
  }
}

TEST(LocalPath, RefusalNamesThePathAndTheRule) {
  try {
    validate_local_path("//host/\n");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), R"(the path "//host/\n" must begin with exactly one /)");
  }
}

TEST(ExternalUrl, S5_2_AcceptsSchemesForLinksOnly) {
  for (const char* url :
       {"https://h/", "mailto:a@b", "tel:1", "HTTPS://h/", "//h/a:b", "a", "/a:b", "?a:b", "#a:b", ""}) {
    EXPECT_NO_THROW(validate_external_url(url)) << url;
  }
  for (const char* url : {"javascript:x", "JavaScript:x", " javascript:x", "java\nscript:x", "\x01javascript:x",
                          "data:x", ":x", "vbscript:x", "https://h/\n"}) {
    EXPECT_THROW(validate_external_url(url), std::invalid_argument) << url;
  }
}

TEST(NamedHost, IsThatToWhichABrowserGoes) {
  EXPECT_EQ(named_host("https://Pay.Example.com:444/x?y"), "pay.example.com");
  EXPECT_EQ(named_host("//pay.example.com/x"), "pay.example.com");
  for (const auto* none :
       {"/x", "x", "", "mailto:a@b.c", "https://user@h/", "https:/h", "\\\\h/", "///h", " https://h/"})
    EXPECT_EQ(named_host(none), std::nullopt) << none;
}

TEST(Url, EncodesWhatCannotStandInIt) {
  EXPECT_EQ(encoded_url("/räume/a b"), "/r%C3%A4ume/a%20b");
  EXPECT_EQ(encoded_url("/a%20b?x=1&y[z]=%C3%A4#top"), "/a%20b?x=1&y[z]=%C3%A4#top") << "what is encoded stays";
  EXPECT_EQ(encoded_url("/100%/a%zz/%4"), "/100%25/a%25zz/%254");
  EXPECT_EQ(encoded_url("/<\"\\^`{|}>"), "/%3C%22%5C%5E%60%7B%7C%7D%3E");
  EXPECT_EQ(encoded_url("http://[::1]:8080/\xff"), "http://[::1]:8080/%FF");
  EXPECT_EQ(encoded_url(encoded_url("/ä %")), encoded_url("/ä %"));
}

}  // namespace
}  // namespace plume
