// What a handler reads of a request changes nothing: no parameter, no session, and no text that it read before.
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "support/server_site.h"

namespace plume::testing {
namespace {

constexpr std::string_view form_head =
    "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded";
constexpr std::string_view json_head = "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json";

// Reads what is there, then much that is not, and says what was read.
std::string read_around(const RequestParams& params, std::string_view key) {
  const std::string_view read = params[key].text();
  std::string missing;
  for (int i = 0; i < 50; ++i) missing += params["missing " + std::to_string(i)]["deeper"].text();
  return std::string(read) + missing;
}

struct ReadingTest : ::testing::Test {
  ReadingTest() {
    site.router().post("/form",
                       [](Request& request) { return Response::text(read_around(request.body_params, "name")); },
                       {.csrf = Csrf::off});
    site.router().post("/json",
                       [](Request& request) {
                         const auto& name = request.body_params["name"];
                         const bool has_limit = !request.body_params["limit"].is_null();
                         return Response::json({{"name", name}, {"limited", has_limit}, {"all", request.body_params}});
                       },
                       {.csrf = Csrf::off});
    site.router().get("/items/:id", [](Request& request) {
      return Response::text(read_around(request.path_params, "id") + " " + read_around(request.query_params, "q") +
                            " " + read_around(request.cookies, "c") + request.params().json(true));
    });
    site.router().get("/visitor", [](Request& request) {
      return Response::text("hello " + std::string(request.session["user"]["name"].text_or("visitor")));
    });
  }

  Site site;
  const std::string long_text = std::string(100, 'x');
};

TEST_F(ReadingTest, AMissingFieldLeavesTheOthersAsTheyAre) {
  TcpClient client(site.port());
  EXPECT_EQ(client.request(form_head, "name=" + long_text).body, long_text);
}

TEST_F(ReadingTest, JsonIsAnsweredAsItCame) {
  TcpClient client(site.port());
  EXPECT_EQ(client.request(json_head, R"({"name":"ada"})").body,
            R"({"name":"ada","limited":false,"all":{"name":"ada"}})");
}

TEST_F(ReadingTest, PathQueryAndCookiesStayAsTheyCame) {
  TcpClient client(site.port());
  const auto response = client.get("/items/" + long_text + "?q=" + long_text, "Cookie: c=" + long_text);
  EXPECT_EQ(response.body, long_text + " " + long_text + " " + long_text + R"({"id":")" + long_text + R"(","q":")" +
                               long_text + R"("})");
}

TEST_F(ReadingTest, AMissingSessionValueSetsNoCookie) {
  TcpClient client(site.port());
  const auto response = client.get("/visitor");
  EXPECT_EQ(response.body, "hello visitor");
  EXPECT_FALSE(response.headers.contains("set-cookie"));
}

}  // namespace
}  // namespace plume::testing
