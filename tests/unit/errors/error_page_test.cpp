// Exceptions and refusals as HTTP responses (server-api 16.1), and the pages that show them.
#include "http/error_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

#include "base/json.h"
#include "pages.h"
#include "place_of.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct NoSuchRow : std::runtime_error {
  NoSuchRow() : std::runtime_error("no row has the id 7") {}
};

/// Is there for the HTTP request, but not for the join.
class Vanishing : public CounterPage {
 public:
  void mount(const Params&, const Session&) override {
    if (connected()) throw NoSuchRow();
  }
};

EndpointOptions with_statuses(EndpointOptions options = {}) {
  options.status_of_error = [](const std::exception& error) -> std::optional<int> {
    if (dynamic_cast<const NoSuchRow*>(&error)) return 404;
    if (dynamic_cast<const std::bad_alloc*>(&error)) throw std::logic_error("a bad function");
    return std::nullopt;
  };
  return options;
}

class ErrorPages : public ::testing::Test {
 protected:
  explicit ErrorPages(EndpointOptions options = {}) : site_(with_statuses(std::move(options))) {
    Router& router = site_.router();
    router.get("/status/:code", [](const Request& request) -> Response {
      throw HttpError(std::stoi(std::string(request.path_params["code"].text())), "as asked");
    });
    router.get("/row", [](const Request&) -> Response { throw NoSuchRow(); });
    router.get("/throws", [](const Request&) -> Response { throw std::runtime_error("<secret> reason"); });
    router.get("/memory", [](const Request&) -> Response { throw std::bad_alloc(); });
    router.get("/number", [](const Request&) -> Response { throw 7; });
    router.post("/form", [](const Request&) { return Response::text("taken"); });
    router.post("/open", [](const Request&) { return Response::text("taken"); }, {.csrf = Csrf::off});
    router.live<LivePage>("/live/:id", {.action = "show"});
    router.live<Vanishing>("/vanishing");
  }
  Response get(const std::string& path, const std::string& accept = "text/html") {
    return TcpClient(site_.port()).get(path, "Accept: " + accept);
  }
  /// What the browser sees that could not join the page, and so loads it again.
  Response after_failed_join() {
    Visitor visitor(site_.port(), "/vanishing");
    const Value& response = visitor.view.response();
    EXPECT_EQ(response["reason"].text(), "reload");
    const std::string cookie = "__phoenix_reload_status__=" + std::string(response["token"].text());
    return TcpClient(site_.port()).get("/vanishing", "Accept: text/html\r\nCookie: " + cookie);
  }
  int status_of(const std::string& head, const std::string& body = "") {
    return TcpClient(site_.port()).request(head + " HTTP/1.1\r\nHost: h", body).status;
  }

  Site site_;
};

const std::string form_type = " HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded";

// ---------------------------------------------------------------------------------------------------------------------
// server-api 16.1

TEST_F(ErrorPages, Status400IsForWhatCannotBeRead) {
  EXPECT_EQ(get("/throws?a=%zz").status, 400) << "percent encoding";
  EXPECT_EQ(get("/throws?a=%ff").status, 400) << "no UTF-8";
  EXPECT_EQ(TcpClient(site_.port()).request("POST /open" + form_type, "a=%zz").status, 400) << "a body";
  EXPECT_EQ(TcpClient(site_.port()).request("GET throws HTTP/1.1\r\nHost: h").status, 400) << "a target";
}

TEST_F(ErrorPages, Status403IsForFormsWithoutTheirToken) {
  EXPECT_EQ(TcpClient(site_.port()).request("POST /form" + form_type, "a=1").status, 403);
}

TEST_F(ErrorPages, Status404IsForPathsWithoutARoute) {
  const Response response = get("/nowhere");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "Not Found");
}

TEST_F(ErrorPages, Status404IsForExceptionsThatTheApplicationSaysSoOf) { EXPECT_EQ(get("/row").status, 404); }

TEST_F(ErrorPages, Status405IsForMethodsThatThePathDoesNotHave) { EXPECT_EQ(status_of("DELETE /row"), 405); }

