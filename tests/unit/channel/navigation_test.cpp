// Patches, live navigation and redirects (wire-protocol 5.1 and 10, server-api 5).
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "support/channel_harness.h"

namespace plume::testing {
namespace {

const Value nothing = Value::object();

/// Goes where the event's name says.
void go(Page& page, std::string_view how, const std::string& to) {
  page.push_event("before", {{"n", 1}});
  if (how == "patch") page.push_patch(to);
  if (how == "patch replace") page.push_patch(to, true);
  if (how == "navigate") page.push_navigate(to);
  if (how == "navigate replace") page.push_navigate(to, true);
  if (how == "redirect") page.redirect(to);
}

class NavigationTest : public ::testing::Test {
 protected:
  NavigationTest() { server.live("/list", "List", {}); }

  /// A page whose events go where their names say; `params` is called in handle_params.
  void serve(std::function<void(Page&, const Params&)> params = nullptr) {
    server.live("/count", "Counter",
                {.handle_params =
                     [params](Page& page, const Params& p, std::string_view uri) {
                       page.text = std::string(uri);
                       if (params) params(page, p);
                     },
                 .handle_event = [](Page& page, std::string_view how,
                                    const Params& p) { go(page, how, std::string(p["to"].text())); },
                 .terminate = [this](Page&, std::string_view reason) { journal.add(std::string(reason)); }});
  }
  Value pushed(const Joined& view, std::string_view event, std::string_view payload) {
    return Value::array({view.join_ref, nullptr, view.topic, event, json(payload)});
  }
  Value closed(const Joined& view) {
    return Value::array({view.join_ref, view.join_ref, view.topic, "phx_close", nothing});
  }
  Value crashed(const Joined& view) {
    return Value::array({view.join_ref, view.join_ref, view.topic, "phx_error", Value::object()});
  }

