#include "http/request_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace plume::http {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using Status = RequestParser::Status;

/// What came of a connection's bytes: its complete requests, and the status of the error that ended it, or 0.
struct Outcome {
  std::vector<RawRequest> requests;
  int error = 0;
  std::string reason;
};

Outcome parse(std::string_view bytes, RequestLimits limits = {}, std::size_t step = std::string_view::npos) {
  RequestParser parser(limits);
  Outcome outcome;
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    Status status = Status::head;
    while (status == Status::head || status == Status::complete) {
      status = parser.feed(piece);
      if (status == Status::complete) outcome.requests.push_back(parser.take());
    }
    if (status == Status::failed) {
      outcome.error = parser.error().status;
      outcome.reason = parser.error().reason;
      return outcome;
    }
    EXPECT_TRUE(piece.empty());
  }
  return outcome;
}

/// A request with these header lines, each with its end.
std::string get(std::string_view headers = "") {
  return "GET / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n";
}
std::string post(std::string_view headers, std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n" + std::string(body);
}
std::string chunked(std::string_view body) { return post("Transfer-Encoding: chunked\r\n", body); }

int error_of(std::string_view bytes, RequestLimits limits = {}) { return parse(bytes, limits).error; }

RawRequest only_request(const std::string& bytes) {
  const Outcome outcome = parse(bytes);
  EXPECT_EQ(outcome.error, 0) << outcome.reason;
  EXPECT_EQ(outcome.requests.size(), 1u);
  return outcome.requests.empty() ? RawRequest() : outcome.requests[0];
}

TEST(RequestParser, ReadsARequest) {
  const RawRequest request = only_request(
      "GET /a%20b?x=1&y=? HTTP/1.1\r\nHost: Example.com:4000\r\nAccept: */*\r\nX-Empty:\r\nX-Padded: \t a b "
      "\t\r\n\r\n");
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.path, "/a%20b");
  EXPECT_EQ(request.query, "x=1&y=?");
  EXPECT_EQ(request.host, "example.com");
  EXPECT_EQ(request.port, 4000);
  EXPECT_EQ(request.minor_version, 1);
  EXPECT_TRUE(request.keeps_alive);
  EXPECT_EQ(request.headers.get("accept"), "*/*");
  EXPECT_EQ(request.headers.get("x-empty"), "");
  EXPECT_EQ(request.headers.get("x-padded"), "a b");
  EXPECT_EQ(request.body, "");
}

TEST(RequestParser, EveryCutGivesTheSameRequests) {
  const std::string bytes = "\r\n" + post("Content-Length: 5\r\n", "hello") + get() +
                            chunked("5;ext=\"x\"\r\nhello\r\n1\r\n \r\n05\r\nworld\r\n0\r\nTrailer: dropped\r\n\r\n") +
                            "GET /last HTTP/1.0\r\n\r\n";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    const Outcome outcome = parse(bytes, {}, step);
    ASSERT_EQ(outcome.error, 0) << outcome.reason << ", in pieces of " << step;
    ASSERT_EQ(outcome.requests.size(), 4u);
    EXPECT_EQ(outcome.requests[0].body, "hello");
    EXPECT_EQ(outcome.requests[1].method, "GET");
    EXPECT_EQ(outcome.requests[2].body, "hello world");
    EXPECT_FALSE(outcome.requests[2].headers.contains("trailer"));
    EXPECT_EQ(outcome.requests[3].path, "/last");
  }
}

TEST(RequestParser, SaysHowManyBytesItTook) {
  const std::string first = post("Content-Length: 2\r\n", "ab");
  const std::string both = first + get();
  RequestParser parser;
  EXPECT_TRUE(parser.is_idle());
  std::string_view bytes = both;
  EXPECT_EQ(parser.feed(bytes), Status::head);
  EXPECT_FALSE(parser.is_idle());
  EXPECT_EQ(bytes.substr(0, 2), "ab");
  EXPECT_EQ(parser.feed(bytes), Status::complete);
  EXPECT_EQ(both.size() - bytes.size(), first.size());
  EXPECT_EQ(parser.feed(bytes), Status::complete) << "until the request is taken";
  parser.take();
  EXPECT_TRUE(parser.is_idle());
  EXPECT_EQ(parser.feed(bytes), Status::head);
  EXPECT_EQ(parser.feed(bytes), Status::complete);
  EXPECT_TRUE(bytes.empty());
}

