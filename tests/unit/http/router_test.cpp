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
  Request request;
  return match.handler ? (*match.handler)(request).body : match.live ? "live " + match.live->pattern : "none";
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
  router.del("/a", answering("delete"), {.csrf = Csrf::off});
  EXPECT_EQ(answer(router, "POST", "/a"), "post");
  EXPECT_EQ(router.match("DELETE", "/a").info->csrf, Csrf::off);
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
  EXPECT_EQ(admin.live->session->options.session.of(Request())["role"].text(), "admin");
  EXPECT_FALSE(router.match("POST", "/page").live);
}

TEST(Router, ADeclaredDefaultLiveSessionIsThatOfItsOwnRoutesOnly) {
  Router router;
  router.live<PageLive>("/before");
  router.live_session("default", {.session = {{"role", "guest"}}}, [](Scope& scope) { scope.live<PageLive>("/in"); });
  router.live<PageLive>("/after");
  const auto session_of = [&](std::string_view path) { return router.match("GET", path).live->session; };
  EXPECT_EQ(session_of("/in")->name, "default");
  EXPECT_EQ(session_of("/in")->options.session.of(Request())["role"].text(), "guest");
  for (const auto* path : {"/before", "/after"}) {
    EXPECT_EQ(session_of(path)->name, "default") << path;
    EXPECT_TRUE(session_of(path)->options.session.of(Request())["role"].is_null()) << path;
    EXPECT_NE(session_of(path)->token_name(), session_of("/in")->token_name()) << "no navigation without a request";
  }
  EXPECT_EQ(session_of("/before"), session_of("/after"));
  EXPECT_THROW(router.live_session("default", {}, [](Scope&) {}), std::invalid_argument);
}

TEST(Router, S4_4_WhatALiveSessionAddsMayDependOnTheRequest) {
  Router router;
  router.live_session("shop", {.session = [](const Request& request) { return Session{{"host", request.host}}; }},
                      [](Scope& scope) { scope.live<PageLive>("/shop"); });
  router.live_session("bad", {.session = [](const Request&) { return Session("text"); }},
                      [](Scope& scope) { scope.live<PageLive>("/bad"); });
  Request request;
  request.host = "example.com";
  EXPECT_EQ(router.match("GET", "/shop").live->session->options.session.of(request), (Value{{"host", "example.com"}}));
  EXPECT_THROW(router.match("GET", "/bad").live->session->options.session.of(request), std::invalid_argument);
}

TEST(Router, ScopesBeginPathsAndStackPipelines) {
  const Plug pass = [](Request& request, const Handler& next) { return next(request); };
  Router router;
  router.pipeline("browser", {pass, pass});
  router.pipeline("admins", {pass});
  router.get("/", answering("root"));
  router.scope("/admin/", {.pipe_through = {"browser"}}, [&](Scope& admin) {
    admin.get("/", answering("admin"));
    admin.live_session("admin", {}, [&](Scope& pages) {
      pages.scope("/:org", {.pipe_through = {"admins"}, .csrf = Csrf::off}, [&](Scope& org) {
        org.live<PageLive>("/users", {.action = "index", .metadata = {{"topic", "users"}}});
        org.del("/users/:id", answering("delete"));
      });
    });
  });
  EXPECT_EQ(answer(router, "GET", "/"), "root");
  EXPECT_EQ(answer(router, "GET", "/admin"), "admin");
  const auto match = router.match("GET", "/admin/acme/users");
  ASSERT_TRUE(match.live);
  EXPECT_EQ(match.live->pattern, "/admin/:org/users");
  EXPECT_EQ(match.path_params, (Value{{"org", "acme"}}));
  EXPECT_EQ(match.plugs->size(), 3u);
  EXPECT_EQ(router.match("GET", "/").plugs->size(), 0u);

  const std::vector<RouteInfo> routes = router.routes();
  ASSERT_EQ(routes.size(), 4u);
  EXPECT_EQ(routes[1].pattern, "/admin");
  EXPECT_EQ(routes[1].view, "");
  EXPECT_EQ(routes[1].csrf, Csrf::refuse);
  EXPECT_EQ(routes[2].method, "GET");
  EXPECT_EQ(routes[2].view, match.live->type.name);
  EXPECT_EQ(routes[2].action, "index");
  EXPECT_EQ(routes[2].live_session, "admin");
  EXPECT_EQ(routes[2].pipelines, (std::vector<std::string>{"browser", "admins"}));
  EXPECT_EQ(routes[2].metadata["topic"].text(), "users");
  EXPECT_EQ(routes[3].method, "DELETE");
  EXPECT_EQ(routes[3].pattern, "/admin/:org/users/:id");
  EXPECT_EQ(routes[3].live_session, "");
  EXPECT_EQ(routes[3].csrf, Csrf::off);
}

TEST(Router, S4_2_MistakesOfScopesAreToldAtOnce) {
  const auto message = [](auto declare) -> std::string {
    Router router;
    router.pipeline("browser", {});
    try {
      declare(router);
    } catch (const std::logic_error& error) {
      return error.what();
    }
    return "nothing";
  };
  const auto nothing = [](Scope&) {};
  EXPECT_EQ(message([&](Router& r) { r.scope("/a", {.pipe_through = {"admins"}}, nothing); }),
            "scope \"/a\": there is no pipeline \"admins\"; declare it with Router::pipeline before the scope");
  EXPECT_EQ(message([&](Router& r) {
              r.scope("/a", {.pipe_through = {"browser"}},
                      [&](Scope& a) { a.scope("/b", {.pipe_through = {"browser"}}, nothing); });
            }),
            "scope \"/b\": it goes through the pipeline \"browser\" already");
  EXPECT_EQ(message([&](Router& r) { r.scope("a", {}, nothing); }), "a path begins with /, and not as \"a\"");
  EXPECT_EQ(message([&](Router& r) { r.scope("/a", {}, [&](Scope& a) { a.get("b", answering("b")); }); }),
            "a path begins with /, and not as \"b\"");
  EXPECT_EQ(message([](Router& r) { r.pipeline("browser", {}); }), "there is a pipeline \"browser\" already");
  EXPECT_EQ(message([](Router& r) { r.pipeline("x", {Plug()}); }),
            "pipeline \"x\": one of its plugs is an empty function");
  EXPECT_EQ(
      message([&](Router& r) { r.live_session("one", {}, [&](Scope& one) { one.live_session("two", {}, nothing); }); }),
      "live_session \"two\" stands within the live_session \"one\"; they cannot be nested");
  EXPECT_EQ(message([&](Router& r) { r.live_session("", {}, nothing); }), "live_session \"\": it needs a name");
  EXPECT_EQ(message([&](Router& r) { r.live_session("one", {.session = Session("text")}, nothing); }),
            "live_session \"one\": its session must be an object");
  EXPECT_EQ(message([](Router& r) { r.live<PageLive>("/a", {.private_values = 1}); }),
            "route \"/a\": private_values must be an object");
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
