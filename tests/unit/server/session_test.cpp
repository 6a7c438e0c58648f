#include <gtest/gtest.h>

#include "base/percent.h"
#include "crypto/key_derivation.h"
#include "crypto/signed_message.h"
#include "http/session_cookie.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

using namespace std::string_literals;

struct SessionTest : ::testing::TestWithParam<bool> {
  SessionTest() : site(options(GetParam())) {
    site.router().get("/token", [](Request& request) { return Response::text(request.csrf_token()); });
    site.router().get("/show", [](const Request& request) { return Response::text(request.session.json()); });
    site.router().get("/login", [](Request& request) {
      request.put_session("user", 7);
      return Response::text("in");
    });
    site.router().get("/logout", [](Request& request) {
      request.clear_session();
      return Response::text("out");
    });
    site.router().get("/huge", [](Request& request) {
      request.put_session("text", std::string(5000, 'x'));
      return Response::text("in");
    });
    site.router().post("/change", [](const Request&) { return Response::text("changed"); });
    site.router().post("/hook", [](const Request&) { return Response::text("hooked"); }, {.csrf = Csrf::off});
  }
  static EndpointOptions options(bool encrypted) {
    EndpointOptions options;
    options.session.encrypted = encrypted;
    return options;
  }
  Response get(const std::string& path) {
    return TcpClient(site.port()).get(path, cookie.empty() ? "" : "Cookie: " + cookie);
  }
  // Keeps the cookie, as a browser does.
  Response visit(const std::string& path) {
    Response response = get(path);
    if (const auto set = response.headers.get("set-cookie"); !set.empty()) cookie = set.substr(0, set.find(';'));
    return response;
  }
  int post(const std::string& path, const std::string& fields, const std::string& form = "a=1") {
    return TcpClient(site.port())
        .request(
            "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded" + fields,
            form)
        .status;
  }

  Site site;
  std::string cookie;
};

TEST_P(SessionTest, IsKeptInACookie) {
  const Response login = visit("/login");
  const auto set = login.headers.get("set-cookie");
  EXPECT_TRUE(set.starts_with("_plume_session="));
  EXPECT_NE(set.find("HttpOnly"), std::string::npos) << set;
  EXPECT_NE(set.find("SameSite=Lax"), std::string::npos) << set;
  EXPECT_EQ(set.find("secure"), std::string::npos) << set;
  const Response show = visit("/show");
  EXPECT_EQ(show.body, R"({"user":7})");
  EXPECT_FALSE(show.headers.contains("set-cookie"));  // nothing changed
  visit("/logout");
  EXPECT_EQ(cookie, "_plume_session=");
  EXPECT_EQ(get("/show").body, "{}");
}

