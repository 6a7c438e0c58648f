// Joining a view (wire-protocol 3), and the rules of the channel layer around it (1.8).
#include <gtest/gtest.h>

#include <string>

#include "crypto/key_derivation.h"
#include "crypto/token.h"
#include "plume/assets.h"
#include "plume/http.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

Script counter() {
  return {.handle_params = [](Page& page, const Params& params,
                              std::string_view) { page.n = static_cast<int>(params["n"].integer_or(0)); },
          .handle_event = [](Page& page, std::string_view, const Params&) { ++page.n; }};
}

const Value error_of(std::string_view response) { return {{"status", "error"}, {"response", json(response)}}; }
const Value stale = error_of(R"({"reason":"stale"})");
const Value unauthorized = error_of(R"({"reason":"unauthorized"})");
const Value crashed = error_of(R"({"reason":"join crashed"})");

TEST(JoinTest, S1_4_TheReplyIsTheWholePage) {
  Server server;
  server.live("/count", "Counter", counter());
  Browser browser(server);
  const Joined view = browser.open("/count");
  EXPECT_EQ(view.reply, Value({{"status", "ok"},
                               {"response",
                                {{"rendered", json(R"({"0":"0","1":"","s":["<main>"," ","</main>"]})")},
                                 {"liveview_version", client_version}}}}));
}

TEST(JoinTest, S13_4_TheViewHasTheTokenThatTheClientConnectedWith) {
  Server server;
  server.live("/count", "Counter",
              {.mount = [](Page& page, const Params&, const Session&) { page.text = std::string(page.csrf_token()); }});
  auto info = Connection::good_info();
  info.params = {{"_csrf_token", "CSRF1"}};
  Browser browser(server, info);
  EXPECT_EQ(browser.open("/count").reply["response"]["rendered"]["1"], Value("CSRF1"));
}

TEST(JoinTest, S1_3_MountGetsWhatTheUrlTheSessionAndTheClientSay) {
  Server server;
  Journal journal;
  server.live("/items/:id", "Item",
              {.mount =
                   [&](Page& page, const Params& params, const Session& session) {
                     journal.add(params.json(true));
                     journal.add(session.json(true));
                     journal.add(page.connect_params().json(true));
                     journal.add(std::string(page.id()) + (page.connected() ? " connected " : " ") +
                                 std::string(page.live_action()));
                   },
               .handle_params = [&](Page&, const Params&, std::string_view uri) { journal.add(std::string(uri)); }},
              "edit");
  auto info = Connection::good_info();
  info.session = {{"user", 7}, {"theme", "dark"}};
  Browser browser(server, info);
  JoinPayload payload = server.payload("/items/a%20b", "phx-V", "?q[x]=1&id=5#part");
  payload.session = server.app.tokens.sign_session({"phx-V", "Item", "default", {{"theme", "light"}}});
  payload.params = {{"_mounts", 2}, {"locale", "de"}};
  ASSERT_TRUE(browser.join("lv:phx-V", payload.value()).ok());
  const auto seen = journal.entries();
  ASSERT_EQ(seen.size(), 5u);
  EXPECT_EQ(seen[0], R"({"id":"a%20b","q":{"x":"1"}})") << "the path wins over the query";
  EXPECT_EQ(seen[1], R"({"theme":"light","user":7})") << "what was signed wins over the cookie";
  EXPECT_EQ(seen[2], R"({"_mounts":2,"locale":"de"})");
  EXPECT_EQ(seen[3], "phx-V connected edit");
  EXPECT_EQ(seen[4], "http://h/items/a%20b?q[x]=1&id=5#part");
}

TEST(JoinTest, S11_4_ConnectParamsAreForMountOnly) {
  Server server;
  server.live("/", "V", {.handle_event = [](Page& page, std::string_view, const Params&) { page.connect_params(); }});
  Browser browser(server);
  const Joined view = browser.open("/");
  browser.push_event(view, "x");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
}

TEST(JoinTest, R3_5_TheReplyIsTheFirstMessage) {
  Server server;
  server.live("/", "V",
              {.mount =
                   [](Page& page, const Params&, const Session&) {
                     page.send(page.self(), 1);
                     page.send_after(2, 0ms);
                     page.subscribe("news");
                     page.broadcast("news", 3);
                     page.push_event("hello", {{"a", 1}});
                   },
               .handle_info = [](Page& page, const Message&) { ++page.n; }});
  Browser browser(server);
  const Joined view = browser.open("/");
  EXPECT_EQ(view.response()["rendered"]["0"].text(), "0");
  EXPECT_EQ(view.response()["rendered"]["e"], json(R"([["hello",{"a":1}]])"));
  for (const char* n : {"1", "2", "3"})
    EXPECT_EQ(browser.next(), Value::array({view.join_ref, nullptr, view.topic, "diff", {{"0", n}}}));
}

