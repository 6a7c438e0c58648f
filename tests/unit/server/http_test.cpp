#include <gtest/gtest.h>

#include <thread>

#include "support/server_site.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

// A site with pages that tell what they were asked.
struct HttpTest : ::testing::Test {
  explicit HttpTest(EndpointOptions options = {}) : site(std::move(options)) {
    site.router().get("/hello/:name", [](const Request& request) {
      return Response::text("hello " + std::string(request.path_params["name"].text()));
    });
    site.router().get("/page", [](const Request&) { return Response::html("<p>page"); });
    site.router().post("/echo", [](const Request& request) { return Response::text(request.body); },
                       {.csrf = Csrf::off});
    site.router().get("/params", [](const Request& request) { return Response::json(request.query_params); });
    site.router().post("/form", [](const Request& request) { return Response::json(request.body_params); },
                       {.csrf = Csrf::off});
    site.router().put("/form", [](const Request&) { return Response::text("put"); }, {.csrf = Csrf::off});
    site.router().get("/throws", [](const Request&) -> Response { throw std::runtime_error("secret reason"); });
    site.router().get("/teapot", [](const Request&) -> Response { throw HttpError(410, "all gone"); });
    site.router().get("/peer", [](const Request& request) {
      return Response::text(request.scheme + " " + request.host + " " + std::to_string(request.port) + " " +
                            request.peer);
    });
    site.router().get("/bad-header", [](const Request&) {
      Response response = Response::text("x");
      response.headers.set("x-bad", "a\r\nb");
      return response;
    });
    site.router().get("/big", [](const Request&) { return Response::text(std::string(30'000'000, 'b')); });
  }
  Gate entered, gate;
  Site site;
};

TEST_F(HttpTest, AnswersManyRequestsOverOneConnection) {
  TcpClient client(site.port());
  for (const auto* name : {"a", "b", "c"}) {
    const Response response = client.get("/hello/"s + name);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello "s + name);
    EXPECT_FALSE(response.headers.contains("connection"));
  }
}

TEST_F(HttpTest, AnswersPipelinedRequestsInTheirOrder) {
  TcpClient client(site.port());
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "GET /hello/" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
  client.write(bytes);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.response().body, "hello " + std::to_string(i));
}

TEST_F(HttpTest, TakesARequestByteByByte) {
  TcpClient client(site.port());
  for (const char byte : "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"s) client.write({&byte, 1});
  EXPECT_EQ(client.response().body, "abc");
}

TEST_F(HttpTest, TakesChunkedBodies) {
  TcpClient client(site.port());
  client.write("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.response().body, "abcde");
}

TEST_F(HttpTest, ClosesWhereTheClientAsksForIt) {
  TcpClient client(site.port());
  EXPECT_EQ(client.get("/hello/a", "Connection: close").headers.get("connection"), "close");
  EXPECT_TRUE(client.ended());
  TcpClient old(site.port());
  EXPECT_EQ(old.request("GET /hello/a HTTP/1.0").body, "hello a");
  EXPECT_TRUE(old.ended());
}

TEST_F(HttpTest, KeepsAConnectionOfHttp10WhereTheClientAsksForItAndSaysSo) {
  TcpClient client(site.port());
  for (const char* name : {"a", "b"}) {
    const Response kept = client.request("GET /hello/" + std::string(name) + " HTTP/1.0\r\nConnection: keep-alive");
    EXPECT_EQ(kept.body, "hello " + std::string(name));
    EXPECT_EQ(kept.headers.get("connection"), "keep-alive");
  }
  const std::string asset(client_assets().begin()->hashed_path);
  EXPECT_EQ(client.request("GET " + asset + " HTTP/1.0\r\nConnection: keep-alive").headers.get("connection"),
            "keep-alive");
  EXPECT_EQ(client.request("GET /hello/c HTTP/1.0").headers.get("connection"), "close");
  EXPECT_TRUE(client.ended());
  EXPECT_FALSE(TcpClient(site.port()).get("/hello/d").headers.contains("connection"));
}

TEST_F(HttpTest, SendsTheWholeAnswerToAClientThatSaysNothingMore) {
  TcpClient client(site.port());
  client.write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  client.end_writing();
  EXPECT_EQ(client.response().body.size(), 30'000'000u);
  EXPECT_TRUE(client.ended());
}

TEST_F(HttpTest, TellsAClientToGoOnWithItsBody) {
  TcpClient client(site.port());
  client.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.response().status, 100);
  client.write("ok");
  EXPECT_EQ(client.response().body, "ok");
}

