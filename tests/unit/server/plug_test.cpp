// Pipelines of plugs, and what they leave for handlers and pages (server-api 1.6, 4.2, 4.3, 13.1, 13.4).
#include <gtest/gtest.h>

#include "plume/plugs.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

using namespace std::string_literals;

struct User {
  std::string name;
};

/// Writes down when it is passed, on the way there and back.
Plug noting(Journal& journal, std::string name) {
  return [&journal, name](Request& request, const Handler& next) {
    journal.add(name);
    Response response = next(request);
    journal.add(name + " back");
    return response;
  };
}

/// Puts the user whom the query names into the request, as one who reads a session would.
Response fetch_user(Request& request, const Handler& next) {
  if (const auto name = request.query_params["user"].text(); !name.empty())
    request.assign("current_user", User{std::string(name)});
  return next(request);
}

Response require_user(Request& request, const Handler& next) {
  if (!request.assigned<User>("current_user")) return Response::redirect("/log-in");
  return next(request);
}

std::string name_of_user(const Request& request) {
  const User* const user = request.assigned<User>("current_user");
  return user ? user->name : "nobody";
}

/// A document that names the user, the class of the page, and itself.
class NamingLayout : public RootLayout {
 public:
  explicit NamingLayout(std::string name) : name_(std::move(name)) {}
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"", ""};
    static constexpr Template site{statics, "", 1, false};
    Node node(r, site);
    const std::string text =
        name_ + " of " + name_of_user(*request) + " for " + live_module + (view->connected() ? "!" : ": ");
    if (node.dynamic(0, Change::unknown)) node.text(0, raw(text + std::string(inner_content.markup())));
    node.end();
  }

 private:
  const std::string name_;
};

RootLayoutFactory naming(std::string name) {
  return [name] { return std::make_unique<NamingLayout>(name); };
}

/// Shows the user's name: `<main>{@user}</main>`.
class UserPage : public LiveView {
 public:
  void mount(const Params&, const Session&) override {
    assign_new("current_user", user, [] { return User{"made anew"}; });
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, user->name);
    node.end();
  }
  Assign<User> user{};
};

struct PlugTest : ::testing::Test {
  PlugTest() {
    site.router().pipeline("browser", {noting(journal, "first"), noting(journal, "second")});
    site.router().pipeline("users", {fetch_user});
    site.router().pipeline("members", {require_user});
  }
  Router& router() { return site.router(); }
  Response get(const std::string& path, const std::string& fields = {}) {
    return TcpClient(site.port()).get(path, fields);
  }
  Response post(const std::string& path, const std::string& fields = {}) {
    return TcpClient(site.port())
        .request("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json" + fields, "{}");
  }
  Journal journal;
  Site site;
};

TEST_F(PlugTest, S13_1_TheyStandAroundHandlersInTheOrderOfTheirPipelines) {
  router().pipeline("inner", {noting(journal, "third")});
  router().scope("/a", {.pipe_through = {"browser"}}, [this](Scope& a) {
    a.scope("/b", {.pipe_through = {"inner"}}, [this](Scope& b) {
      b.get("/c", [this](const Request&) {
        journal.add("handler");
        return Response::text("c");
      });
    });
  });
  router().get("/plain", [](const Request&) { return Response::text("plain"); });
  EXPECT_EQ(get("/a/b/c").body, "c");
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"first", "second", "third", "handler", "third back",
                                                         "second back", "first back"}));
  EXPECT_EQ(get("/plain").body, "plain");
  EXPECT_EQ(get("/a/nowhere").status, 404);
  EXPECT_EQ(journal.entries().size(), 7u);  // nobody passed them
}

TEST_F(PlugTest, S13_1_OneThatAnswersItselfKeepsTheRequest) {
  router().scope("/", {.pipe_through = {"users", "members"}}, [this](Scope& scope) {
    scope.get("/page", [](const Request& request) { return Response::text(name_of_user(request)); });
    scope.live("/live", [this] {
      journal.add("made");
      return std::make_unique<UserPage>();
    });
  });
  EXPECT_EQ(get("/page").headers.get("location"), "/log-in");
  EXPECT_EQ(get("/live").headers.get("location"), "/log-in");
  EXPECT_TRUE(journal.entries().empty());
  EXPECT_EQ(get("/page?user=ann").body, "ann");
  EXPECT_EQ(get("/live?user=ann").status, 200);
}