TEST(RequestParser, ReportsTheHeadBeforeTheBody) {
  RequestParser parser;
  const std::string head = post("Content-Length: 2\r\nExpect: 100-Continue\r\n", "");
  std::string_view bytes = head;
  EXPECT_EQ(parser.feed(bytes), Status::head);
  EXPECT_TRUE(parser.request().expects_continue);
  EXPECT_EQ(parser.feed(bytes), Status::need_more);
  bytes = "ab";
  EXPECT_EQ(parser.feed(bytes), Status::complete);
  EXPECT_EQ(parser.take().body, "ab");
}

TEST(RequestParser, ExpectationsWithoutABodyAndOtherOnes) {
  EXPECT_FALSE(only_request(get("Expect: 100-continue\r\n")).expects_continue);
  EXPECT_EQ(error_of(get("Expect: magic\r\n")), 417);
  EXPECT_EQ(error_of(get("Expect: 100-continue\r\nExpect: 100-continue\r\n")), 417);
}

TEST(RequestParser, KeepsTheConnectionByVersionAndField) {
  EXPECT_TRUE(only_request(get()).keeps_alive);
  EXPECT_FALSE(only_request(get("Connection: Upgrade, Close\r\n")).keeps_alive);
  EXPECT_FALSE(only_request(get("Connection: keep-alive\r\nConnection: close\r\n")).keeps_alive);
  EXPECT_FALSE(only_request("GET / HTTP/1.0\r\n\r\n").keeps_alive);
  EXPECT_TRUE(only_request("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keeps_alive);
}

TEST(RequestParser, AcceptsAbsoluteTargets) {
  const RawRequest request = only_request("GET http://Example.com:80/a?b=c HTTP/1.1\r\nHost: example.com\r\n\r\n");
  EXPECT_EQ(request.path, "/a");
  EXPECT_EQ(request.query, "b=c");
  EXPECT_EQ(request.host, "example.com");
  EXPECT_EQ(only_request("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n").path, "/");
  EXPECT_EQ(error_of("GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
  EXPECT_EQ(error_of("GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
  EXPECT_EQ(only_request("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").path, "*");
}

struct Case {
  const char* what;
  std::string bytes;
  int status;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.what; }

class Refused : public ::testing::TestWithParam<Case> {};

TEST_P(Refused, InOnePieceAndByteByByte) {
  const Case& test = GetParam();
  const Outcome whole = parse(test.bytes);
  EXPECT_EQ(whole.error, test.status) << whole.reason;
  EXPECT_TRUE(whole.requests.empty());
  const Outcome cut = parse(test.bytes, {}, 1);
  EXPECT_EQ(cut.error, test.status);
  EXPECT_EQ(cut.reason, whole.reason);
}

INSTANTIATE_TEST_SUITE_P(
    RequestLine, Refused,
    ::testing::Values(Case{"two empty lines", "\r\n\r\n" + get(), 400},
                      Case{"no version", "GET /\r\nHost: h\r\n\r\n", 400},
                      Case{"no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"two spaces before the target", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"two spaces before the version", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a space at the end", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
                      Case{"a space in front", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a tab", "GET\t/\tHTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a method that is no token", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a long method", std::string(33, 'A') + " / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"an asterisk", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"CONNECT", "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", 400},
                      Case{"a fragment", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a backslash", "GET /a\\b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a broken percent sequence", "GET /%2 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a raw byte", "GET /\xC3\xA9 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"NUL", "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n"s, 400},
                      Case{"CR in the line", "GET /\ra HTTP/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"LF alone", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400},
                      Case{"small letters", "GET / http/1.1\r\nHost: h\r\n\r\n", 400},
                      Case{"a longer version", "GET / HTTP/1.10\r\nHost: h\r\n\r\n", 400},
                      Case{"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
                      Case{"HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505},
                      Case{"HTTP/0.9", "GET / HTTP/0.9\r\nHost: h\r\n\r\n", 505}));

INSTANTIATE_TEST_SUITE_P(
    Headers, Refused,
    ::testing::Values(Case{"no Host", "GET / HTTP/1.1\r\n\r\n", 400}, Case{"two Hosts", get("Host: h\r\n"), 400},
                      Case{"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n", 400},
                      Case{"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
                      Case{"two hosts in one", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
                      Case{"a path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
                      Case{"a user in Host", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
                      Case{"folding", get("A: b\r\n c\r\n"), 400}, Case{"folding by tab", get("A: b\r\n\tc\r\n"), 400},
                      Case{"folding of the first line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400},
                      Case{"a space before the colon", get("A : b\r\n"), 400}, Case{"no colon", get("A\r\n"), 400},
                      Case{"no name", get(": b\r\n"), 400}, Case{"a name that is no token", get("A[]: b\r\n"), 400},
                      Case{"a name beyond ASCII", get("\xC3\xA9: b\r\n"), 400},
                      Case{"NUL in a name", get("A\0: b\r\n"sv), 400}, Case{"NUL in a value", get("A: \0b\r\n"sv), 400},
                      Case{"CR in a value", get("A: b\rc\r\n"), 400}, Case{"two CRs", get("A: b\r\r\n"), 400},
                      Case{"an escape in a value", get("A: \x1B[2J\r\n"), 400},
                      Case{"DEL in a value", get("A: \x7F\r\n"), 400}, Case{"LF alone", get("A: b\n"), 400},
                      Case{"LF alone at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400}));

INSTANTIATE_TEST_SUITE_P(
    Framing, Refused,
    ::testing::Values(
        Case{"two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
        Case{"two equal lengths", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400},
        Case{"two lengths in one", post("Content-Length: 1, 1\r\n", "a"), 400},
        Case{"a signed length", post("Content-Length: +1\r\n", "a"), 400},
        Case{"a negative length", post("Content-Length: -1\r\n", "a"), 400},
        Case{"a hexadecimal length", post("Content-Length: 0x1\r\n", "a"), 400},
        Case{"an empty length", post("Content-Length:\r\n", "a"), 400},
        Case{"a length with a space", post("Content-Length: 1 0\r\n", "a"), 400},
        Case{"a length beyond the limit", post("Content-Length: 8000001\r\n", ""), 413},
        Case{"a length beyond 64 bits", post("Content-Length: 18446744073709551617\r\n", "a"), 413},
        Case{"length, then coding", post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Case{"coding, then length", post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "0\r\n\r\n"), 400},
        Case{"another coding", post("Transfer-Encoding: gzip\r\n", ""), 501},
        Case{"coding before chunked", post("Transfer-Encoding: gzip, chunked\r\n", ""), 501},
        Case{"coding after chunked", post("Transfer-Encoding: chunked, gzip\r\n", ""), 501},
        Case{"identity", post("Transfer-Encoding: identity\r\n", ""), 501},
        Case{"almost chunked", post("Transfer-Encoding: xchunked\r\n", ""), 501},
        Case{"chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", ""), 501},
        Case{"two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), 400},
        Case{"an empty coding", post("Transfer-Encoding:\r\n", ""), 501},
        Case{"coding with vertical tab",
             post("Transfer-Encoding: \x0b"
                  "chunked\r\n",
                  ""),
             400},
        Case{"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400}));

INSTANTIATE_TEST_SUITE_P(
    Chunks, Refused,
    ::testing::Values(Case{"no size", chunked("\r\nhello\r\n0\r\n\r\n"), 400}, Case{"no number", chunked("x\r\n"), 400},
                      Case{"a prefix", chunked("0x5\r\nhello\r\n"), 400},
                      Case{"a sign", chunked("+5\r\nhello\r\n"), 400},
                      Case{"a space in front", chunked(" 5\r\nhello\r\n"), 400},
                      Case{"a space behind", chunked("5 \r\nhello\r\n"), 400},
                      Case{"17 digits", chunked("00000000000000005\r\nhello\r\n"), 400},
                      Case{"a size beyond 64 bits", chunked("10000000000000000\r\n"), 400},
                      Case{"the biggest size", chunked("ffffffffffffffff\r\n"), 413},
                      Case{"a size beyond the limit", chunked("7A1201\r\n"), 413},
                      Case{"LF behind the size", chunked("5\nhello\r\n"), 400},
                      Case{"LF behind the data", chunked("5\r\nhello\n"), 400},
                      Case{"too much data", chunked("5\r\nhello!\r\n"), 400},
                      Case{"a long extension", chunked("5;" + std::string(300, 'x') + "\r\n"), 400},
                      Case{"NUL in an extension", chunked("5;\0\r\nhello\r\n"sv), 400},
                      Case{"a malformed trailer", chunked("0\r\nA\r\n\r\n"), 400},
                      Case{"a folded trailer", chunked("0\r\nA: b\r\n c\r\n\r\n"), 400},
                      Case{"LF after the last chunk", chunked("0\r\n\n"), 400}));

TEST(RequestParser, ChunkExtensionsAreLimitedTogether) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "1;" + std::string(200, 'x') + "\r\na\r\n";
  EXPECT_EQ(error_of(chunked(body)), 400);
}

TEST(RequestParser, ChunksCountTogether) {
  const RequestLimits limits{.body_bytes = 5};
  EXPECT_EQ(parse(chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), limits).requests.at(0).body, "abcde");
  EXPECT_EQ(error_of(chunked("3\r\nabc\r\n3\r\n"), limits), 413);
  EXPECT_EQ(parse(post("Content-Length: 5\r\n", "abcde"), limits).requests.at(0).body, "abcde");
  EXPECT_EQ(error_of(post("Content-Length: 6\r\n", ""), limits), 413);
}

TEST(RequestParser, LimitsTheTarget) {
  const auto request = [](std::size_t size) {
    return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
  };
  for (const std::size_t step : {std::string::npos, std::size_t{1}}) {
    EXPECT_EQ(parse(request(16 * 1024), {}, step).error, 0);
    EXPECT_EQ(parse(request(16 * 1024 + 1), {}, step).error, 414);
    EXPECT_EQ(parse("GET /" + std::string(20'000, 'a'), {}, step).error, 414) << "without the end of the line";
    EXPECT_EQ(parse(request(1'000'000), {.target_bytes = 1'000'000}, step).error, 0);
  }
}

TEST(RequestParser, LimitsTheHeaders) {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "A: b\r\n";
    return text;
  };
  EXPECT_EQ(error_of(get(lines(99))), 0);
  EXPECT_EQ(error_of(get(lines(100))), 431);
  EXPECT_EQ(error_of(chunked("0\r\n" + lines(200) + "\r\n")), 431) << "trailers are counted too";
  const RequestLimits limits{.header_bytes = 100};
  const auto filler = [](std::size_t size) { return "A: " + std::string(size - 3, 'x') + "\r\n"; };
  for (const std::size_t step : {std::string::npos, std::size_t{1}}) {
    EXPECT_EQ(parse(get(filler(93)), limits, step).error, 0);
    EXPECT_EQ(parse(get(filler(94)), limits, step).error, 431);
    EXPECT_EQ(parse(get(filler(50) + filler(44)), limits, step).error, 431);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: " + std::string(200, 'h'), limits, step).error, 431);
  }
}

TEST(RequestParser, NothingIsReadAfterAnError) {
  RequestParser parser;
  std::string_view bytes = "junk\r\n";
  EXPECT_EQ(parser.feed(bytes), Status::failed);
  const std::string good = get();
  bytes = good;
  EXPECT_EQ(parser.feed(bytes), Status::failed);
}

TEST(RequestParser, CostsLinearTimeHoweverTheBytesAreCut) {
  const RequestLimits limits{.target_bytes = 4'000'000, .header_bytes = 4'000'000};
  const std::string bytes =
      "GET /" + std::string(2'000'000, 'a') + " HTTP/1.1\r\nHost: h\r\nA: " + std::string(2'000'000, 'b') + "\r\n\r\n";
  EXPECT_EQ(parse(bytes, limits, 1).requests.size(), 1u);
}

}  // namespace
}  // namespace plume::http