TEST_F(HttpTest, AnswersHeadLikeGetWithoutABody) {
  TcpClient client(site.port());
  const Response response = client.request("HEAD /hello/you HTTP/1.1\r\nHost: h");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("content-length"), "9");
  EXPECT_EQ(client.get("/hello/a").body, "hello a");  // nothing of a body came in between
}

TEST_F(HttpTest, AnswersUnknownPathsWithNotFound) {
  TcpClient client(site.port());
  const Response response = client.get("/nowhere");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.headers.get("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(response.body, "Not Found");
  EXPECT_EQ(client.get("/nowhere", "Accept: text/html").body, "Not Found");
}

TEST_F(HttpTest, NamesTheMethodsOfAPathWithoutThisOne) {
  TcpClient client(site.port());
  const Response response = client.request("DELETE /form HTTP/1.1\r\nHost: h");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.get("allow"), "POST, PUT");
}

TEST_F(HttpTest, RefusesMalformedRequestsAndCloses) {
  const std::pair<std::string, int> cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505},
      {"\x16\x03\x01\x02\x00\x01\x00\r\n"s, 400},
      {"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(40'000, 'a') + "\r\n\r\n", 431},
      {"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n", 413},
  };
  for (const auto& [bytes, status] : cases) {
    TcpClient client(site.port());
    client.write(bytes);
    const Response response = client.response();
    EXPECT_EQ(response.status, status) << bytes.substr(0, 80);
    EXPECT_EQ(response.headers.get("connection"), "close");
    EXPECT_TRUE(client.ended());
  }
}