TEST_F(PlugTest, TheyMayChangeTheResponse) {
  router().pipeline("stamped", {[](Request& request, const Handler& next) {
                      Response response = next(request);
                      response.headers.set("x-stamp", response.body);
                      return response;
                    }});
  router().scope("/", {.pipe_through = {"stamped"}}, [](Scope& scope) {
    scope.get("/page", [](const Request&) { return Response::text("body"); });
    scope.get("/fails", [](const Request&) -> Response { throw HttpError(410, "gone"); });
  });
  EXPECT_EQ(get("/page").headers.get("x-stamp"), "body");
  EXPECT_EQ(get("/fails").status, 410);
}

TEST_F(PlugTest, S1_6_AssignsReachTheLayoutAndAssignNewInTheDeadRender) {
  router().scope("/", {.pipe_through = {"users"}}, [](Scope& scope) {
    scope.live_session("users", {.root_layout = naming("layout")},
                       [](Scope& session) { session.live<UserPage>("/live"); });
  });
  const std::string body = get("/live?user=ann").body;
  EXPECT_TRUE(body.starts_with("layout of ann for ")) << body;
  EXPECT_NE(body.find("UserPage: <div id="), std::string::npos) << body;
  EXPECT_NE(body.find("<main>ann</main>"), std::string::npos) << body;
  EXPECT_NE(get("/live").body.find("<main>made anew</main>"), std::string::npos);
}

TEST_F(PlugTest, S1_6_TheConnectedViewMakesItsOwn) {
  router().scope("/", {.pipe_through = {"users"}}, [](Scope& scope) { scope.live<UserPage>("/live"); });
  const Visitor visitor(site.port(), "/live?user=ann");
  EXPECT_EQ(visitor.view.response()["rendered"]["0"].text(), "made anew");
}