TEST(JoinTest, R3_4_EventsDirectlyBehindTheJoinAreHandled) {
  Server server;
  server.live("/", "Counter", counter());
  Browser browser(server);
  const Joined view = browser.begin_join("lv:phx-V", server.payload("/", "phx-V").value());
  const auto first = browser.push_event(view, "inc");
  const auto second = browser.push_event(view, "inc");
  EXPECT_EQ(browser.answer_to(view.join_ref)["status"].text(), "ok");
  EXPECT_EQ(browser.answer_to(first)["response"], json(R"({"diff":{"0":"1"}})"));
  EXPECT_EQ(browser.answer_to(second)["response"], json(R"({"diff":{"0":"2"}})"));
}

TEST(JoinTest, R3_3_TokensServeForEveryRejoin) {
  Server server;
  server.live("/", "Counter", counter());
  Browser browser(server);
  Browser other(server);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(browser.open("/").ok());
    EXPECT_TRUE(other.open("/").ok()) << "a duplicated tab";
    if (i < 2) {
      for (Browser* each : {&browser, &other}) {
        each->send({}, each->new_ref(), "lv:phx-V", "phx_leave", Value::object());
        each->next();
        each->next();
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Refusals (3.4)

class JoinRefusalTest : public ::testing::Test {
 protected:
  JoinRefusalTest() {
    server.live("/count", "Counter", counter());
    server.live("/list", "List", {});
    server.live("/admin", "Admin", {}, {}, "admins");
    server.dead("/about");
  }
  Value join(const JoinPayload& payload) { return join(payload.value()); }
  Value join(const Value& payload) {
    Browser browser(server);
    const Joined view = browser.join("lv:phx-V", payload);
    EXPECT_TRUE(browser.silent()) << "a refused join says nothing more";
    EXPECT_TRUE(view.ok() || eventually([&] { return server.actors() == 0; })) << "nothing stays of it";
    return view.reply;
  }
  JoinPayload good() { return server.payload("/count", "phx-V"); }

  // A session token with another date.
  std::string session_token(crypto::Clock::time_point time) {
    const Value content{
        {"id", "phx-V"}, {"view", "Counter"}, {"ls", "default"}, {"session", Value::object()}, {"v", 1}};
    return crypto::sign_token(crypto::derive_key(std::string(64, 'k'), "signing salt"), content.json(), time);
  }

  Server server;
};

TEST_F(JoinRefusalTest, NothingWrong) { EXPECT_EQ(join(good())["status"].text(), "ok"); }

TEST_F(JoinRefusalTest, S1_3_NoSessionTokenIsStale) {
  Value payload = good().value();
  payload.as_object().erase("session");
  EXPECT_EQ(join(payload), stale);
  for (const Value& session : {Value(), Value(7), Value(""), Value::object()}) {
    payload.set("session", session);
    EXPECT_EQ(join(payload), stale) << session.json();
  }
}

TEST_F(JoinRefusalTest, AForgedSessionTokenIsStale) {
  JoinPayload payload = good();
  payload.session[payload.session.size() / 2] ^= 1;
  EXPECT_EQ(join(payload), stale);
  payload.session = "SFMyNTY.nonsense";
  EXPECT_EQ(join(payload), stale);
}

TEST_F(JoinRefusalTest, AnExpiredSessionTokenIsStale) {
  JoinPayload payload = good();
  payload.session = session_token(crypto::Clock::now() - 14 * 24h + 1h);
  EXPECT_EQ(join(payload)["status"].text(), "ok");
  payload.session = session_token(crypto::Clock::now() - 14 * 24h - 1h);
  EXPECT_EQ(join(payload), stale);
}

TEST_F(JoinRefusalTest, R3_2_ATokenOfAnotherTopicIsStale) {
  JoinPayload payload = good();
  payload.session = server.tokens("/count", "phx-W").session;
  EXPECT_EQ(join(payload), stale);
}

TEST_F(JoinRefusalTest, R3_2_AStaticTokenOfAnotherIdIsStale) {
  JoinPayload payload = good();
  payload.fixed = server.tokens("/count", "phx-W").fixed;
  EXPECT_EQ(join(payload), stale);
  payload.fixed = payload.session;
  EXPECT_EQ(join(payload), stale) << "a session token is no static token";
  Value value = good().value();
  value.set("static", 7);
  EXPECT_EQ(join(value), stale);
  value.set("static", nullptr);
  EXPECT_EQ(join(value)["status"].text(), "ok");
}

TEST_F(JoinRefusalTest, R1_3_WithoutASessionJoinsAreStale) {
  auto info = Connection::good_info();
  info.has_session = false;
  Browser browser(server, info);
  EXPECT_EQ(browser.open("/count").reply, stale);
  EXPECT_TRUE(browser.silent());
}

TEST_F(JoinRefusalTest, TheUrlOfAnotherViewIsUnauthorized) {
  JoinPayload payload = good();
  payload.url = "http://h/list";
  EXPECT_EQ(join(payload), unauthorized);
}

TEST_F(JoinRefusalTest, AUrlOfNoLivePageIsUnauthorized) {
  JoinPayload payload = good();
  for (const char* url : {"http://h/about", "http://h/nowhere"}) {
    payload.url = url;
    EXPECT_EQ(join(payload), unauthorized) << url;
  }
}

TEST_F(JoinRefusalTest, AnotherLiveSessionIsUnauthorized) {
  JoinPayload payload = good();
  payload.url = "http://h/admin";
  EXPECT_EQ(join(payload), unauthorized);
  payload.session = server.app.tokens.sign_session({"phx-V", "Counter", "admins", Value::object()});
  payload.url = "http://h/count";
  EXPECT_EQ(join(payload), unauthorized);
}

TEST_F(JoinRefusalTest, I14_ARedirectMountsTheViewOfItsUrl) {
  JoinPayload payload = good();
  payload.url.clear();
  payload.redirect = "http://h/list";
  EXPECT_EQ(join(payload)["status"].text(), "ok");
  payload.redirect = "http://h/admin";
  EXPECT_EQ(join(payload), unauthorized) << "of another live_session";
  payload.redirect = "http://h/about";
  EXPECT_EQ(join(payload), unauthorized) << "no live page";
}

TEST_F(JoinRefusalTest, AUrlThatIsNoneReloadsThePage) {
  for (const char* url :
       {"", "/count", "ftp://h/count", "http:///count", "http://h:99999/count", "http://h/count?a=%zz"}) {
    Value payload = good().value();
    payload.set("url", url);
    const Value reply = join(payload);
    EXPECT_EQ(reply["response"]["reason"].text(), "reload") << url;
    EXPECT_EQ(reply["response"]["status"].integer(), 400) << url;
  }
}

TEST_F(JoinRefusalTest, APayloadThatIsNoObjectIsStale) {
  for (const Value& payload : {Value(), Value(7), Value("x"), Value::array({1})})
    EXPECT_EQ(join(payload), stale) << payload.json();
}

// ---------------------------------------------------------------------------------------------------------------------
// Mounts that fail (3.5, server-api 16.2)

TEST(JoinFailureTest, S16_2_AnExceptionInMountCrashesTheJoin) {
  Server server;
  server.live("/", "V",
              {.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("no database"); }});
  Browser browser(server);
  EXPECT_EQ(browser.open("/").reply, crashed);
  EXPECT_TRUE(browser.silent());
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
}

TEST(JoinFailureTest, S16_2_AnHttpErrorOfTheClientsKindReloadsThePageToShowIt) {
  Server server;
  server.live("/", "V", {.mount = [](Page&, const Params&, const Session&) { throw HttpError(404, "no such item"); }});
  Browser browser(server);
  const Joined view = browser.open("/");
  EXPECT_EQ(view.reply["status"].text(), "error");
  EXPECT_EQ(view.response()["reason"].text(), "reload");
  EXPECT_EQ(view.response()["status"].integer(), 404);
  const auto token = server.app.tokens.verify_reload(view.response()["token"].text());
  EXPECT_EQ(token.value().status, 404);
  EXPECT_EQ(token->error, "");  // that is for debug_errors only
  EXPECT_EQ(view.response().size(), 3u) << "nothing is told of the error";
}

TEST(JoinFailureTest, S16_2_AnHttpErrorOfTheServersKindCrashesTheJoin) {
  Server server;
  server.live("/", "V",
              {.handle_params = [](Page&, const Params&, std::string_view) { throw HttpError(503, "busy"); }});
  Browser browser(server);
  EXPECT_EQ(browser.open("/").reply, crashed);
}

class ReloadTest : public ::testing::TestWithParam<std::pair<const char*, Script>> {};

TEST_P(ReloadTest, S16_2_AnErrorOfTheClientsKindInAnyPhaseOfTheJoin) {
  Server server;
  server.live("/", "V", GetParam().second);
  const_cast<LiveSession&>(*server.route("/").session).options.on_mount = {
      [](LiveView&, const Params&, const Session&) -> HookResult {
        if (std::string_view(GetParam().first) == "on_mount") throw HttpError(410, "gone");
        return HookResult::cont;
      }};
  Browser browser(server);
  const Value response = browser.open("/").response();
  EXPECT_EQ(response["reason"].text(), "reload");
  EXPECT_EQ(response["status"].integer_or(0), 410);
  EXPECT_EQ(server.app.tokens.verify_reload(response["token"].text()).value().status, 410);
}

INSTANTIATE_TEST_SUITE_P(
    Phases, ReloadTest,
    ::testing::Values(std::pair{"on_mount", Script()},
                      std::pair{"mount", Script{.mount = [](auto&&...) { throw HttpError(410, "gone"); }}},
                      std::pair{"handle_params",
                                Script{.handle_params = [](auto&&...) { throw HttpError(410, "gone"); }}},
                      std::pair{"render", Script{.render = [](Page&) { throw HttpError(410, "gone"); }}}),
    [](const auto& phase) { return phase.param.first; });

TEST(JoinFailureTest, TheReplyCarriesTheRefOfTheJoin) {
  Server server;
  server.live("/", "V", {.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("x"); }});
  Browser browser(server);
  browser.send("7", "8", "lv:phx-V", "phx_join", server.payload("/", "phx-V").value());
  EXPECT_EQ(browser.next(), Value::array({"7", "8", "lv:phx-V", "phx_reply", crashed}));
  browser.send("9", "10", "lv:phx-V", "phx_join", Value::object());
  EXPECT_EQ(browser.next(), Value::array({"9", "10", "lv:phx-V", "phx_reply", stale}));
}

// ---------------------------------------------------------------------------------------------------------------------
// The channel layer (1.8)

class ChannelLayerTest : public ::testing::Test {
 protected:
  ChannelLayerTest() { server.live("/count", "Counter", counter()); }
  Value join_payload(const std::string& id = "phx-V") { return server.payload("/count", id).value(); }
  Server server;
  Browser browser{server};
};

TEST_F(ChannelLayerTest, HeartbeatsAreAnsweredWithoutAJoinRef) {
  browser.send({}, "h1", "phoenix", "heartbeat", Value::object());
  EXPECT_EQ(browser.connection().receive(), R"([null,"h1","phoenix","phx_reply",{"status":"ok","response":{}}])");
}

TEST_F(ChannelLayerTest, I2_R1_5_RefsAreEchoedWhateverTheyAre) {
  const std::string join_ref = "join \"ref\" ü";
  browser.send(join_ref, join_ref, "lv:phx-V", "phx_join", join_payload());
  EXPECT_EQ(browser.next().at(0).text(), join_ref);
  browser.send(join_ref, "{}", "lv:phx-V", "event", json(R"({"type":"click","event":"inc","value":{}})"));
  EXPECT_EQ(browser.next(), Value::array({join_ref, "{}", "lv:phx-V", "phx_reply",
                                          json(R"({"status":"ok","response":{"diff":{"0":"1"}}})")}));
}

TEST_F(ChannelLayerTest, AMessageWithANullJoinRefIsForTheChannelOfItsTopic) {
  browser.open("/count");
  browser.send({}, "x", "lv:phx-V", "event", json(R"({"type":"click","event":"inc","value":{}})"));
  EXPECT_EQ(browser.answer_to("x")["response"], json(R"({"diff":{"0":"1"}})"));
}

TEST_F(ChannelLayerTest, AMessageOfAnEarlierJoinIsDropped) {
  const Joined view = browser.open("/count");
  browser.send("before", "x", "lv:phx-V", "event", json(R"({"type":"click","event":"inc","value":{}})"));
  EXPECT_TRUE(browser.silent());
  EXPECT_EQ(browser.event(view, "inc"), json(R"({"diff":{"0":"1"}})"));
}

TEST_F(ChannelLayerTest, ElementsAfterTheFifthAreIgnored) {
  const Joined view = browser.open("/count");
  browser.line().send("[\"" + view.join_ref +
                      R"(","x","lv:phx-V","event",{"type":"click","event":"inc","value":{}},{"more":[]},7])");
  EXPECT_EQ(browser.answer_to("x")["response"], json(R"({"diff":{"0":"1"}})"));
}