TEST_F(HttpTest, RefusesAChunkedBodyThatGrowsTooLong) {
  TcpClient client(site.port());
  client.write("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65'536, 'x') + "\r\n";
  for (int i = 0; i < 130; ++i) client.write(chunk);
  EXPECT_EQ(client.response().status, 413);
}

TEST_F(HttpTest, DecodesQueriesAndForms) {
  TcpClient client(site.port());
  EXPECT_EQ(client.get("/params?a[b]=1&c[]=2&c[]=3").body, R"({"a":{"b":"1"},"c":["2","3"]})");
  const std::string form = "POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded";
  EXPECT_EQ(client.request(form, "user[name]=J%C3%B6&x=+").body, R"({"user":{"name":"Jö"},"x":" "})");
  EXPECT_EQ(client.request(form, "a=%zz").status, 400);
  EXPECT_EQ(client.request(form, "a=%ff").status, 400);
  EXPECT_EQ(client.request(form, std::string(1'000'001, 'a')).status, 413);
  const std::string json = "POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: application/json; charset=utf-8";
  EXPECT_EQ(client.request(json, R"({"a":1})").body, R"({"a":1})");
  EXPECT_EQ(client.request(json, "[1,2]").body, R"({"_json":[1,2]})");
  EXPECT_EQ(client.request(json, "{").status, 400);
  EXPECT_EQ(client.get("/params?a=%ff").status, 400);
}

TEST_F(HttpTest, ReadsTheFieldsOfMultipartForms) {
  TcpClient client(site.port());
  const std::string form = "POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x";
  const auto field = [](const std::string& name, const std::string& text) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
  };
  EXPECT_EQ(
      client.request(form, field("user[name]", "Jö+&=") + field("tags[]", "1") + field("tags[]", "") + "--x--").body,
      R"({"user":{"name":"Jö+&="},"tags":["1",""]})");
  EXPECT_EQ(client.request(form, field("_method", "put") + "--x--\r\n").body, "put");
  EXPECT_EQ(client.request(form, field("a", "\xff") + "--x--").status, 400);
  EXPECT_EQ(client.request(form, "a").status, 400);
  EXPECT_EQ(client.request(form, field("a", std::string(1'000'001, 'a')) + "--x--").status, 413);
  std::string parts;
  for (int i = 0; i < 4'097; ++i) parts += field("a", "");
  EXPECT_EQ(client.request(form, parts + "--x--").status, 413);
}

struct BoundedMultipartTest : HttpTest {
  BoundedMultipartTest() : HttpTest({.limits = {.multipart_parts = 2, .multipart_header_bytes = 200}}) {}
};

TEST_F(BoundedMultipartTest, RefusesFormsBeyondItsLimits) {
  TcpClient client(site.port());
  const std::string form = "POST /form HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x";
  const std::string part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
  EXPECT_EQ(client.request(form, part + part + "--x--").status, 200);
  EXPECT_EQ(client.request(form, part + part + part + "--x--").status, 413);
  EXPECT_EQ(client.request(form, "--x\r\nX: " + std::string(200, 'x') + "\r\n").status, 413);
}

TEST_F(HttpTest, EncodesLocations) {
  site.router().get("/go", [](const Request&) { return Response::redirect("/räume/a b?c=%20\"d\""); });
  site.router().get("/away", [](const Request&) { return Response::redirect_external("https://example.com/ä"); });
  site.router().get("/own", [](const Request&) {
    Response response;
    response.status = 201;
    response.headers.set("Location", "/räume/1");
    return response;
  });
  TcpClient client(site.port());
  const Response go = client.get("/go");
  EXPECT_EQ(go.headers.get("location"), "/r%C3%A4ume/a%20b?c=%20%22d%22");
  EXPECT_NE(go.body.find("\"/r%C3%A4ume/a%20b?c=%20%22d%22\""), std::string::npos) << go.body;
  EXPECT_EQ(client.get("/away").headers.get("location"), "https://example.com/%C3%A4");
  EXPECT_EQ(client.get("/own").headers.get("location"), "/r%C3%A4ume/1");
}

TEST_F(HttpTest, S13_9_BodiesOfOtherTypesAreRefused) {
  TcpClient client(site.port());
  const std::string post = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: ";
  for (const auto* type : {"text/csv", "multipart/mixed; boundary=x", "application/jsonp", "x"})
    EXPECT_EQ(client.request(post + type, "a").status, 415) << type;
  EXPECT_EQ(client.request("POST /echo HTTP/1.1\r\nHost: h", "a").body, "a");
}

struct PassingHttpTest : HttpTest {
  PassingHttpTest() : HttpTest({.pass_bodies = {"text/csv", "image/*"}}) {}
};

TEST_F(PassingHttpTest, S13_9_BodiesOfSomeTypesAreLeftToHandlers) {
  TcpClient client(site.port());
  const std::string post = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: ";
  for (const auto* type : {"text/csv; charset=utf-8", "image/png", "Image/gif"})
    EXPECT_EQ(client.request(post + type, "a").body, "a") << type;
  EXPECT_EQ(client.request(post + "text/plain", "a").status, 415);
}

TEST_F(HttpTest, AFormMayNameAnotherMethod) {
  TcpClient client(site.port());
  const std::string form = "/form HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded";
  EXPECT_EQ(client.request("POST " + form, "_method=put").body, "put");
  EXPECT_EQ(client.request("POST " + form, "_method=GET").body, R"({"_method":"GET"})");
  EXPECT_EQ(client.request("POST " + form, "_method=DELETE").status, 405);
}

TEST_F(HttpTest, TellsHandlersWhereTheRequestCameFrom) {
  TcpClient client(site.port());
  EXPECT_EQ(client.request("GET /peer HTTP/1.1\r\nHost: Example.COM:81\r\nX-Forwarded-Proto: https").body,
            "http example.com 81 127.0.0.1");
  EXPECT_EQ(client.request("GET /peer HTTP/1.1\r\nHost: h").body, "http h 80 127.0.0.1");
}

struct ProxiedHttpTest : HttpTest {
  ProxiedHttpTest()
      : HttpTest({.check_origin = {.mode = CheckOrigin::Mode::connection},
                  .force_ssl = ForceSsl{},
                  .rewrite_on = {"x-forwarded-proto", "x-forwarded-host", "x-forwarded-for"}}) {
    site.router().get("/log-in", [](Request& request) {
      request.put_session("user", 7);
      return Response::text("in");
    });
    site.router().live<CounterPage>("/live");
  }
};

TEST_F(ProxiedHttpTest, S13_8_BelievesItsProxy) {
  TcpClient client(site.port());
  const std::string proxied =
      "Host: inner\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\n"
      "X-Forwarded-Host: Shop.example";
  const Response page = client.request("GET /peer HTTP/1.1\r\n" + proxied);
  EXPECT_EQ(page.body, "https shop.example 443 1.2.3.4");
  EXPECT_EQ(page.headers.get("strict-transport-security"), "max-age=31536000");
  EXPECT_NE(client.request("GET /log-in HTTP/1.1\r\n" + proxied).headers.get("set-cookie").find("; secure"),
            std::string_view::npos);
  TcpClient socket(site.port());
  EXPECT_EQ(socket.upgrade("/live/websocket?vsn=2.0.0",
                           "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\n"
                           "Origin: https://shop.example"),
            101);
}

TEST_F(ProxiedHttpTest, S13_8_SendsOthersToHttps) {
  TcpClient client(site.port());
  const Response page = client.request("GET /page?a=1 HTTP/1.1\r\nHost: shop.example:4000");
  EXPECT_EQ(page.status, 301);
  EXPECT_EQ(page.headers.get("location"), "https://shop.example/page?a=1");
  EXPECT_FALSE(page.headers.contains("strict-transport-security"));
  EXPECT_EQ(client.request("POST /echo HTTP/1.1\r\nHost: shop.example", "a").status, 307);
  EXPECT_EQ(client.request("GET /assets/plume.js HTTP/1.1\r\nHost: shop.example").status, 301);
  EXPECT_EQ(client.request("GET /page HTTP/1.1\r\nHost: localhost").status, 200);
  TcpClient socket(site.port());
  EXPECT_EQ(socket.upgrade("/live/websocket?vsn=2.0.0", "X-Forwarded-Host: shop.example"), 403);
}

TEST_F(HttpTest, GivesEachRequestAnIdOrKeepsItsOwn) {
  TcpClient client(site.port());
  const std::string mine = "0123456789-0123456789";
  EXPECT_EQ(client.get("/page", "X-Request-Id: " + mine).headers.get("x-request-id"), mine);
  const auto first = std::string(client.get("/page", "X-Request-Id: short").headers.get("x-request-id"));
  EXPECT_EQ(first.size(), 20u);
  EXPECT_NE(first, client.get("/page").headers.get("x-request-id"));
  EXPECT_TRUE(site.logged("status=200"));
  EXPECT_TRUE(site.logged(first));
}

TEST_F(HttpTest, ProtectsPagesByHeaders) {
  TcpClient client(site.port());
  const Response page = client.get("/page");
  EXPECT_EQ(page.headers.get("referrer-policy"), "strict-origin-when-cross-origin");
  EXPECT_EQ(page.headers.get("content-security-policy"), "base-uri 'self'; frame-ancestors 'self';");
  EXPECT_EQ(page.headers.get("x-content-type-options"), "nosniff");
  EXPECT_EQ(page.headers.get("x-permitted-cross-domain-policies"), "none");
  EXPECT_FALSE(client.get("/hello/a").headers.contains("content-security-policy"));
}

TEST_F(HttpTest, AHandlerThatThrowsIsAnsweredWith500AndLogged) {
  TcpClient client(site.port());
  const Response response = client.get("/throws", "Accept: text/html,*/*");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.headers.get("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(response.body.find("secret reason"), std::string::npos);
  EXPECT_TRUE(site.logged("secret reason"));
  EXPECT_TRUE(site.logged(response.headers.get("x-request-id")));
  EXPECT_EQ(client.get("/teapot").status, 410);
  EXPECT_EQ(client.get("/bad-header").status, 500);
  EXPECT_EQ(client.get("/hello/a").status, 200);
}

TEST(Http, DebugErrorsShowTheReason) {
  EndpointOptions options;
  options.debug_errors = true;
  Site site(options);
  site.router().get("/throws", [](const Request&) -> Response { throw std::runtime_error("<secret> reason"); });
  TcpClient client(site.port());
  EXPECT_NE(client.get("/throws", "Accept: text/html").body.find("&lt;secret&gt; reason"), std::string::npos);
}

TEST_F(HttpTest, AHandlerMayBlockWhileOthersAreServed) {
  site.router().get("/blocks", [&](const Request&) {
    entered.open();
    gate.wait();
    return Response::text("done");
  });
  TcpClient blocked(site.port());
  blocked.write("GET /blocks HTTP/1.1\r\nHost: h\r\n\r\nGET /hello/next HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.wait();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(TcpClient(site.port()).get("/hello/you").status, 200);  // on both loops
  EXPECT_TRUE(blocked.is_silent());
  gate.open();
  EXPECT_EQ(blocked.response().body, "done");
  EXPECT_EQ(blocked.response().body, "hello next");
}

TEST_F(HttpTest, AClientMayGoWhileItsRequestIsAnswered) {
  site.router().get("/blocks", [&](const Request&) {
    entered.open();
    gate.wait();
    return Response::text("for nobody");
  });
  TcpClient gone(site.port());
  gone.write("GET /blocks HTTP/1.1\r\nHost: h\r\n\r\n");
  entered.wait();
  gone.reset();
  EXPECT_EQ(TcpClient(site.port()).get("/hello/you").status, 200);
  gate.open();
  EXPECT_EQ(TcpClient(site.port()).get("/hello/you").status, 200);
}

struct ImpatientHttpTest : HttpTest {
  ImpatientHttpTest() : HttpTest(options()) {}
  static EndpointOptions options() {
    EndpointOptions options;
    options.limits.request_timeout = 150ms;
    options.limits.keep_alive_timeout = 250ms;
    options.limits.write_timeout = 600ms;
    return options;
  }
};

TEST_F(ImpatientHttpTest, ARequestThatDripsInIsAnsweredWith408) {
  TcpClient client(site.port());
  const auto begin = std::chrono::steady_clock::now();
  client.write("GET / HTTP/1.1\r\n");
  while (client.is_silent()) {  // never idle, never done
    client.write("X: y\r\n");
    std::this_thread::sleep_for(10ms);
    ASSERT_LT(std::chrono::steady_clock::now() - begin, 10s);
  }
  EXPECT_EQ(client.response().status, 408);
  EXPECT_TRUE(client.ended());
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 150ms);
}

TEST_F(ImpatientHttpTest, ABodyThatDoesNotComeIsAnsweredWith408) {
  TcpClient client(site.port());
  client.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.response().status, 408);
}

TEST_F(ImpatientHttpTest, AnIdleConnectionIsClosed) {
  TcpClient never(site.port());
  TcpClient client(site.port());
  client.get("/hello/a");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(client.ended());
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 200ms);
  EXPECT_TRUE(never.ended());
}