TEST_F(PlugTest, S4_2_TheLayoutOfALiveSessionComesBeforeThatOfThePlugs) {
  router().pipeline("plugged", {put_root_layout(naming("plugged"))});
  router().pipeline("inner", {put_root_layout(naming("inner"))});
  router().live<CounterPage>("/default");
  router().scope("/", {.pipe_through = {"plugged"}}, [](Scope& scope) {
    scope.live<CounterPage>("/plugged");
    scope.scope("/", {.pipe_through = {"inner"}}, [](Scope& inner) { inner.live<CounterPage>("/inner"); });
    scope.live_session("own", {.root_layout = naming("own")}, [](Scope& own) { own.live<CounterPage>("/own"); });
    scope.live_session("bare", {.root_layout = RootLayoutFactory::none()},
                       [](Scope& bare) { bare.live<CounterPage>("/bare"); });
  });
  EXPECT_TRUE(get("/default").body.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(get("/plugged").body.starts_with("plugged of"));
  EXPECT_TRUE(get("/inner").body.starts_with("inner of"));
  EXPECT_TRUE(get("/own").body.starts_with("own of"));
  EXPECT_TRUE(get("/bare").body.starts_with("<div id="));
}

TEST_F(PlugTest, S4_1_APlugSeesWhatARouteDeclares) {
  router().pipeline("telling", {[](Request& request, const Handler& next) {
                      Response response = next(request);
                      response.headers.set("x-route", request.route->pattern + " " + request.private_values.json() +
                                                          " " + request.route->metadata.json());
                      return response;
                    }});
  router().scope("/items", {.pipe_through = {"telling"}}, [](Scope& scope) {
    scope.live<CounterPage>("/:id", {.metadata = {{"topic", "shop"}}, .private_values = {{"public", true}}});
    scope.get("/", [](const Request&) { return Response::text("all"); });
  });
  EXPECT_EQ(get("/items/7").headers.get("x-route"), R"(/items/:id {"public":true} {"topic":"shop"})");
  EXPECT_EQ(get("/items").headers.get("x-route"), "/items {} null");
}

TEST_F(PlugTest, S13_4_EachScopeChoosesWhetherTokensAreNeeded) {
  const auto answer = [](const Request&) { return Response::text("changed"); };
  router().post("/page", answer);
  router().scope("/api", {.csrf = Csrf::off}, [&](Scope& api) {
    api.post("/items", answer);
    api.scope("/v2", {}, [&](Scope& v2) { v2.post("/items", answer); });
    api.post("/strict", answer, {.csrf = Csrf::refuse});
  });
  EXPECT_EQ(post("/page").status, 403);
  EXPECT_EQ(post("/api/items").status, 200);
  EXPECT_EQ(post("/api/v2/items").status, 200);
  EXPECT_EQ(post("/api/strict").status, 403);
}

TEST_F(PlugTest, S13_4_AWrongTokenMayCostTheSessionInstead) {
  router().get("/log-in", [](Request& request) {
    request.put_session("user", 7);
    return Response::text(request.csrf_token());
  });
  router().scope("/", {.csrf = Csrf::clear_session}, [](Scope& scope) {
    scope.post("/change", [](Request& request) {
      const std::string before = request.session.json();
      request.put_session("changed", true);
      return Response::text(before);
    });
  });
  const Response page = get("/log-in");
  const auto set = page.headers.get("set-cookie");
  const std::string cookie = "\r\nCookie: " + std::string(set.substr(0, set.find(';')));
  const Response forged = post("/change", cookie);
  EXPECT_EQ(forged.body, "{}");
  EXPECT_FALSE(forged.headers.contains("set-cookie"));  // that of the user stays as it is
  EXPECT_EQ(post("/change", cookie + "\r\nX-CSRF-Token: " + page.body).body, R"({"user":7})");
}

TEST_F(PlugTest, S13_4_ScriptsAreForPagesOfThisServer) {
  const auto script = [](const Request&) {
    Response response = Response::text("user(7)");
    response.headers.set("content-type", "text/javascript; charset=utf-8");
    return response;
  };
  router().get("/user.js", script);
  router().get("/public.js", script, {.csrf = Csrf::off});
  EXPECT_EQ(get("/user.js").status, 403);
  EXPECT_EQ(get("/user.js", "X-Requested-With: XMLHttpRequest").body, "user(7)");
  EXPECT_EQ(get("/public.js").body, "user(7)");
}

TEST_F(PlugTest, S16_1_APageIsThereInItsFormatsOnly) {
  router().pipeline("html", {accepts({"html"})});
  router().pipeline("data", {accepts({"json", "txt"})});
  router().scope("/page", {.pipe_through = {"html"}},
                 [](Scope& scope) { scope.get("/", [](const Request&) { return Response::html("page"); }); });
  router().scope("/data", {.pipe_through = {"data"}},
                 [](Scope& scope) { scope.get("/", [](const Request&) { return Response::json(1); }); });
  EXPECT_EQ(get("/page").status, 200);
  EXPECT_EQ(get("/page", "Accept: application/json").status, 406);
  EXPECT_EQ(get("/page", "Accept: application/json;q=0.9, text/html").status, 200);
  EXPECT_EQ(get("/page", "Accept: application/json, */*;q=0.1").status, 200);
  EXPECT_EQ(get("/data", "Accept: text/html").status, 406);
  EXPECT_EQ(get("/data", "Accept: text/plain").status, 200);
}

TEST_F(PlugTest, S12_1_DisconnectClosesTheSocketsOfASession) {
  router().pipeline("logged in", {[](Request& request, const Handler& next) {
                      request.put_session("live_socket_id", "users:" + std::string(request.path_params["id"].text()));
                      return next(request);
                    }});
  router().scope("/users", {.pipe_through = {"logged in"}}, [](Scope& scope) { scope.live<CounterPage>("/:id"); });
  Visitor seven(site.port(), "/users/7");
  Visitor eight(site.port(), "/users/8");
  ASSERT_TRUE(seven.view.ok() && eight.view.ok());
  site.endpoint.disconnect("users:7");
  EXPECT_EQ(seven.line().closed(), 1001);
  EXPECT_EQ(eight.event("click")["0"].text(), "1");
}

}  // namespace
}  // namespace plume::testing