TEST_F(ErrorPages, Status413IsForBodiesThatAreTooLarge) {
  EXPECT_EQ(TcpClient(site_.port()).request("POST /open" + form_type, std::string(1'000'001, 'a')).status, 413);
}

TEST_F(ErrorPages, Status414IsForTargetsThatAreTooLong) {
  EXPECT_EQ(status_of("GET /" + std::string(40'000, 'a')), 414);
}

TEST_F(ErrorPages, Status500IsForEverythingElse) {
  EXPECT_EQ(get("/throws").status, 500);
  EXPECT_EQ(get("/number").status, 500);
}

TEST_F(ErrorPages, AStatusOfErrorThatThrowsSaysNothing) {
  EXPECT_EQ(get("/memory").status, 500);
  EXPECT_TRUE(site_.logged("EndpointOptions::status_of_error threw"));
}

// 408 is tested where requests drip in: tests/unit/server/http_test.cpp.
TEST_F(ErrorPages, AnHttpErrorIsItsStatus) {
  for (const int status : {400, 403, 404, 405, 406, 408, 410, 413, 414, 415, 422, 429, 500, 503})
    EXPECT_EQ(get("/status/" + std::to_string(status)).status, status);
}

TEST_F(ErrorPages, S16_2_AFailedJoinIsShownAsItsStatusAlone) {
  const Response response = after_failed_join();
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "Not Found");
}

// ---------------------------------------------------------------------------------------------------------------------
// Plume's own pages

TEST_F(ErrorPages, OfPlumeAreHtmlJsonOrText) {
  const Response html = get("/throws");
  EXPECT_EQ(html.headers.get("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(html.body, HasSubstr("<h1>500 Internal Server Error</h1>"));
  EXPECT_THAT(html.body, Not(HasSubstr("secret")));
  EXPECT_TRUE(html.headers.contains("content-security-policy"));
  const Response json = get("/throws", "application/json");
  EXPECT_EQ(json.headers.get("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(json.body, R"({"errors":{"detail":"Internal Server Error"}})");
  EXPECT_EQ(get("/nowhere", "application/vnd.api+json").body, R"({"errors":{"detail":"Not Found"}})");
  EXPECT_EQ(get("/throws", "*/*").body, "Internal Server Error");
  EXPECT_EQ(get("/nowhere", "*/*").body, "Not Found");
}

TEST_F(ErrorPages, ErrorsOfTheServerAreLoggedAsSuch) {
  get("/throws");
  EXPECT_TRUE(site_.logged("error=\"<secret> reason\" type=std::runtime_error")) << site_.log.entries().back();
  get("/row");
  EXPECT_FALSE(site_.logged("no row")) << "what the client did wrong is no alarm";
}

// ---------------------------------------------------------------------------------------------------------------------
// The application's pages

EndpointOptions own_pages() {
  EndpointOptions options;
  options.render_errors.html = [](const ErrorInfo& error) -> std::optional<std::string> {
    if (error.status == 410) throw std::runtime_error("the page of errors is broken");
    if (error.status == 403) return std::nullopt;
    return "<h1>Oh no: " + std::string(error.detail) + " at " + error.request.path + "</h1>";
  };
  options.render_errors.json = [](const ErrorInfo& error) -> std::optional<std::string> {
    return Value{{"code", error.status}}.json();
  };
  return options;
}

struct OwnErrorPages : ErrorPages {
  OwnErrorPages() : ErrorPages(own_pages()) {}
};

TEST_F(OwnErrorPages, AreChosenByFormat) {
  const Response html = get("/nowhere");
  EXPECT_EQ(html.status, 404);
  EXPECT_EQ(html.headers.get("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(html.body, "<h1>Oh no: Not Found at /nowhere</h1>");
  EXPECT_EQ(get("/throws").body, "<h1>Oh no: Internal Server Error at /throws</h1>");
  EXPECT_EQ(get("/throws", "*/*").body, "<h1>Oh no: Internal Server Error at /throws</h1>") << "the first format";
  const Response json = get("/row", "application/json");
  EXPECT_EQ(json.body, R"({"code":404})");
  EXPECT_EQ(json.headers.get("content-type"), "application/json; charset=utf-8");
}

TEST_F(OwnErrorPages, MayLeaveAStatusToPlume) {
  EXPECT_THAT(get("/status/403").body, HasSubstr("<h1>403 Forbidden</h1>"));
}

TEST_F(OwnErrorPages, OneThatThrowsIsReplacedByPlumes) {
  const Response response = get("/status/410");
  EXPECT_EQ(response.status, 410);
  EXPECT_THAT(response.body, HasSubstr("<h1>410 Gone</h1>"));
  EXPECT_TRUE(site_.logged("the page of errors is broken"));
}

// ---------------------------------------------------------------------------------------------------------------------
// debug_errors

EndpointOptions debugging() {
  EndpointOptions options = own_pages();
  options.debug_errors = true;
  return options;
}

struct DebugPages : ErrorPages {
  DebugPages() : ErrorPages(debugging()) {}
};

TEST_F(DebugPages, ShowWhatWasThrownAndWhereInTheTemplate) {
  const Response response = get("/live/7?broken=1&password=hidden");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, HasSubstr("<h1>boom</h1>"));
  EXPECT_THAT(response.body, HasSubstr("<p>std::runtime_error</p>"));
  EXPECT_THAT(response.body, HasSubstr("<code>" + place_of("fail(@broken)", "class Inner") + "</code>"));
  EXPECT_THAT(response.body, HasSubstr("called from <code>" + place_of("<.live_component module={Outer}") + "</code>"));
  EXPECT_THAT(response.body, HasSubstr("    &lt;i&gt;{fail(@broken)}&lt;/i&gt;</span><span class=\"caret\"><i>"
                                       "       </i>        ^</span>"))
      << "the source, and a mark below it";
  EXPECT_TRUE(site_.logged("at=\"" + place_of("fail(@broken)", "class Inner"))) << "the log says the same";
}

TEST_F(DebugPages, ShowTheRequestWithoutItsSecrets) {
  const std::string page = get("/live/7?broken=1&password=hidden&a[b]=%3Cc%3E").body;
  EXPECT_THAT(page, HasSubstr("<tr><th>method and path</th><td>GET /live/7</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th>route</th><td>/live/:id</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th>view</th><td>plume::testing::LivePage</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th>action</th><td>show</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th>password</th><td>&quot;[FILTERED]&quot;</td></tr>"));
  EXPECT_THAT(page, HasSubstr("<tr><th>a</th><td>{&quot;b&quot;:&quot;&lt;c&gt;&quot;}</td></tr>"));
  EXPECT_THAT(page, Not(HasSubstr("hidden")));
}

TEST_F(DebugPages, NeedNothingElseAndEscapeWhatTheyShow) {
  const std::string page = get("/throws").body;
  EXPECT_THAT(page, HasSubstr("<h1>&lt;secret&gt; reason</h1>"));
  for (const char* reference : {"src=", "href=", "url(", "<script"}) EXPECT_THAT(page, Not(HasSubstr(reference)));
}

TEST_F(DebugPages, ListTheRoutesWhereNoneFits) {
  const Response response = get("/nowhere");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("<tr><th>GET</th><td>/live/:id  plume::testing::LivePage</td></tr>"));
}

TEST_F(DebugPages, AreJsonOrTextForOtherClients) {
  EXPECT_EQ(get("/throws", "application/json").body,
            R"({"errors":{"detail":"Internal Server Error","type":"std::runtime_error","message":"<secret> reason"}})");
  EXPECT_EQ(get("/throws", "*/*").body, "Internal Server Error\n\nstd::runtime_error: <secret> reason\n");
  EXPECT_THAT(get("/live/7?broken=1", "*/*").body, HasSubstr("\nin " + place_of("fail(@broken)", "class Inner")));
}

TEST_F(DebugPages, S16_2_AFailedJoinIsShownWithItsException) {
  const Response response = after_failed_join();
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("the live page could not be joined: no row has the id 7"));
}

TEST_F(DebugPages, SayThatSomethingElseWasThrown) {
  EXPECT_THAT(get("/number").body, HasSubstr("something that is no std::exception was thrown"));
}

}  // namespace
}  // namespace plume::testing
