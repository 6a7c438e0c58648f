// Events of the page and their answers (wire-protocol 4 and 5, server-api 11).
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "plume/js.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

const Value nothing = Value::object();

class EventTest : public ::testing::Test {
 protected:
  Joined open(Script script) {
    server.live("/", "V", std::move(script));
    return browser.open("/");
  }
  /// A page that shows the event and its parameters.
  Joined open_echo() {
    return open({.handle_event = [](Page& page, std::string_view name, const Params& params) {
      page.text = std::string(name) + " " + params.json();
    }});
  }
  /// What a page of open_echo shows after `payload`.
  std::string shown(const Joined& view, const Value& payload) {
    const Value response = browser.answer_to(browser.push(view, "event", payload))["response"];
    return unescaped(response["diff"]["1"].text());
  }

  static std::string unescaped(std::string_view html) {
    std::string text(html);
    for (std::size_t at; (at = text.find("&quot;")) != std::string::npos;) text.replace(at, 6, "\"");
    for (std::size_t at; (at = text.find("&amp;")) != std::string::npos;) text.replace(at, 5, "&");
    return text;
  }

  Server server;
  Browser browser{server};
};

TEST_F(EventTest, I1_EveryPushIsAnsweredInOrder) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params& params) {
    page.n = static_cast<int>(params["n"].integer_or(0)) / 2;
  }});
  std::vector<std::string> refs;
  for (int i = 0; i < 500; ++i) refs.push_back(browser.push_event(view, "set", {{"n", i}}));
  for (const auto& ref : refs) EXPECT_EQ(browser.answer_to(ref)["status"].text(), "ok");
  EXPECT_TRUE(browser.silent());
}

TEST_F(EventTest, R5_1_NothingChangedIsAnEmptyAnswer) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params&) { page.n = 0; }});
  EXPECT_EQ(browser.event(view, "same"), nothing);
}

TEST_F(EventTest, R5_1_AMessageThatChangesNothingSaysNothing) {
  const Joined view =
      open({.handle_event = [](Page& page, std::string_view, const Params&) { page.send(page.self(), 1); },
            .handle_info = [](Page&, const Message&) {}});
  EXPECT_EQ(browser.event(view, "x"), nothing);
  EXPECT_TRUE(browser.silent());
}

TEST_F(EventTest, R5_7_TheDiffTravelsInTheAnswer) {
  const Joined view = open_echo();
  EXPECT_EQ(browser.event(view, "inc"), json(R"({"diff":{"1":"inc {}"}})"));
}

TEST_F(EventTest, I3_TextIsEscapedTextEvenWhereItIsANumber) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params&) {
    page.n = 7;
    page.text = "<b>&\"'";
  }});
  const Value diff = browser.event(view, "x")["diff"];
  EXPECT_TRUE(diff["0"].is_string());
  EXPECT_EQ(diff["1"].text(), "&lt;b&gt;&amp;&quot;&#39;");
}

TEST_F(EventTest, AnEventWithoutARefIsAnsweredByAPush) {
  const Joined view = open_echo();
  browser.send(view.join_ref, {}, view.topic, "event", json(R"({"type":"click","event":"a","value":{}})"));
  EXPECT_EQ(browser.next(), Value::array({view.join_ref, nullptr, view.topic, "diff", json(R"({"1":"a {}"})")}));
}

// ---------------------------------------------------------------------------------------------------------------------
// Parameters

TEST_F(EventTest, R4_1_AnyTypeIsTaken) {
  const Joined view = open_echo();
  for (const Value& type :
       {Value("keyup"), Value("hook"), Value("js"), Value("remove"), Value(), Value("new one"), Value(7)})
    EXPECT_EQ(shown(view, {{"type", type}, {"event", "e" + type.json()}, {"value", {{"a", 1}}}}),
              "e" + type.json() + R"( {"a":1})");
}

TEST_F(EventTest, S2_3_HooksSendAnyJson) {
  const Joined view = open_echo();
  for (const char* value : {"7", "-1.5", "true", "null", "\"text\"", "[1,[2],{}]", "{\"a\":{\"b\":[null]}}"})
    EXPECT_EQ(shown(view, {{"type", "hook"}, {"event", "e"}, {"value", json(value)}}), std::string("e ") + value);
}

TEST_F(EventTest, S2_3_AFormIsDecodedToNestedParameters) {
  const Joined view = open_echo();
  EXPECT_EQ(shown(view, {{"type", "form"},
                         {"event", "save"},
                         {"value", "user[name]=Al+%26+bo&user[tags][]=a&user[tags][]=b&go=1&go=2"},
                         {"meta", nothing}}),
            R"(save {"user":{"name":"Al & bo","tags":["a","b"]},"go":"2"})");
}