TEST_F(ImpatientHttpTest, AClientThatTakesNothingIsDropped) {
  TcpClient client(site.port(), {.receive_buffer = 4096});
  client.write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  while (!site.logged("takes nothing")) std::this_thread::yield();
  EXPECT_THROW(client.response(), std::runtime_error);
}

TEST_F(ImpatientHttpTest, AClientThatTakesItSlowlyIsNot) {
  TcpClient client(site.port(), {.receive_buffer = 65'536});
  client.write("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.response().body.size(), 30'000'000u);
}

TEST(Http, RefusesOptionsThatCannotBe) {
  const auto reason = [](auto change) -> std::string {
    EndpointOptions options = options_for_tests();
    change(options);
    try {
      Endpoint endpoint(options);
      endpoint.start();
    } catch (const std::exception& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_NE(reason([](auto& o) { o.secret_key_base = "short"; }).find("secret_key_base"), std::string::npos);
  EXPECT_NE(reason([](auto& o) { o.port = 70'000; }).find("port"), std::string::npos);
  EXPECT_NE(reason([](auto& o) { o.certificate = "x.pem"; }).find("certificate"), std::string::npos);
  EXPECT_NE(reason([](auto& o) { o.static_dir = "/does/not/exist"; }).find("static_dir"), std::string::npos);
  EXPECT_NE(reason([](auto& o) { o.address = "203.0.113.1"; }).find("203.0.113.1"), std::string::npos);
  EXPECT_EQ(reason([](auto&) {}), "none");
}

// What no main catches: noexcept stands for its end.
TEST(HttpDeathTest, OptionsThatCannotBeEndTheProgramWithTheirMessage) {
  const auto make = [](EndpointOptions options) noexcept { Endpoint endpoint(std::move(options)); };
  EndpointOptions salt = options_for_tests(), secret = options_for_tests(), port = options_for_tests();
  salt.live_view.signing_salt = "short";
  secret.secret_key_base = "short";
  port.port = 70'000;
  EXPECT_EXIT(make(salt), ::testing::ExitedWithCode(1),
              "^EndpointOptions::live_view.signing_salt needs at least 8 bytes");
  EXPECT_EXIT(make(secret), ::testing::ExitedWithCode(1), "^EndpointOptions::secret_key_base needs at least 64 bytes");
  EXPECT_EXIT(make(port), ::testing::ExitedWithCode(1), "^EndpointOptions::port must be 0 to 65535");
}

TEST(HttpDeathTest, RoutesThatCannotBeEndTheProgramWithTheirMessage) {
  const auto add = [](const char* pattern) noexcept {
    Router router;
    router.get(pattern, [](const Request&) { return Response::not_found(); });
  };
  EXPECT_EXIT(add("rooms"), ::testing::ExitedWithCode(1), "^a path begins with /");
  EXPECT_EXIT(add("/*rest/more"), ::testing::ExitedWithCode(1), "^route \"/.rest/more\"");
}

TEST(HttpDeathTest, OtherExceptionsEndTheProgramAsBefore) {
  const auto fail = []() noexcept {
    try {
      Router().get("rooms", nullptr);
    } catch (const std::invalid_argument&) {
    }
    throw std::invalid_argument("of the application");
  };
  EXPECT_EXIT(fail(), ::testing::KilledBySignal(SIGABRT), "");
}

}  // namespace
}  // namespace plume::testing