TEST_F(ChannelLayerTest, S1_12_ADuplicateJoinClosesTheFirstOne) {
  const Joined first = browser.open("/count");
  browser.event(first, "inc");
  const Joined second = browser.begin_join("lv:phx-V", join_payload());
  EXPECT_EQ(browser.next(), Value::array({first.join_ref, first.join_ref, "lv:phx-V", "phx_close", Value::object()}));
  EXPECT_EQ(browser.answer_to(second.join_ref)["response"]["rendered"]["0"].text(), "0") << "a new view";
  EXPECT_TRUE(eventually([&] { return server.actors() == 1; }));
}

TEST_F(ChannelLayerTest, R1_7_AJoinMayStandDirectlyBehindALeave) {
  const Joined first = browser.open("/count");
  const std::string leave = browser.push(first, "phx_leave");
  const Joined second = browser.begin_join("lv:phx-V", join_payload());
  EXPECT_EQ(browser.next(), Value::array({first.join_ref, first.join_ref, "lv:phx-V", "phx_close", Value::object()}));
  EXPECT_EQ(browser.answer_to(leave), json(R"({"status":"ok","response":{}})"));
  EXPECT_EQ(browser.answer_to(second.join_ref)["status"].text(), "ok");
  EXPECT_EQ(browser.event(second, "inc"), json(R"({"diff":{"0":"1"}})"));
}