TEST_F(EventTest, S2_3_TheTargetOfAChangeIsAPath) {
  const Joined view = open_echo();
  const auto with_target = [&](const char* target) {
    return shown(
        view,
        {{"type", "form"}, {"event", "e"}, {"value", "x=1"}, {"meta", {{"_target", target}}}, {"uploads", nothing}});
  };
  EXPECT_EQ(with_target("user[name]"), R"(e {"x":"1","_target":["user","name"]})");
  EXPECT_EQ(with_target("tags[]"), R"(e {"x":"1","_target":["tags"]})");
  EXPECT_EQ(with_target("undefined"), R"(e {"x":"1","_target":["undefined"]})");
}

TEST_F(EventTest, S2_3_UnusedMarksAndMetaAreParameters) {
  const Joined view = open_echo();
  EXPECT_EQ(shown(view, {{"type", "form"},
                         {"event", "e"},
                         {"value", "user[_unused_mail]=&user[mail]=&h=hid"},
                         {"meta", {{"_target", "user[name]"}, {"fv", "1"}, {"h", "meta wins"}}}}),
            R"(e {"user":{"_unused_mail":"","mail":""},"h":"meta wins","_target":["user","name"],"fv":"1"})");
}

TEST_F(EventTest, ParametersThatAreKeptAreCopies) {
  std::optional<Params> kept;
  const Joined view = open({.handle_event = [&](Page& page, std::string_view name, const Params& params) {
    if (name == "keep")
      kept = params["deep"];
    else
      page.text = kept->json();
  }});
  browser.event(view, "keep", {{"deep", {{"list", json(R"(["a long text that lives somewhere on the heap",2])")}}}});
  for (int i = 0; i < 10; ++i)
    browser.event(view, "keep",
                  {{"deep", {{"list", json(R"(["a long text that lives somewhere on the heap",2])")}}},
                   {"more", std::string(50'000, 'x')}});
  EXPECT_EQ(unescaped(browser.event(view, "show")["diff"]["1"].text()),
            R"({"list":["a long text that lives somewhere on the heap",2]})");
}

TEST_F(EventTest, R4_2_AnEventOfAComponentThatIsGoneIsFine) {
  const Joined view = open_echo();
  for (const Value& cid : {Value(1), Value(-1), Value("1"), Value(), Value(1.5), Value::array({1}), nothing})
    EXPECT_EQ(browser.answer_to(
                  browser.push(view, "event", {{"type", "click"}, {"event", "x"}, {"value", nothing}, {"cid", cid}})),
              json(R"({"status":"ok","response":{}})"))
        << cid.json();
}

TEST_F(EventTest, CidsThatAreGoneAreConfirmed) {
  const Joined view = open_echo();
  EXPECT_EQ(browser.answer_to(browser.push(view, "cids_will_destroy", {{"cids", Value::array({1})}}))["response"],
            nothing);
  EXPECT_EQ(browser.answer_to(browser.push(view, "cids_destroyed", {{"cids", Value::array({1})}}))["response"],
            json(R"({"cids":[]})"));
}

TEST_F(EventTest, S2_3_ClearFlashNeverReachesTheView) {
  const Joined view = open_echo();
  EXPECT_EQ(browser.event(view, "lv:clear-flash", {{"key", "info"}}), nothing);
  EXPECT_EQ(browser.event(view, "lv:clear-flash"), nothing);
}

TEST_F(EventTest, S2_3_OtherReservedEventsCrashTheView) {
  Journal journal;
  const Joined view =
      open({.handle_event = [&](Page&, std::string_view name, const Params&) { journal.add(std::string(name)); }});
  browser.push_event(view, "lv:anything");
  EXPECT_EQ(browser.next(), Value::array({view.join_ref, view.join_ref, view.topic, "phx_error", Value::object()}));
  EXPECT_TRUE(journal.entries().empty());
}

// ---------------------------------------------------------------------------------------------------------------------
// push_event, reply, page_title

TEST_F(EventTest, S11_1_PushedEventsComeInOrderWithTheAnswer) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params&) {
    page.push_event("beep", {{"hz", 440}});
    ++page.n;
    page.push_event("done");
  }});
  EXPECT_EQ(browser.event(view, "x"), json(R"({"diff":{"0":"1","e":[["beep",{"hz":440}],["done",{}]]}})"));
  EXPECT_EQ(browser.event(view, "x")["diff"]["e"].size(), 2u) << "and only once";
}

TEST_F(EventTest, S11_1_BeforeThePatchWhereAsked) {
  server.live("/before", "Before", {.handle_event = [](Page& page, std::string_view, const Params&) {
                page.push_event("a", {{"x", 1}}, Dispatch::before);
                page.push_event("b", JS().hide().value());
              }});
  EXPECT_EQ(browser.event(browser.open("/before"), "x"),
            json(R"({"diff":{"e":[["a",{"x":1},true],["b",[["hide",{}]]]]}})"));
}

