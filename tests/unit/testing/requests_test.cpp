// Requests of ordinary pages, and what they answer.
#include <stdexcept>

#include "support/app_site.h"

namespace {

using ::testing::HasSubstr;

struct NotMine : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class MissingLive : public plume::LiveView {
 public:
  void mount(const plume::Params&, const plume::Session&) override { throw plume::HttpError(410, "no longer"); }
  PLUME_HEEX(R"heex(<p></p>)heex")
};

class RequestsTest : public ::testing::Test {
 protected:
  RequestsTest() {
    auto& router = endpoint.router();
    router.get("/gone", [](const plume::Request&) -> plume::Response { throw plume::HttpError(410, "no longer"); });
    router.get("/other", [](const plume::Request&) -> plume::Response { throw NotMine("of somebody else"); });
    router.get("/broken", [](const plume::Request&) -> plume::Response { throw std::logic_error("broken"); });
    router.live<MissingLive>("/missing");
    const auto shown = [](const plume::Request& request) {
      return plume::Response::json({{"method", request.method},
                                    {"accept", request.headers.get("accept")},
                                    {"query", request.query_params["q"]},
                                    {"body", request.body_params["items"]}});
    };
    router.get("/api", shown);
    router.post("/api", shown);
    router.put("/api", shown);
    router.get("/text", [](const plume::Request&) { return plume::Response::text("no JSON"); });
  }
  plume::Endpoint endpoint{{.secret_key_base = std::string(64, 'k'),
                            .live_view = {.signing_salt = "of the tests"},
                            .threads = 1,
                            .status_of_error = [](const std::exception& error) -> std::optional<int> {
                              if (dynamic_cast<const NotMine*>(&error)) return 403;
                              return std::nullopt;
                            }}};
  plume::testing::App app{endpoint};
};

TEST_F(RequestsTest, AnExceptionWithAStatusIsThatResponse) {
  EXPECT_EQ(app.get("/gone").response.status, 410);
  EXPECT_EQ(app.get("/other").response.status, 403);
  EXPECT_EQ(app.get("/missing").response.status, 410);
  EXPECT_EQ(app.get("/nothing").response.status, 404);
}

TEST_F(RequestsTest, AnotherExceptionIsThrown) {
  EXPECT_EQ(problem<std::logic_error>([&] { app.get("/broken"); }), "broken");
  EXPECT_EQ(problem<plume::HttpError>([&] { app.live("/missing"); }), "no longer");
}

TEST_F(RequestsTest, MayBeJson) {
  EXPECT_EQ(app.get_json("/api?q=1").json(),
            plume::Value({{"method", "GET"}, {"accept", "application/json"}, {"query", "1"}, {"body", nullptr}}));
  const plume::Value body{{"items", plume::Value::array({1, "two", nullptr})}};
  EXPECT_EQ(app.post_json("/api", body).json()["body"], body["items"]);
  EXPECT_EQ(app.request_json("PUT", "/api?q=x", body).json()["query"].text(), "x");
  app.put_req_header("accept", "text/plain");
  EXPECT_EQ(app.get_json("/api").json()["accept"].text(), "text/plain");
  EXPECT_THAT(problem([&] { app.get("/text").json(); }), HasSubstr("the response of /text is no JSON"));
}

}  // namespace