  Journal journal;
  Server server;
  Browser browser{server};
};

// ---------------------------------------------------------------------------------------------------------------------
// Patches started by the client (10.2)

TEST_F(NavigationTest, S2_2_ALivePatchCallsHandleParams) {
  serve([](Page& page, const Params& params) { page.n = static_cast<int>(params["p"].integer_or(0)); });
  const Joined view = browser.open("/count");
  EXPECT_EQ(browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/count?p=2#part"}}))["response"],
            json(R"({"diff":{"0":"2","1":"http://h/count?p=2#part"}})"));
}

TEST_F(NavigationTest, ALivePatchToAnotherPageIsALink) {
  serve();
  server.live("/elsewhere", "Counter", {}, {}, "other session");
  server.dead("/about");
  const Joined view = browser.open("/count");
  for (const char* url : {"http://h/list", "http://h/about", "http://h/elsewhere"})
    EXPECT_EQ(browser.answer_to(browser.push(view, "live_patch", {{"url", url}}))["response"],
              json(R"({"link_redirect":true})"))
        << url;
}

TEST_F(NavigationTest, ALivePatchToNowhereCrashes) {
  serve();
  for (const Value& url : {Value("http://h/nowhere"), Value("no url"), Value(7), Value()}) {
    const Joined view = browser.open("/count");
    browser.push(view, "live_patch", {{"url", url}});
    EXPECT_EQ(browser.next(), crashed(view)) << url.json();
  }
}

TEST_F(NavigationTest, APatchToAnotherRouteOfTheViewChangesTheAction) {
  Script script{.handle_params = [](Page& page, const Params& params, std::string_view) {
    page.text = std::string(page.live_action()) + " " + std::string(params["id"].text());
  }};
  server.live("/items", "Items", script, "index");
  server.live("/items/:id", "Items", script, "show");
  const Joined view = browser.open("/items");
  EXPECT_EQ(view.response()["rendered"]["1"].text(), "index ");
  EXPECT_EQ(browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/items/7"}}))["response"],
            json(R"({"diff":{"1":"show 7"}})"));
}

// ---------------------------------------------------------------------------------------------------------------------
// Patches started by the view (5.4)

TEST_F(NavigationTest, R5_4_APatchIsPushedBeforeTheAnswer) {
  serve();
  const Joined view = browser.open("/count");
  const auto ref = browser.push_event(view, "patch", {{"to", "/count?p=3"}});
  EXPECT_EQ(browser.next(), pushed(view, "live_patch", R"({"to":"/count?p=3","kind":"push"})"));
  EXPECT_EQ(browser.answer_to(ref)["response"],
            json(R"({"diff":{"1":"http://h/count?p=3","e":[["before",{"n":1}]]}})"));
  const auto replaced = browser.push_event(view, "patch replace", {{"to", "/count"}});
  EXPECT_EQ(browser.next(), pushed(view, "live_patch", R"({"to":"/count","kind":"replace"})"));
  browser.answer_to(replaced);
}

TEST_F(NavigationTest, R5_4_APatchFromAMessageIsFollowedByADiff) {
  server.live("/self", "Counter",
              {.handle_params = [](Page& page, const Params&, std::string_view uri) { page.text = std::string(uri); },
               .handle_event = [](Page& page, std::string_view, const Params&) { page.send(page.self(), 1); },
               .handle_info = [](Page& page, const Message&) { page.push_patch("/self?x"); }});
  const Joined view = browser.open("/self");
  browser.event(view, "x");
  EXPECT_EQ(browser.next(), pushed(view, "live_patch", R"({"to":"/self?x","kind":"push"})"));
  EXPECT_EQ(browser.next(), pushed(view, "diff", R"({"1":"http://h/self?x"})"));
}

TEST_F(NavigationTest, AChainOfPatchesEndsInOneRender) {
  serve([](Page& page, const Params& params) {
    const auto left = params["left"].integer_or(0);
    if (left > 0) page.push_patch("/count?left=" + std::to_string(left - 1));
  });
  const Joined view = browser.open("/count");
  const auto ref = browser.push_event(view, "patch", {{"to", "/count?left=3"}});
  EXPECT_EQ(browser.next().at(4)["to"].text(), "/count?left=0") << "the client hears of the last one only";
  EXPECT_EQ(browser.answer_to(ref)["response"]["diff"]["1"].text(), "http://h/count?left=0");
}

TEST_F(NavigationTest, R5_5_APatchLoopIsAnError) {
  serve([](Page& page, const Params& params) {
    const auto left = params["left"].integer_or(0);
    if (left > 0) page.push_patch("/count?left=" + std::to_string(left - 1));
  });
  Joined view = browser.open("/count");
  const auto ref = browser.push_event(view, "patch", {{"to", "/count?left=19"}});
  EXPECT_EQ(browser.next().at(3).text(), "live_patch");
  EXPECT_EQ(browser.answer_to(ref)["status"].text(), "ok") << "20 patches are allowed";
  browser.push_event(view, "patch", {{"to", "/count?left=20"}});
  EXPECT_EQ(browser.next(), crashed(view)) << "nothing of the 21 patches is sent";
}

TEST_F(NavigationTest, APatchLoopAtTheJoinIsAnError) {
  serve([](Page& page, const Params&) { page.push_patch("/count"); });
  EXPECT_EQ(browser.open("/count").response()["reason"].text(), "join crashed");
}

TEST_F(NavigationTest, S1_3_APatchInTheFirstHandleParamsComesWithTheJoin) {
  serve([](Page& page, const Params& params) {
    if (!params.contains("p")) page.push_patch("/count?p=1", true);
  });
  const Joined view = browser.open("/count");
  EXPECT_EQ(view.response()["live_patch"], json(R"({"to":"/count?p=1","kind":"replace"})"));
  EXPECT_EQ(view.response()["rendered"]["1"].text(), "http://h/count?p=1");
}

TEST_F(NavigationTest, S2_1_APatchInMountIsAnError) {
  server.live("/m", "V", {.mount = [](Page& page, const Params&, const Session&) { page.push_patch("/m"); }});
  EXPECT_EQ(browser.open("/m").response()["reason"].text(), "join crashed");
}

TEST_F(NavigationTest, APatchToAnotherViewIsAnError) {
  serve();
  for (const char* to : {"/list", "/nowhere"}) {
    const Joined view = browser.open("/count");
    browser.push_event(view, "patch", {{"to", to}});
    EXPECT_EQ(browser.next(), crashed(view)) << to;
  }
}

class BadTargetTest : public NavigationTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(BadTargetTest, NoNavigationTakesIt) {
  serve();
  for (const char* how : {"patch", "navigate", "redirect"}) {
    const Joined view = browser.open("/count");
    browser.push_event(view, how, {{"to", GetParam()}});
    EXPECT_EQ(browser.next(), crashed(view)) << how;
  }
}

INSTANTIATE_TEST_SUITE_P(Paths, BadTargetTest,
                         ::testing::Values("", "list", "//evil.example", "/\\evil.example", "https://evil.example",
                                           "/a\n", "/\t/evil", "/%09/evil", "javascript:alert(1)", "\\\\evil"));

TEST_F(NavigationTest, TwoTargetsAtOnceAreAnError) {
  server.live("/two", "V", {.handle_event = [](Page& page, std::string_view, const Params&) {
                page.push_navigate("/list");
                page.redirect("/list");
              }});
  const Joined view = browser.open("/two");
  browser.push_event(view, "x");
  EXPECT_EQ(browser.next(), crashed(view));
}

// ---------------------------------------------------------------------------------------------------------------------
// Leaving the view (5.2)

TEST_F(NavigationTest, R5_2_ANavigationCausedByAnEventIsItsAnswer) {
  serve();
  const Joined view = browser.open("/count");
  const auto ref = browser.push_event(view, "navigate", {{"to", "/list"}});
  EXPECT_EQ(browser.next(), pushed(view, "diff", R"({"e":[["before",{"n":1}]]})")) << "events go first";
  EXPECT_EQ(browser.answer_to(ref)["response"], json(R"({"live_redirect":{"to":"/list","kind":"push"}})"));
  EXPECT_EQ(browser.next(), closed(view));
  EXPECT_EQ(browser.answer_to(browser.push(view, "phx_leave"))["status"].text(), "ok") << "the late leave";
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"live_redirect"});
  JoinPayload payload = server.payload("/count", "phx-V");
  payload.url.clear();
  payload.redirect = "http://h/list";
  EXPECT_TRUE(browser.join(view.topic, payload.value()).ok());
}

TEST_F(NavigationTest, I14_ARedirectTakesOverTheContainer) {
  serve();
  const Joined view = browser.open("/count");
  EXPECT_FALSE(view.response().contains("container"));
  browser.push(view, "phx_leave");
  browser.skip_to("phx_reply");
  JoinPayload payload = server.payload("/count", "phx-V");
  payload.url.clear();
  payload.redirect = "http://h/list";
  EXPECT_EQ(browser.join(view.topic, payload.value()).response()["container"], json(R"(["div",{}])"));
}

TEST_F(NavigationTest, R5_2_ARedirectCausedByAnEventIsItsAnswer) {
  serve();
  const Joined view = browser.open("/count");
  const auto ref = browser.push_event(view, "redirect", {{"to", "/list"}});
  browser.next();
  EXPECT_EQ(browser.answer_to(ref)["response"], json(R"({"redirect":{"to":"/list"}})"));
  EXPECT_EQ(browser.next(), closed(view));
}

TEST_F(NavigationTest, R5_2_CausedByAnythingElseItIsAPush) {
  for (const std::string how : {"navigate replace", "redirect"}) {
    server.live(
        "/" + how, "V",
        {.handle_event = [how](Page& page, std::string_view, const Params&) { page.send(page.self(), how); },
         .handle_info = [](Page& page, const Message& message) { go(page, *message.get_if<std::string>(), "/list"); }});
    const Joined view = browser.open("/" + how);
    browser.answer_to(browser.push_event(view, "x"));
    EXPECT_EQ(browser.next(), pushed(view, "diff", R"({"e":[["before",{"n":1}]]})"));
    EXPECT_EQ(browser.next(), how == "redirect" ? pushed(view, "redirect", R"({"to":"/list"})")
                                                : pushed(view, "live_redirect", R"({"to":"/list","kind":"replace"})"));
    EXPECT_EQ(browser.next(), closed(view));
    EXPECT_TRUE(browser.silent());
  }
}

TEST_F(NavigationTest, R5_2_FromHandleParamsOfALivePatch) {
  serve([](Page& page, const Params& params) {
    if (params.contains("away")) page.push_navigate("/list");
  });
  const Joined view = browser.open("/count");
  EXPECT_EQ(browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/count?away"}}))["response"],
            json(R"({"live_redirect":{"to":"/list","kind":"push"}})"));
  EXPECT_EQ(browser.next(), closed(view));
}

TEST_F(NavigationTest, S1_4_RedirectsAtTheJoinRefuseItAndCarryEvents) {
  for (const std::string how : {"navigate", "redirect"}) {
    const Value target = how == "redirect" ? json(R"({"to":"/list"})") : json(R"({"to":"/list","kind":"push"})");
    const Value expected{
        {"status", "error"},
        {"response",
         {{how == "redirect" ? "redirect" : "live_redirect", target}, {"events", json(R"([["before",{"n":1}]])")}}}};
    const auto terminate = [this](Page&, std::string_view reason) { journal.add(std::string(reason)); };
    server.live("/mount/" + how, "V",
                {.mount = [how](Page& page, const Params&, const Session&) { go(page, how, "/list"); },
                 .terminate = terminate});
    server.live("/params/" + how, "V",
                {.handle_params = [how](Page& page, const Params&, std::string_view) { go(page, how, "/list"); },
                 .terminate = terminate});
    for (const std::string where : {"/mount/", "/params/"}) {
      EXPECT_EQ(browser.open(where + how).reply, expected) << where;
      EXPECT_TRUE(browser.silent());
    }
  }
  EXPECT_EQ(journal.entries(), (std::vector<std::string>(4, "shutdown")));
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
}

TEST_F(NavigationTest, S1_2_MountThatGoesAwaySkipsHandleParams) {
  server.live("/m", "V",
              {.mount = [](Page& page, const Params&, const Session&) { page.redirect("/list"); },
               .handle_params = [this](Page&, const Params&, std::string_view) { journal.add("handle_params"); },
               .render = [this](Page&) { journal.add("render"); }});
  EXPECT_FALSE(browser.open("/m").ok());
  EXPECT_TRUE(journal.entries().empty());
}

// ---------------------------------------------------------------------------------------------------------------------
// navigation_type (server-api 5.6)

TEST_F(NavigationTest, S5_6_TellsHowAPathIsReached) {
  static constexpr const char* names[] = {"patch", "navigate", "href"};
  const auto name = [](NavigationType type) { return std::string(names[static_cast<int>(type)]); };
  server.live("/elsewhere", "Elsewhere", {}, {}, "other session");
  server.live("/counted/:id", "Counter", {});
  server.dead("/dead");
  server.live(
      "/count", "Counter",
      {.mount = [&](Page& page, const Params&, const Session&) { page.text = name(page.navigation_type("/list")); },
       .handle_event = [&](Page& page, std::string_view,
                           const Params& p) { page.text = name(page.navigation_type(p["to"].text())); }});
  const Joined view = browser.open("/count");
  EXPECT_EQ(view.response()["rendered"]["1"].text(), "navigate");
  const auto type_of = [&](std::string_view to) {
    return std::string(browser.event(view, "ask", {{"to", to}})["diff"]["1"].text_or("same"));
  };
  std::string types;
  for (const auto* to : {"/count?a=1#b", "/list", "/counted/7", "/elsewhere", "/count", "/dead"})
    types.append(type_of(to)).append(" ");
  EXPECT_EQ(types, "patch navigate patch href patch href ");
  browser.push_event(view, "ask", {{"to", "//evil.example"}});
  EXPECT_EQ(browser.skip_to("phx_error").at(2).text(), view.topic);
}

}  // namespace
}  // namespace plume::testing