TEST_F(EventTest, S11_1_PushedEventsAreSentWhereNothingElseChanged) {
  const Joined view =
      open({.handle_event = [](Page& page, std::string_view, const Params&) { page.push_event("a\"ü"); }});
  EXPECT_EQ(browser.event(view, "x"), json(R"({"diff":{"e":[["a\"ü",{}]]}})"));
}

TEST_F(EventTest, S11_2_AReplyTravelsWithTheAnswer) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view name, const Params& params) {
    if (name == "sum") page.reply({{"total", params["a"].integer_or(0) + params["b"].integer_or(0)}});
    if (name == "empty") page.reply(Value::object());
    if (name == "twice") {
      page.reply({{"first", 1}});
      page.reply({{"second", 2}});
      ++page.n;
    }
  }});
  EXPECT_EQ(browser.event(view, "sum", {{"a", 1}, {"b", 2}}), json(R"({"diff":{"r":{"total":3}}})"));
  EXPECT_EQ(browser.event(view, "empty"), json(R"({"diff":{"r":{}}})"));
  EXPECT_EQ(browser.event(view, "twice"), json(R"({"diff":{"0":"1","r":{"second":2}}})"));
  EXPECT_EQ(browser.event(view, "none"), nothing);
}

TEST_F(EventTest, S11_2_AReplyAnswersEventsOnly) {
  Journal journal;
  const auto try_reply = [&](Page& page) {
    try {
      page.reply(Value::object());
    } catch (const std::logic_error& error) {
      journal.add(error.what());
    }
  };
  const Joined view =
      open({.mount = [&](Page& page, const Params&, const Session&) { try_reply(page); },
            .handle_params = [&](Page& page, const Params&, std::string_view) { try_reply(page); },
            .handle_event = [&](Page& page, std::string_view, const Params&) { page.send(page.self(), 1); },
            .handle_info =
                [&](Page& page, const Message&) {
                  try_reply(page);
                  ++page.n;
                }});
  browser.event(view, "x");
  browser.next();
  EXPECT_EQ(journal.entries().size(), 3u);
}

TEST_F(EventTest, S11_2_AReplyThatIsNoObjectIsAnError) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params&) { page.reply(7); }});
  browser.push_event(view, "x");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
}

TEST_F(EventTest, R2_3_TheTitleFollowsThePageTitle) {
  server.live("/titled", "V",
              {.mount = [](Page& page, const Params&, const Session&) { page.page_title = "Counter"; },
               .handle_event = [](Page& page, std::string_view,
                                  const Params& params) { page.page_title = std::string(params["t"].text()); }});
  const Joined view = browser.open("/titled");
  EXPECT_EQ(view.response()["rendered"]["t"].text(), "Counter");
  EXPECT_EQ(browser.event(view, "x", {{"t", "a <b> \"c\""}}), json(R"({"diff":{"t":"a <b> \"c\""}})")) << "plain text";
  EXPECT_EQ(browser.event(view, "x", {{"t", "a <b> \"c\""}}), nothing) << "unchanged";
}

TEST_F(EventTest, S1_9_APageWithoutATitleSendsNone) { EXPECT_FALSE(open_echo().response()["rendered"].contains("t")); }

// A browser ends the connection over a text message that is no UTF-8.
TEST_F(EventTest, WhatIsNotUtf8IsReplaced) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view, const Params&) {
    page.text = "t\xFF";
    page.page_title = "p\xFF";
    page.push_event("e\xFF", {{"k\xFF", "v\xFF"}});
    page.reply({{"r\xFF", 1}});
  }});
  EXPECT_EQ(browser.event(view, "x"), json("{\"diff\":{\"1\":\"t\uFFFD\",\"t\":\"p\uFFFD\",\"e\":[[\"e\uFFFD\",{"
                                           "\"k\uFFFD\":\"v\uFFFD\"}]],\"r\":{\"r\uFFFD\":1}}}"));
}

TEST_F(EventTest, S11_3_PrivateValuesAreNoAssigns) {
  const Joined view = open({.handle_event = [](Page& page, std::string_view name, const Params&) {
    if (name == "put") page.put_private("app:x", {{"a", 1}});
    if (name == "show") page.text = page.get_private("app:x").json();
  }});
  EXPECT_EQ(browser.event(view, "show"), json(R"({"diff":{"1":"null"}})"));
  EXPECT_EQ(browser.event(view, "put"), nothing);
  EXPECT_EQ(browser.event(view, "show"), json(R"({"diff":{"1":"{&quot;a&quot;:1}"}})"));
}

}  // namespace
}  // namespace plume::testing