TEST_P(SessionTest, AForgedOrDamagedCookieIsNoSession) {
  visit("/login");
  const std::string good = cookie;
  for (std::size_t at : {std::size_t(20), good.size() / 2, good.size() - 2}) {
    cookie = good;
    cookie[at] = cookie[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(get("/show").body, "{}") << cookie;
  }
  for (const auto* bad : {"", "x", "a.b.c", "%ff", "SFMyNTY.e30.AAAA"}) {
    cookie = "_plume_session="s + bad;
    EXPECT_EQ(get("/show").body, "{}") << cookie;
  }
  const auto forge = [](const std::string& secret) {
    return "_plume_session=" + crypto::sign_message(crypto::derive_key(secret, "session cookie"), R"({"user":7})");
  };
  cookie = forge(std::string(64, 'x'));
  EXPECT_EQ(get("/show").body, "{}");
  cookie = forge(std::string(64, 's'));
  EXPECT_EQ(get("/show").body, GetParam() ? "{}" : R"({"user":7})");  // signed is not encrypted
}

TEST_P(SessionTest, ASessionBeyondACookieIsAnError) {
  EXPECT_EQ(get("/huge").status, 500);
  EXPECT_TRUE(site.logged("4096"));
}

TEST_P(SessionTest, UnsafeRequestsNeedATokenOfTheSession) {
  const std::string token = visit("/token").body;
  ASSERT_EQ(token.size(), 56u);
  const std::string with = "\r\nCookie: " + cookie;
  EXPECT_EQ(post("/change", with + "\r\nX-CSRF-Token: " + token), 200);
  EXPECT_EQ(post("/change", with, "_csrf_token=" + percent_encode(token)), 200);
  EXPECT_EQ(post("/change", with), 403);
  EXPECT_EQ(post("/change", with + "\r\nX-CSRF-Token: " + std::string(56, 'A')), 403);
  EXPECT_EQ(post("/change", "\r\nX-CSRF-Token: " + token), 403);  // of no session
  EXPECT_EQ(post("/hook", ""), 200);
  EXPECT_EQ(post("/nowhere", ""), 404);

  const std::string other = visit("/token").body;
  EXPECT_NE(other, token);  // masked anew
  EXPECT_EQ(post("/change", with + "\r\nX-CSRF-Token: " + other), 200);

  visit("/login");  // keeps the secret
  EXPECT_EQ(post("/change", "\r\nCookie: " + cookie + "\r\nX-CSRF-Token: " + token), 200);
}

TEST_P(SessionTest, TheMethodThatAFormNamesIsCheckedToo) {
  site.router().del("/change", [](const Request&) { return Response::text("deleted"); });
  EXPECT_EQ(post("/change", "", "_method=DELETE"), 403);
  const std::string token = visit("/token").body;
  EXPECT_EQ(post("/change", "\r\nCookie: " + cookie, "_method=DELETE&_csrf_token=" + percent_encode(token)), 200);
}

TEST_P(SessionTest, S13_3_PlugsAndHandlersChangeIt) {
  site.router().pipeline("counting", {[](Request& request, const Handler& next) {
                           request.put_session("visits", request.session["visits"].integer_or(0) + 1);
                           return next(request);
                         }});
  site.router().scope("/counted", {.pipe_through = {"counting"}}, [](Scope& scope) {
    scope.live<CounterPage>("/live");
    scope.get("/page", [](Request& request) {
      request.delete_session("user");
      return Response::text(request.session.json());
    });
    scope.get("/fails", [](Request&) -> Response { throw HttpError(400, "no"); });
  });
  visit("/login");
  visit("/counted/live");
  EXPECT_EQ(visit("/counted/page").body, R"({"visits":2})");
  EXPECT_FALSE(visit("/counted/fails").headers.contains("set-cookie"));
  EXPECT_EQ(get("/show").body, R"({"visits":2})");
}

TEST_P(SessionTest, S13_3_ALogInMakesEarlierTokensWorthless) {
  site.router().get("/renew", [](Request& request) {
    request.put_session("guest", 1);
    request.renew_session();
    return Response::text(request.csrf_token());
  });
  site.router().get("/switch", [](Request& request) {
    request.clear_session();
    request.put_session("user", 8);
    return Response::text(request.csrf_token());
  });
  visit("/login");
  for (const std::string path : {"/renew", "/switch"}) {
    const std::string before = visit("/token").body;
    const std::string after = visit(path).body;
    EXPECT_EQ(post("/change", "\r\nCookie: " + cookie + "\r\nX-CSRF-Token: " + before), 403) << path;
    EXPECT_EQ(post("/change", "\r\nCookie: " + cookie + "\r\nX-CSRF-Token: " + after), 200) << path;
    EXPECT_EQ(get("/show").body, path == "/renew" ? R"({"user":7,"guest":1})" : R"({"user":8})");
  }
}

TEST_P(SessionTest, S6_3_FlashGoesOnceThroughASession) {
  site.router().get("/go", [](const Request&) {
    Response response = Response::redirect("/flash");
    response.flash.put("info", "gone");
    return response;
  });
  site.router().get("/flash", [](const Request& request) {
    return Response::text(std::string(request.flash["info"].value_or("none")));
  });
  visit("/go");
  EXPECT_EQ(visit("/flash").body, "gone");
  EXPECT_EQ(cookie, "_plume_session=");  // nothing else was in it
  EXPECT_EQ(visit("/flash").body, "none");
}

TEST_P(SessionTest, S13_3_CookiesWithAMaximalAgeAreDated) {
  SessionOptions options;
  options.cookie.max_age = 60;
  const auto signed_at = [](Value content) {
    return Value{{"_plume_session",
                  crypto::sign_message(crypto::derive_key(std::string(64, 's'), "session cookie"), content.json())}};
  };
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const http::SessionCookie dated(options, std::string(64, 's'));
  EXPECT_EQ(dated.read(signed_at({{"user", 7}, {"_written", now - 30}})).values, (Value{{"user", 7}}));
  EXPECT_EQ(dated.read(signed_at({{"user", 7}, {"_written", now - 61}})).values, Value::object());
  EXPECT_EQ(dated.read(signed_at({{"user", 7}})).values, Value::object());

  options.encrypted = GetParam();
  const http::SessionCookie cookies(options, std::string(64, 's'));
  const Response::Cookie written = cookies.write({.values = {{"user", 8}}});
  EXPECT_EQ(written.options.max_age, 60);
  EXPECT_EQ(cookies.read({{"_plume_session", written.value}}).values, (Value{{"user", 8}}));
}

TEST_P(SessionTest, S13_3_CookiesOfAnEarlierSaltAreRead) {
  const std::string secret(64, 's');
  SessionOptions options;
  options.encrypted = GetParam();
  options.salt = "old";
  const Params written{{"_plume_session", http::SessionCookie(options, secret).write({.values = {{"user", 7}}}).value}};
  options.salt = "new";
  EXPECT_EQ(http::SessionCookie(options, secret).read(written).values, Value::object());
  options.previous_salts = {"older", "old"};
  const http::SessionCookie both(options, secret);
  EXPECT_EQ(both.read(written).values, (Value{{"user", 7}}));
  options.previous_salts = {};
  const Params again{{"_plume_session", both.write({.values = {{"user", 8}}}).value}};
  EXPECT_EQ(http::SessionCookie(options, secret).read(again).values, (Value{{"user", 8}}));
}

INSTANTIATE_TEST_SUITE_P(SignedAndEncrypted, SessionTest, ::testing::Bool());

}  // namespace
}  // namespace plume::testing
