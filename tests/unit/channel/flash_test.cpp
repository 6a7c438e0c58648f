// Flash over every kind of navigation (server-api 6).
#include <gtest/gtest.h>

#include <string>

#include "channel/dead_render.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

std::string shown(const Flash& flash) {
  std::string text;
  for (const auto& [kind, message] : flash) text += kind + "=" + message + ";";
  return text;
}

void act(Page& page, std::string_view what) {
  if (what.find("put") != what.npos) page.put_flash("info", "hello");
  if (what.find("again") != what.npos) page.put_flash("info", "again");
  if (what.find("error") != what.npos) page.put_flash("error", "bad");
  if (what.find("clear all") != what.npos) page.clear_flash();
  if (what.find("clear info") != what.npos) page.clear_flash("info");
  if (what.find("patch") != what.npos) page.push_patch("/here?p=1");
  if (what.find("navigate") != what.npos) page.push_navigate("/there");
  if (what.find("redirect") != what.npos) page.redirect("/there");
}

class FlashTest : public ::testing::Test {
 protected:
  FlashTest() {
    const Script script{.handle_event = [](Page& page, std::string_view event, const Params&) { act(page, event); },
                        .render = [](Page& page) { page.text = shown(page.flash); }};
    server.live("/here", "Here", script);
    server.live("/there", "There", script);
  }
  Value destination(std::string_view event) {
    Browser fresh(server);
    return fresh.event(fresh.open("/here"), event);
  }
  std::string shown_by(const Value& join) {
    Browser fresh(server);
    return std::string(fresh.join("lv:phx-1", join).response()["rendered"]["1"].text());
  }
  std::string of_token(const Value& token) { return shown(server.app.tokens.verify_flash(token.text())); }

  Server server;
  Browser browser{server};
};

class VisibleFlashTest : public FlashTest {
 protected:
  VisibleFlashTest() {
    server.live("/look", "Look", {.handle_event = [this](Page& page, std::string_view event, const Params&) {
                  act(page, event);
                  if (event == "look") on_page = shown(page.flash);
                }});
  }
  std::string after(std::initializer_list<std::string_view> events) {
    Browser fresh(server);
    const Joined view = fresh.open("/look");
    for (const auto event : events) fresh.event(view, event);
    fresh.event(view, "look");
    return on_page;
  }
  std::string on_page;
};

TEST_F(VisibleFlashTest, S6_1_StaysUntilItIsCleared) {
  EXPECT_EQ(after({"put", "nothing"}), "info=hello;");
  EXPECT_EQ(after({"put", "again"}), "info=again;");
  EXPECT_EQ(after({"put", "error", "clear info"}), "error=bad;");
  EXPECT_EQ(after({"put", "error", "clear all"}), "");
  EXPECT_EQ(after({"clear info", "clear all"}), "");
}

TEST_F(VisibleFlashTest, S6_4_TheClientClearsIt) {
  const auto clear = [&](const Joined& view, const Value& payload) {
    browser.answer_to(
        browser.push(view, "event", {{"type", "click"}, {"event", "lv:clear-flash"}, {"value", payload}}));
    browser.event(view, "look");
    return on_page;
  };
  const Joined view = browser.open("/look");
  browser.event(view, "put error");
  EXPECT_EQ(clear(view, {{"key", "info"}}), "error=bad;");
  EXPECT_EQ(clear(view, Value::object()), "");
}

TEST_F(VisibleFlashTest, S6_4_AComponentThatIsNotThereIsAcknowledged) {
  const Joined view = browser.open("/look");
  browser.event(view, "put");
  const Value none = browser.answer_to(browser.push(
      view, "event", {{"type", "click"}, {"event", "lv:clear-flash"}, {"value", Value::object()}, {"cid", 0}}));
  EXPECT_EQ(none["response"], Value::object());
  browser.event(view, "look");
  EXPECT_EQ(on_page, "info=hello;");
}

TEST_F(FlashTest, S6_2_OnlyWhatTheCallbackPutTravels) {
  const Joined view = browser.open("/here");
  browser.event(view, "put");
  const Value to = browser.event(view, "error navigate")["live_redirect"];
  EXPECT_EQ(of_token(to["flash"]), "error=bad;");
  EXPECT_TRUE(destination("navigate")["live_redirect"]["flash"].is_null());
  EXPECT_EQ(of_token(destination("put redirect")["redirect"]["flash"]), "info=hello;");
}

TEST_F(FlashTest, S6_2_WhatWasClearedDoesNotTravel) {
  EXPECT_TRUE(destination("put clear all navigate")["live_redirect"]["flash"].is_null());
  EXPECT_TRUE(destination("put clear info navigate")["live_redirect"]["flash"].is_null());
}

TEST_F(FlashTest, S6_3_APatchShowsWhatWasPutWithIt) {
  const Joined view = browser.open("/here");
  browser.event(view, "put");
  browser.push_event(view, "error patch");
  EXPECT_EQ(browser.skip_to("phx_reply").at(4)["response"]["diff"]["1"].text(), "error=bad;");
  browser.push_event(view, "patch");
  EXPECT_EQ(browser.skip_to("phx_reply").at(4)["response"]["diff"]["1"].text(), "");
}

TEST_F(FlashTest, S6_3_APatchOfTheClientShowsNone) {
  const Joined view = browser.open("/here");
  browser.event(view, "put");
  const Value reply = browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/here?p=2"}}));
  EXPECT_EQ(reply["response"]["diff"]["1"].text(), "");
}

TEST_F(FlashTest, S6_3_TheNextViewShowsWhatItsJoinBrings) {
  Flash flash;
  flash.put("info", "carried");
  JoinPayload payload = server.payload("/there", "phx-1");
  payload.url.clear();
  payload.redirect = "http://h/there";
  Value join = payload.value();
  join.set("flash", server.app.tokens.sign_flash(flash));
  EXPECT_EQ(shown_by(join), "info=carried;");
  join.set("flash", server.app.tokens.sign_flash(flash) + "x");
  EXPECT_EQ(shown_by(join), "");
}

TEST_F(FlashTest, S6_3_OfTheHttpRequestOnTheFirstMountOnly) {
  Flash flash;
  flash.put("info", "first");
  JoinPayload payload = server.payload("/there", "phx-1");
  payload.fixed = server.app.tokens.sign_static({"phx-1", flash});
  EXPECT_EQ(shown_by(payload.value()), "info=first;");
  payload.params.set("_mounts", 1);
  EXPECT_EQ(shown_by(payload.value()), "");
}

TEST_F(FlashTest, S6_2_AMountThatGoesOnHandsOnWhatItGot) {
  server.live("/passing", "Passing", {.mount = [](Page& page, const Params&, const Session&) {
                page.put_flash("error", "too");
                page.push_navigate("/there");
              }});
  Flash flash;
  flash.put("info", "first");
  JoinPayload payload = server.payload("/passing", "phx-1");
  payload.fixed = server.app.tokens.sign_static({"phx-1", flash});
  const Value response = browser.join("lv:phx-1", payload.value()).response();
  EXPECT_EQ(of_token(response["live_redirect"]["flash"]), "info=first;error=too;");
  EXPECT_EQ(response["events"], Value::array({}));
}

}  // namespace
}  // namespace plume::testing
