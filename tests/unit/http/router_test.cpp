#include "plume/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume {
namespace {

Handler answering(std::string text) {
  return [text](const Request&) { return Response::text(text); };
}

std::string answer(const Router& router, std::string_view method, std::string_view path) {
  const auto match = router.match(method, path);
  return match.handler ? (*match.handler)(Request()).body : match.live ? "live " + match.live->pattern : "none";
}

class PageLive : public LiveView {
 public:
  void render(Render&) override {}
};

TEST(Router, TheFirstRouteThatFitsWins) {
  Router router;
  router.get("/a/new", answering("new"));
  router.get("/a/:id", answering("item"));
  router.get("/a/*rest", answering("rest"));
  EXPECT_EQ(answer(router, "GET", "/a/new"), "new");
  EXPECT_EQ(answer(router, "GET", "/a/7"), "item");
  EXPECT_EQ(answer(router, "GET", "/a/7/8"), "rest");
  EXPECT_EQ(answer(router, "GET", "/a"), "rest");
  EXPECT_EQ(answer(router, "GET", "/b"), "none");
}

TEST(Router, ParametersAreDecoded) {
  Router router;
  router.get("/rooms/:name/*more", answering("x"));
  const auto match = router.match("GET", "/rooms/caf%C3%A9%20bar/a%2Fb/c");
  ASSERT_TRUE(match);
  EXPECT_EQ(match.path_params["name"].text(), "café bar");
  EXPECT_EQ(match.path_params["more"], Value::array({"a/b", "c"}));
}

TEST(Router, PathsThatCannotBeDecodedMatchNothing) {
  Router router;
  router.get("/:x", answering("x"));
  EXPECT_FALSE(router.match("GET", "/%zz"));
  EXPECT_FALSE(router.match("GET", "/%ff"));
}

TEST(Router, EmptySegmentsDoNotCount) {
  Router router;
  router.get("/", answering("root"));
  router.get("/a", answering("a"));
  EXPECT_EQ(answer(router, "GET", "/"), "root");
  EXPECT_EQ(answer(router, "GET", "//a/"), "a");
}

TEST(Router, AnotherMethodIsTold) {
  Router router;
  router.get("/a", answering("get"));
  router.post("/a", answering("post"));
  router.del("/a", answering("delete"), false);
  EXPECT_EQ(answer(router, "POST", "/a"), "post");
  EXPECT_FALSE(router.match("DELETE", "/a").csrf);
  const auto match = router.match("PUT", "/a");
  EXPECT_FALSE(match);
  EXPECT_TRUE(match.other_method);
  EXPECT_EQ(router.methods("/a"), (std::vector<std::string>{"GET", "POST", "DELETE"}));
  EXPECT_FALSE(router.match("GET", "/b").other_method);
}

TEST(Router, LiveRoutesKnowTheirSession) {
  Router router;
  router.live<PageLive>("/page", {.action = "show"});
  router.live_session("admin", {.session = Value{{"role", "admin"}}},
                      [](auto& session) { session.template live<PageLive>("/admin/:id"); });
  const auto page = router.match("GET", "/page");
  ASSERT_TRUE(page.live);
  EXPECT_EQ(page.live->session->name, "default");
  EXPECT_EQ(page.live->action, "show");
  const auto admin = router.match("GET", "/admin/3");
  ASSERT_TRUE(admin.live);
  EXPECT_EQ(admin.live->session->name, "admin");
  EXPECT_EQ(admin.live->session->options.session["role"].text(), "admin");
  EXPECT_FALSE(router.match("POST", "/page").live);
}

TEST(Router, MistakesAreToldAtOnce) {
  Router router;
  EXPECT_THROW(router.get("a", answering("x")), std::invalid_argument);
  EXPECT_THROW(router.get("/:", answering("x")), std::invalid_argument);
  EXPECT_THROW(router.get("/*rest/more", answering("x")), std::invalid_argument);
  EXPECT_THROW(router.get("/a", Handler()), std::invalid_argument);
  router.live_session("one", {}, [](auto&) {});
  EXPECT_THROW(router.live_session("one", {}, [](auto&) {}), std::invalid_argument);
}

}  // namespace
}  // namespace plume
