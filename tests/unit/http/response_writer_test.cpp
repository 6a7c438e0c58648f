#include "http/response_writer.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume::http {
namespace {

const auto moment = std::chrono::system_clock::time_point(std::chrono::seconds(784111777));

std::string written(const Response& response, ResponseContext context = {}) {
  context.now = moment;
  std::string out = "before";
  append_response(out, response, context);
  return out.substr(6);
}

Response with_header(std::string_view name, std::string_view value) {
  Response response;
  response.headers.add(name, value);
  return response;
}

TEST(ResponseWriter, WritesStatusFieldsAndBody) {
  Response response = with_header("content-type", "text/plain");
  response.body = "hello";
  response.cookies.push_back({"s", "v", {}});
  EXPECT_EQ(written(response),
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nset-cookie: s=v; path=/; HttpOnly; SameSite=Lax\r\n"
            "date: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-length: 5\r\n\r\nhello");
}

TEST(ResponseWriter, DependsOnTheRequest) {
  Response response;
  response.body = "hello";
  EXPECT_EQ(written(response, {.is_head_request = true, .keeps_alive = false}),
            "HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-length: 5\r\nconnection: close\r\n\r\n");
  response.cookies.push_back({"s", "v", {}});
  EXPECT_NE(written(response, {.is_secure = true}).find("; secure"), std::string::npos);
}

TEST(ResponseWriter, NoBodyWhereTheStatusHasNone) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    response.body = "not to be sent";
    const std::string text = written(response);
    EXPECT_EQ(text.find("content-length"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\n\r\n"));
  }
}

TEST(ResponseWriter, KeepsADateThatIsSet) {
  const std::string text = written(with_header("Date", "then"));
  EXPECT_EQ(text.find("date:"), std::string::npos);
}

TEST(ResponseWriter, RefusesInjectionAndWritesNothing) {
  for (const Response& response :
       {with_header("location", "/a\r\nset-cookie: x=y"), with_header("location", "/a\nb"), with_header("a", "\rb"),
        with_header("a", std::string_view("\0", 1)), with_header("a b", "c"), with_header("a\r\nb", "c"),
        with_header("", "c"), with_header("Content-Length", "5"), with_header("Transfer-Encoding", "chunked"),
        with_header("connection", "x")}) {
    std::string out;
    EXPECT_THROW(append_response(out, response), std::invalid_argument);
    EXPECT_EQ(out, "");
  }
  Response response;
  response.status = 99;
  EXPECT_THROW(written(response), std::invalid_argument);
}

TEST(ResponseWriter, UnknownStatusHasNoPhrase) {
  Response response;
  response.status = 299;
  EXPECT_TRUE(written(response).starts_with("HTTP/1.1 299 \r\n"));
}

TEST(HttpDate, IsTheFixedFormat) {
  EXPECT_EQ(http_date(moment), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(std::chrono::system_clock::time_point(std::chrono::seconds(951782399))),
            "Mon, 28 Feb 2000 23:59:59 GMT");
  EXPECT_EQ(http_date(std::chrono::system_clock::time_point(std::chrono::seconds(951782400))),
            "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(SwitchingProtocols, AnswersTheHandshake) {
  std::string out;
  append_switching_protocols(out, "key", "");
  EXPECT_EQ(out,
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
            "sec-websocket-accept: key\r\n\r\n");
  out.clear();
  append_switching_protocols(out, "key", "phoenix");
  EXPECT_TRUE(out.ends_with("sec-websocket-protocol: phoenix\r\n\r\n"));
}

}  // namespace
}  // namespace plume::http
