// The transcript of wire-protocol 14 over real sockets: from the first request to the last leave.
#include <gtest/gtest.h>

#include <string>

#include "plume/assets.h"
#include "support/between.h"
#include "unit/live/harness.h"

namespace plume::testing {
namespace {

const Value nothing = Value::object();

TEST(TranscriptTest, FromTheFirstRequestToTheLastLeave) {
  LiveServer server;

  // HTTP
  const PageSource page = load(server, "/count");
  EXPECT_EQ(page.response.status, 200);
  EXPECT_NE(page.response.body.find("<title>Counter</title>"), std::string::npos);
  EXPECT_NE(page.response.body.find("n = 0 <b>idle</b></main></div>"), std::string::npos);
  ASSERT_NE(page.session, "");

  // upgrade, join
  Tab tab(server, page);
  const std::string topic = "lv:" + page.id;
  Joined view = tab.join(topic, page.join("http://localhost/count").value());
  ASSERT_TRUE(view.ok()) << view.reply.json();
  const Value& rendered = view.response()["rendered"];
  EXPECT_EQ(rendered["0"].text(), "0");
  EXPECT_EQ(rendered["1"].text(), "idle");
  EXPECT_EQ(rendered["t"].text(), "Counter");
  EXPECT_EQ(rendered["s"],
            json(R"(["<main><button id=\"inc\" phx-click=\"inc\">+</button>n = "," <b>","</b></main>"])"));
  EXPECT_EQ(view.response()["liveview_version"].text(), client_version);

  // events
  EXPECT_EQ(tab.event(view, "inc", {{"value", ""}}), json(R"({"diff":{"0":"1"}})"));
  EXPECT_EQ(tab.event(view, "nothing"), nothing);
  EXPECT_EQ(tab.event(view, "start"), nothing);
  EXPECT_EQ(tab.next(),
            Value::array({view.join_ref, nullptr, topic, "diff", json(R"({"1":"busy","e":[["beep",{"hz":440}]]})")}));
  EXPECT_EQ(tab.event(view, "sum", {{"a", 1}, {"b", 2}}), json(R"({"diff":{"r":{"total":3}}})"));

  // patches
  EXPECT_EQ(tab.answer_to(tab.push(view, "live_patch", {{"url", "http://localhost/count?p=2"}}))["response"],
            json(R"({"diff":{"1":"page 2","t":"Counter p2"}})"));
  const std::string next = tab.push_event(view, "next");
  EXPECT_EQ(tab.next(),
            Value::array({view.join_ref, nullptr, topic, "live_patch", json(R"({"to":"/count?p=3","kind":"push"})")}));
  EXPECT_EQ(tab.answer_to(next)["response"], json(R"({"diff":{"1":"page 3","t":"Counter p3"}})"));

  EXPECT_TRUE(tab.silent()) << "a heartbeat";

  // crash and recovery
  tab.push_event(view, "crash");
  EXPECT_EQ(tab.next(), Value::array({view.join_ref, view.join_ref, topic, "phx_error", nothing}));
  JoinPayload again = page.join("http://localhost/count?p=3");
  again.params = {{"_mounts", 1}, {"_mount_attempts", 0}};
  view = tab.join(topic, again.value());
  EXPECT_EQ(view.response()["rendered"]["0"].text(), "0");
  EXPECT_EQ(view.response()["rendered"]["1"].text(), "page 3");

  // navigation
  EXPECT_EQ(tab.event(view, "done"), json(R"({"live_redirect":{"to":"/list","kind":"push"}})"));
  EXPECT_EQ(tab.next(), Value::array({view.join_ref, view.join_ref, topic, "phx_close", nothing}));
  EXPECT_EQ(tab.answer_to(tab.push(view, "phx_leave")), json(R"({"status":"ok","response":{}})"));
  JoinPayload redirect = page.join("");
  redirect.redirect = "http://localhost/list";
  view = tab.join(topic, redirect.value());
  EXPECT_EQ(view.response()["rendered"], json(R"({"s":["<ul></ul>"]})"));

  // leave
  const std::string leave = tab.push(view, "phx_leave");
  EXPECT_EQ(tab.next(), Value::array({view.join_ref, view.join_ref, topic, "phx_close", nothing}));
  EXPECT_EQ(tab.answer_to(leave), json(R"({"status":"ok","response":{}})"));
  tab.send({}, "24", "lv:", "phx_leave", nothing);
  EXPECT_EQ(tab.next(), json(R"([null,"24","lv:","phx_reply",{"status":"ok","response":{}}])"));
  EXPECT_EQ(server.stage.journal.entries(), (std::vector<std::string>{"error: boom", "live_redirect"}));
}

TEST(ConnectionDataTest, S11_5_ScriptsOfThePageAreThoseOfTheServer) {
  LiveServer server;
  const PageSource page = load(server, "/tracked");
  const std::string origin = "http://localhost";
  EXPECT_NE(page.response.body.find("<p>new 127.0.0.1 " + origin + "/tracked</p>"), std::string::npos)
      << page.response.body;
  const std::string script = between(page.response.body, "<script defer phx-track-static src=\"");
  ASSERT_NE(script, "");
  const auto known_with = [&](const std::string& url) {
    JoinPayload payload = page.join(origin + "/tracked");
    payload.params.set("_track_static", Value::array({origin + script, url}));
    Tab tab(server, page);
    return std::string(tab.join("lv:" + page.id, payload.value()).response()["rendered"]["0"].text());
  };
  EXPECT_EQ(known_with(origin + script + "?vsn=d"), "new 127.0.0.1 " + origin + "/live/websocket");
  EXPECT_EQ(known_with(origin + "/assets/plume-of-before.js"), "old 127.0.0.1 " + origin + "/live/websocket");
}

TEST(ReloadTest, AStatusOfTheJoinIsShownByTheReload) {
  LiveServer server;
  Tab tab(server, "/vanishing");
  EXPECT_EQ(tab.view.response()["reason"].text(), "reload");
  EXPECT_EQ(tab.view.response()["status"].integer(), 404);
  const std::string cookie = "__phoenix_reload_status__=" + std::string(tab.view.response()["token"].text());
  const PageSource reloaded = load(server, "/vanishing", cookie);
  EXPECT_EQ(reloaded.response.status, 404);
  EXPECT_TRUE(reloaded.response.headers.get("set-cookie").starts_with("__phoenix_reload_status__=; "))
      << "the cookie goes";
  EXPECT_EQ(load(server, "/vanishing", "__phoenix_reload_status__=forged").response.status, 500);
  EXPECT_EQ(load(server, "/vanishing").response.status, 200);
}

TEST(SessionTest, R1_3_WhatIsWrongWithTheSessionMakesJoinsStale) {
  LiveServer server;
  const PageSource page = load(server, "/count");
  const auto reason_with = [&](const std::string& csrf, const std::string& cookie) {
    PageSource wrong = page;
    wrong.csrf = csrf;
    wrong.cookie = cookie;
    Tab tab(server, wrong);
    return std::string(
        tab.join("lv:" + page.id, page.join("http://localhost/count").value()).response()["reason"].text());
  };
  EXPECT_EQ(reason_with(page.csrf, page.cookie), "");
  EXPECT_EQ(reason_with("", page.cookie), "stale") << "no CSRF token";
  EXPECT_EQ(reason_with(std::string(56, 'A'), page.cookie), "stale") << "another CSRF token";
  EXPECT_EQ(reason_with(page.csrf, ""), "stale") << "no cookie";
  EXPECT_EQ(reason_with(page.csrf, page.cookie + "A"), "stale") << "a forged cookie";
  const PageSource other = load(server, "/count");
  EXPECT_EQ(reason_with(page.csrf, other.cookie), "stale") << "a token of another session";
}

TEST(SessionTest, AnotherLiveSessionIsUnauthorized) {
  LiveServer server;
  const PageSource page = load(server, "/list");
  Tab tab(server, page);
  JoinPayload redirect = page.join("");
  redirect.redirect = "http://localhost/admin";
  EXPECT_EQ(tab.join("lv:" + page.id, redirect.value()).response()["reason"].text(), "unauthorized");
  EXPECT_EQ(tab.join("lv:" + page.id, page.join("http://localhost/admin").value()).response()["reason"].text(),
            "unauthorized");
}

}  // namespace
}  // namespace plume::testing