TEST_F(ChannelLayerTest, ALateLeaveDoesNotEndTheNextJoin) {
  const Joined first = browser.open("/count");
  const Joined second = browser.begin_join("lv:phx-V", join_payload());
  browser.next();  // phx_close
  browser.answer_to(second.join_ref);
  EXPECT_EQ(browser.answer_to(browser.push(first, "phx_leave"))["status"].text(), "ok");
  EXPECT_EQ(browser.event(second, "inc"), json(R"({"diff":{"0":"1"}})"));
}

TEST_F(ChannelLayerTest, LeavingWhatIsNotJoinedIsFine) {
  browser.send("4", "5", "lv:phx-V", "phx_leave", Value::object());
  EXPECT_EQ(browser.next(), json(R"(["4","5","lv:phx-V","phx_reply",{"status":"ok","response":{}}])"));
}

TEST_F(ChannelLayerTest, R1_6_TheDeadViewLeavesOnUnload) {
  browser.send({}, "24", "lv:", "phx_leave", Value::object());
  EXPECT_EQ(browser.next(), json(R"([null,"24","lv:","phx_reply",{"status":"ok","response":{}}])"));
  EXPECT_TRUE(browser.silent());
}

TEST_F(ChannelLayerTest, WhatIsNotJoinedIsUnmatched) {
  for (const char* event : {"event", "live_patch", "anything"}) {
    browser.send("4", "5", "lv:phx-V", event, Value::object());
    EXPECT_EQ(browser.next(),
              json(R"([null,"5","lv:phx-V","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}])"));
  }
}

