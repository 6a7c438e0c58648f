// From http to https (server-api 13.8).
#include "http/forced_ssl.h"

#include <gtest/gtest.h>

namespace plume::http {
namespace {

Request request(std::string scheme, std::string host, std::string method = "GET") {
  Request request;
  request.scheme = std::move(scheme);
  request.host = std::move(host);
  request.method = std::move(method);
  request.path = "/a%20b";
  request.query = "c=1&d=%3D";
  return request;
}

std::string field(const ForceSsl& options, const Request& of) {
  Response response;
  ForcedSsl(options).mark(of, response);
  return std::string(response.headers.get("strict-transport-security"));
}

TEST(ForcedSsl, S13_8_RequestsOverHttpAreSentToHttps) {
  const ForcedSsl ssl(ForceSsl{});
  EXPECT_TRUE(ssl.forbids("http", "shop.example"));
  EXPECT_FALSE(ssl.forbids("https", "shop.example"));
  EXPECT_FALSE(ssl.forbids("http", "LocalHost"));
  EXPECT_FALSE(ssl.forbids("http", "127.0.0.1"));
  EXPECT_FALSE(ForcedSsl(std::nullopt).forbids("http", "shop.example"));
  for (const auto* method : {"GET", "HEAD", "POST", "DELETE"}) {
    const Response response = ssl.redirect(request("http", "shop.example", method));
    EXPECT_EQ(response.headers.get("location"), "https://shop.example/a%20b?c=1&d=%3D");
    EXPECT_EQ(response.status, std::string_view(method).size() == 3 || *method == 'H' ? 301 : 307) << method;
  }
  EXPECT_EQ(ForcedSsl(ForceSsl{.host = "www.example:444"}).redirect(request("http", "x")).headers.get("location"),
            "https://www.example:444/a%20b?c=1&d=%3D");
}

TEST(ForcedSsl, S13_8_ResponsesOverHttpsSayThatItStaysSo) {
  EXPECT_EQ(field({}, request("https", "shop.example")), "max-age=31536000");
  EXPECT_EQ(field({.max_age = 60, .include_subdomains = true, .preload = true}, request("https", "shop.example")),
            "max-age=60; includeSubDomains; preload");
  EXPECT_EQ(field({.max_age = 0}, request("https", "shop.example")), "");
  EXPECT_EQ(field({}, request("http", "shop.example")), "");
  EXPECT_EQ(field({}, request("https", "localhost")), "");
}

}  // namespace
}  // namespace plume::http
