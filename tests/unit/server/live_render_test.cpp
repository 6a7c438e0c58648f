// Live pages as answers of handlers (server-api 4.7.1).
#include "plume/live_render.h"

#include <gtest/gtest.h>

#include "support/server_site.h"

namespace plume::testing {
namespace {

/// Shows what it is mounted with: `<main>{@text}</main>`.
class OrderPage : public LiveView {
 public:
  void mount(const Params& params, const Session& session) override {
    if (session["go"].is_string()) return push_navigate(session["go"].text());
    text = params.json(true) + " " + session.json(true);
  }
  void handle_event(std::string_view to, const Params&) override { push_patch(to); }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    const Frame frame(r);
    Node node(r, site);
    if (const auto change = frame.changed(text); node.dynamic(0, change)) node.text(0, raw(*text));
    node.end();
  }
  Assign<std::string> text{""};
};

/// The same, mounted by the router.
class FormPage : public OrderPage {
 public:
  void handle_params(const Params&, std::string_view uri) override { text.edit().append(" at ").append(uri); }
};

struct LiveRenderTest : ::testing::Test {
  LiveRenderTest() {
    Router& router = site.router();
    router.get("/orders/:id", [](Request& request) {
      if (request.path_params["id"].text() == "0") throw HttpError(404, "no such order");
      return live_render<OrderPage>(request, {.session = {{"order", request.path_params["id"]}},
                                              .container = Container{"section", {{"class", "order"}}}});
    });
    router.get("/gone", [](Request& request) { return live_render<OrderPage>(request, {.session = {{"go", "/to"}}}); });
    router.get("/form-by-handler", [](Request& request) { return live_render<FormPage>(request); });
    router.live_session("forms", {.session = {{"of", "forms"}, {"as", "form"}}},
                        [](Scope& forms) { forms.live<FormPage>("/form/:id"); });
    const Handler post = [](Request& request) {
      return live_render<FormPage>(request, {.session = {{"as", "post"}}, .main = true});
    };
    router.post("/form/:id", post, {.csrf = Csrf::off});
    router.post("/elsewhere", post, {.csrf = Csrf::off});
  }
  Response post(const std::string& path) {
    return TcpClient(site.port())
        .request("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded",
                 "name=x");
  }
  Site site;
};

TEST_F(LiveRenderTest, S4_7_1_AHandlerAnswersWithAView) {
  const std::string body = TcpClient(site.port()).get("/orders/7?q=1").body;
  EXPECT_TRUE(body.starts_with("<!DOCTYPE html>")) << body;
  EXPECT_NE(body.find("<section id=\"phx-"), std::string::npos) << body;
  EXPECT_EQ(body.find("data-phx-main"), std::string::npos) << body;
  EXPECT_NE(body.find("class=\"order\"><main>null {\"order\":\"7\"}</main></section>"), std::string::npos) << body;
  EXPECT_EQ(TcpClient(site.port()).get("/orders/0").status, 404);
}

TEST_F(LiveRenderTest, S4_5_3_ItIsJoinedWithoutARoute) {
  Visitor visitor(site.port(), "/orders/7");
  ASSERT_TRUE(visitor.view.ok()) << visitor.view.reply.json();
  EXPECT_EQ(visitor.view.response()["rendered"]["0"].text(), R"(null {"order":"7"})");
  visitor.client.push_event(visitor.view, "/orders/8");
  EXPECT_EQ(visitor.client.next().at(3).text(), "phx_error") << "it has no URL of its own to patch";
}

TEST_F(LiveRenderTest, S4_7_1_ARedirectInMountIsTheResponse) {
  const Response response = TcpClient(site.port()).get("/gone");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.get("location"), "/to");
}

TEST_F(LiveRenderTest, S4_7_1_WithoutTheRouterThereIsNoHandleParams) {
  EXPECT_EQ(TcpClient(site.port()).get("/form-by-handler").status, 500);
  EXPECT_TRUE(site.logged("handles parameters of URLs"));
}

TEST_F(LiveRenderTest, S4_7_1_AsTheMainViewItIsThatOfItsRoute) {
  const Response response = post("/form/7");
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.body.find(" data-phx-main "), std::string::npos);
  EXPECT_NE(response.body.find(R"(<main>{"id":"7","name":"x"} {"as":"post","of":"forms"} at http://localhost/form/7)"),
            std::string::npos)
      << response.body;
  EXPECT_EQ(post("/elsewhere").status, 500);
  EXPECT_TRUE(site.logged("no live route of it is at /elsewhere"));
}

}  // namespace
}  // namespace plume::testing