TEST_F(ChannelLayerTest, TopicsOfNoViewAreUnmatched) {
  for (const char* topic : {"room:1", "", "phoenix", "LV:phx-V"}) {
    browser.send("4", "4", topic, "phx_join", join_payload());
    const Value reply = browser.next();
    EXPECT_EQ(reply.at(0), Value());
    EXPECT_EQ(reply.at(1).text(), "4");
    EXPECT_EQ(reply.at(4), error_of(R"({"reason":"unmatched topic"})"));
  }
}

TEST_F(ChannelLayerTest, AHundredChannelsAreEnough) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(browser.open("/count", "phx-" + std::to_string(i)).ok());
  const Joined refused = browser.open("/count", "phx-100");
  EXPECT_EQ(refused.reply, error_of(R"({"reason":"too many channels joined"})"));
  browser.send({}, "x", "lv:phx-7", "phx_leave", Value::object());
  browser.next();
  browser.next();
  EXPECT_TRUE(browser.open("/count", "phx-100").ok()) << "there is room again";
}

TEST_F(ChannelLayerTest, ViewsOfAConnectionDoNotMix) {
  const Joined one = browser.open("/count", "phx-1");
  const Joined two = browser.open("/count", "phx-2", "?n=10");
  EXPECT_EQ(browser.event(one, "inc"), json(R"({"diff":{"0":"1"}})"));
  EXPECT_EQ(browser.event(two, "inc"), json(R"({"diff":{"0":"11"}})"));
}

TEST_F(ChannelLayerTest, ABinaryMessageClosesWhileNothingCanBeUploaded) {
  browser.line().send(
      std::string_view("\0\2\2\5\5"
                       "1216lvu:0chunkhello",
                       24));
  EXPECT_EQ(browser.connection().close_code(), 1003);
}

}  // namespace
}  // namespace plume::testing
