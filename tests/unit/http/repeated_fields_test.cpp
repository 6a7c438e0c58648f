#include "http/repeated_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "http/request_parser.h"

namespace plume::http {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The names of the fields that a source reads of requests. What is read of a response is written `response.headers`.
void add_read_fields(std::string source, std::set<std::string>& names) {
  source = std::regex_replace(source, std::regex(R"(response\.headers)"), "");
  static const std::regex reads[] = {
      std::regex(R"rx(headers\.(?:get|find|contains)\(\s*"([^"]+)")rx"),  // headers.get("…")
      std::regex(R"rx([Hh]eaders(?:\(\))?,\s*"([^"]+)")rx"),              // value_of(headers, "…")
      std::regex(R"rx(_field\s*=\s*"([^"]+)")rx"),                        // constexpr std::string_view host_field = "…"
  };
  for (const std::regex& read : reads)
    for (std::sregex_iterator found(source.begin(), source.end(), read), end; found != end; ++found)
      names.insert((*found)[1]);
}

const std::set<std::string>& fields_that_are_read() {
  static std::set<std::string> names;
  if (!names.empty()) return names;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PLUME_SOURCE_DIR) / "src"))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
      add_read_fields(text_of(entry.path()), names);
  return names;
}

// A request with these lines. `Host` is added unless it is one of them.
struct Outcome {
  int refused = 0;  // with this status
  RawRequest request;
};
Outcome parsed(const std::string& lines, bool has_host = false) {
  RequestParser parser;
  const std::string text = "GET / HTTP/1.1\r\n" + std::string(has_host ? "" : "Host: h\r\n") + lines + "\r\n";
  std::string_view bytes = text;
  if (parser.feed(bytes) == RequestParser::Status::failed) return {parser.error().status, {}};
  return {0, parser.take()};
}

std::size_t count(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& field) { return field.first == name; }));
}

TEST(RepeatedFields, HaveARuleForEveryFieldThatIsRead) {
  const auto names = fields_that_are_read();
  for (const char* known : {"cookie", "origin", "x-csrf-token", "sec-websocket-extensions", "x-forwarded-for", "host"})
    EXPECT_THAT(names, Contains(known)) << "the search of this test does not find it";
  for (const std::string& name : names)
    EXPECT_TRUE(repeated_rule(name)) << name << " has no row in repeated_fields.cpp";
}

TEST(RepeatedFields, BecomeOneFieldOrAreRefused) {
  for (const std::string& name : fields_that_are_read()) {
    if (name == "transfer-encoding" || name == "content-length" || name == "expect")
      continue;  // have a test of the parser
    SCOPED_TRACE(name);
    const std::string twice = name + ": a\r\nX-Between: 1\r\n" + name + ": b\r\n";
    const auto [refused, request] = parsed(twice, name == "host");
    if (repeated_rule(name) == Repeated::refused) {
      EXPECT_EQ(refused, 400);
      continue;
    }
    EXPECT_EQ(refused, 0);
    EXPECT_EQ(request.headers.get(name), repeated_rule(name) == Repeated::cookies ? "a; b" : "a, b");
    EXPECT_EQ(count(request.headers, name), 1u);
  }
}

TEST(RepeatedFields, AreFoundInAnyCaseAndKeepTheirOrder) {
  const auto [refused, request] =
      parsed("COOKIE: a=1\r\ncookie: b=2\r\nCookie: c=3\r\nAccept:\r\naccept: text/html\r\n");
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(request.headers.get("cookie"), "a=1; b=2; c=3");
  EXPECT_EQ(request.headers.get("accept"), "text/html");
  EXPECT_EQ(parsed("Origin: https://a\r\nORIGIN: https://a\r\n").refused, 400) << "equal ones, too";
}

TEST(RepeatedFields, OfUnknownNamesAreLists) {
  EXPECT_EQ(parsed("X-Team: red\r\nx-team: blue\r\n").request.headers.get("x-team"), "red, blue");
}

TEST(RepeatedFields, ThatMustNotBeLeaveTheHeadersAsTheyWere) {
  Headers headers;
  for (const auto& [name, value] : {std::pair("accept", "a"), {"accept", "b"}, {"range", "c"}, {"range", "d"}})
    headers.add(name, value);
  EXPECT_FALSE(combine_repeated(headers));
  EXPECT_EQ(headers.size(), 4u);
}

}  // namespace
}  // namespace plume::http
