// Messages between views: send, timers, call, cast, PubSub (server-api 2.4, 12.1).
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/channel_harness.h"
#include "view/process.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

const Value nothing = Value::object();

struct Note {
  std::string text;
};
struct Question {
  int n;
};

/// The diff of a page that added `text` to what it shows.
Value shows(const Joined& view, std::string_view text) {
  return Value::array({view.join_ref, nullptr, view.topic, "diff", {{"1", text}}});
}

class MailTest : public ::testing::Test {
 protected:
  MailTest() : server({.shards = 2}) {
    Script script;
    script.mount = [this](Page& page, const Params&, const Session&) { ids[std::string(page.id())] = page.self(); };
    script.handle_event = [this](Page& page, std::string_view name, const Params&) { on_event(page, name); };
    script.handle_info = [this](Page& page, const Message& message) {
      if (on_info) return on_info(page, message);
      if (const auto* note = message.get_if<Note>()) page.text.edit() += note->text;
    };
    script.handle_cast = [](Page& page, const Message& message) {
      page.text.edit() += "cast " + message.get_if<Note>()->text;
    };
    script.handle_call = [this](Page& page, const Message& message, const Caller& caller) {
      if (on_call) return on_call(page, message, caller);
      page.reply_to(caller, message.get_if<Question>()->n * 2);
      page.text.edit() += "asked";
    };
    server.live("/", "V", std::move(script));
  }

  Server server;
  std::map<std::string, ViewId> ids;  // written at a join, read after its reply
  std::function<void(Page&, std::string_view)> on_event;
  std::function<void(Page&, const Message&)> on_info;
  std::function<void(Page&, const Message&, const Caller&)> on_call;
  Browser here{server, Connection::good_info(), 0};
  Browser there{server, Connection::good_info(), 1};
};

TEST_F(MailTest, S1_5_AMessageToItselfIsHandledAfterItsRenderWasSent) {
  on_event = [](Page& page, std::string_view) {
    page.send(page.self(), Note{"later"});
    page.text = "now ";
  };
  const Joined view = here.open("/");
  EXPECT_EQ(here.event(view, "x"), json(R"({"diff":{"1":"now "}})"));
  EXPECT_EQ(here.next(), shows(view, "now later"));
}

TEST_F(MailTest, MessagesReachViewsOfOtherLoopsInOrder) {
  const Joined receiver = there.open("/", "phx-receiver");
  const Joined sender = here.open("/", "phx-sender");
  on_event = [this](Page& page, std::string_view) {
    for (const char* text : {"a", "b", "c"}) page.send(ids["phx-receiver"], Note{text});
  };
  EXPECT_EQ(here.event(sender, "x"), nothing);
  for (const char* text : {"a", "ab", "abc"}) EXPECT_EQ(there.next(), shows(receiver, text));
}

TEST_F(MailTest, AMessageToAViewThatHasEndedIsDropped) {
  const Joined gone = there.open("/", "phx-gone");
  there.push(gone, "phx_leave");
  there.next();
  there.next();
  ASSERT_TRUE(eventually([&] { return server.actors() == 0; }));
  on_event = [this](Page& page, std::string_view) {
    page.send(ids["phx-gone"], Note{"x"});
    page.send(ViewId{}, Note{"x"});
    page.send(ViewId{7, 7, 7}, Note{"x"});
  };
  const Joined view = here.open("/");
  EXPECT_EQ(here.event(view, "x"), nothing);
  const Joined next = there.open("/", "phx-next");
  EXPECT_TRUE(there.silent()) << "not delivered to whoever has its place now";
}

TEST_F(MailTest, MessagesFromOutsideAreHandled) {
  const Joined view = here.open("/");
  runtime::Mail mail;
  mail.kind = view::info_mail;
  mail.message = Note{"from a thread"};
  server.runtime.send(ids["phx-V"], std::move(mail));
  EXPECT_EQ(here.next(), shows(view, "from a thread"));
}

TEST_F(MailTest, S2_2_AMessageNobodyHandlesIsDropped) {
  server.live("/plain", "Plain",
              {.handle_event = [](Page& page, std::string_view, const Params&) { page.send(page.self(), 1); }});
  const Joined view = here.open("/plain");
  EXPECT_EQ(here.event(view, "x"), nothing);
  EXPECT_TRUE(here.silent());
  EXPECT_EQ(here.event(view, "x"), nothing) << "the view lives";
}

// ---------------------------------------------------------------------------------------------------------------------
// Timers

TEST_F(MailTest, SendAfterComesInTheOrderOfTime) {
  on_event = [](Page& page, std::string_view) {
    page.send_after(Note{"second"}, 40ms);
    page.send_after(Note{"first "}, 1ms);
  };
  const Joined view = here.open("/");
  here.event(view, "x");
  EXPECT_EQ(here.next(), shows(view, "first "));
  EXPECT_EQ(here.next(), shows(view, "first second"));
  EXPECT_TRUE(here.silent());
}

TEST_F(MailTest, ACancelledTimerSendsNothing) {
  on_event = [](Page& page, std::string_view) {
    Timer never = page.send_after(Note{"never"}, 100ms);
    page.send_after(Note{"after it"}, 150ms);
    EXPECT_TRUE(never);
    never.cancel();
    EXPECT_FALSE(never);
    never.cancel();
    Timer().cancel();
  };
  const Joined view = here.open("/");
  here.event(view, "x");
  EXPECT_EQ(here.next(), shows(view, "after it"));
}

TEST_F(MailTest, CancellingATimerThatHasFiredIsHarmless) {
  std::optional<Timer> timer;
  on_event = [&](Page& page, std::string_view name) {
    if (name == "start")
      timer = page.send_after(Note{"x"}, 0ms);
    else
      timer->cancel();
  };
  const Joined view = here.open("/");
  here.event(view, "start");
  EXPECT_EQ(here.next(), shows(view, "x"));
  EXPECT_EQ(here.event(view, "cancel"), nothing);
}

TEST_F(MailTest, AnIntervalGoesOnUntilItIsCancelled) {
  std::optional<Timer> ticking;
  int ticks = 0;
  on_event = [&](Page& page, std::string_view) { ticking = page.send_interval(Note{"tick"}, 2ms); };
  on_info = [&](Page& page, const Message& message) {
    if (message.get_if<Note>()->text == "tick" && ++ticks == 5) {
      ticking->cancel();
      page.send_after(Note{"long after"}, 100ms);
    } else if (message.get_if<Note>()->text == "long after") {
      page.n = ticks;
    }
  };
  const Joined view = here.open("/");
  here.event(view, "x");
  const Value diff = here.next().at(4);
  EXPECT_LE(diff["0"].integer_or(0), 6) << "one tick may have been on its way";
  EXPECT_TRUE(here.silent());
}

TEST_F(MailTest, AnIntervalOfNoTimeIsAnError) {
  on_event = [](Page& page, std::string_view) { page.send_interval(Note{"x"}, 0ms); };
  const Joined view = here.open("/");
  here.push_event(view, "x");
  EXPECT_EQ(here.next().at(3).text(), "phx_error");
}

TEST_F(MailTest, TimersEndWithTheirView) {
  on_event = [](Page& page, std::string_view) {
    page.send_interval(Note{"tick"}, 1ms);
    page.send_after(Note{"once"}, 20ms);
  };
  const Joined view = here.open("/");
  here.event(view, "x");
  const auto leave = here.push(view, "phx_leave");
  for (Value message = here.next(); message.at(1).text() != leave;) message = here.next();
  ASSERT_TRUE(eventually([&] { return server.actors() == 0; }));
  const Joined next = here.open("/");
  EXPECT_TRUE(here.silent());
}

// ---------------------------------------------------------------------------------------------------------------------
// call and cast

TEST_F(MailTest, S2_4_ACallIsAnsweredInTheViewThatAsked) {
  const Joined asked = there.open("/", "phx-asked");
  const Joined asking = here.open("/", "phx-asking");
  on_event = [this](Page& page, std::string_view) {
    page.call(ids["phx-asked"], Question{21}, [&page](const Message& answer) { page.n = *answer.get_if<int>(); });
    page.text = "waiting";
  };
  EXPECT_EQ(here.event(asking, "x"), json(R"({"diff":{"1":"waiting"}})"));
  EXPECT_EQ(here.next(), Value::array({asking.join_ref, nullptr, asking.topic, "diff", {{"0", "42"}}}));
  EXPECT_EQ(there.next(), shows(asked, "asked")) << "the view that was asked renders as well";
}

TEST_F(MailTest, S2_4_AnAnswerMayComeLater) {
  std::optional<Caller> kept;
  on_call = [&](Page&, const Message&, const Caller& caller) { kept = caller; };
  on_event = [&](Page& page, std::string_view name) {
    if (name == "ask")
      page.call(ids["phx-asked"], Question{1},
                [&page](const Message& answer) { page.text = answer.get_if<Note>()->text; });
    if (name == "answer") page.reply_to(*kept, Note{"at last"});
  };
  const Joined asked = here.open("/", "phx-asked");
  const Joined asking = here.open("/", "phx-asking");
  EXPECT_EQ(here.event(asking, "ask"), nothing);
  EXPECT_TRUE(here.silent());
  EXPECT_EQ(here.event(asked, "answer"), nothing);
  EXPECT_EQ(here.next(), shows(asking, "at last"));
  EXPECT_EQ(here.event(asked, "answer"), nothing);
  EXPECT_TRUE(here.silent()) << "a second answer is nobody's";
}

TEST_F(MailTest, S2_4_AnAnswerToAViewThatHasEndedIsDropped) {
  std::optional<Caller> kept;
  on_call = [&](Page&, const Message&, const Caller& caller) { kept = caller; };
  on_event = [&](Page& page, std::string_view name) {
    if (name == "ask") page.call(ids["phx-asked"], Question{1}, [](const Message&) { ADD_FAILURE(); });
    if (name == "answer") page.reply_to(*kept, Note{"too late"});
  };
  const Joined asked = there.open("/", "phx-asked");
  {
    Browser other(server);
    const Joined asking = other.open("/", "phx-asking");
    other.event(asking, "ask");
  }
  ASSERT_TRUE(eventually([&] { return server.actors() == 1; }));
  EXPECT_EQ(there.event(asked, "answer"), nothing);
}

TEST_F(MailTest, S2_4_TheAnswerComesAfterTheRenderThatItCaused) {
  Gate gate;
  Journal journal;
  on_call = [&](Page& page, const Message&, const Caller& caller) {
    page.reply_to(caller, Note{"done"});
    page.text = "asked";
    journal.add("replied");
    gate.wait();
  };
  on_event = [&](Page& page, std::string_view name) {
    if (name == "ask") page.call(ids["phx-asked"], Question{1}, [&](const Message&) { journal.add("answered"); });
  };
  const Joined asked = there.open("/", "phx-asked");
  const Joined asking = here.open("/", "phx-asking");
  here.event(asking, "ask");
  ASSERT_TRUE(journal.wait_for(1));
  here.event(asking, "an answer that came at once would be here before this");
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"replied"});
  gate.open();
  EXPECT_EQ(there.next(), shows(asked, "asked"));
  EXPECT_TRUE(journal.wait_for(2));
}

TEST_F(MailTest, S2_4_AViewThatGoesElsewhereStillAnswers) {
  Journal journal;
  on_call = [](Page& page, const Message&, const Caller& caller) {
    page.reply_to(caller, Note{"bye"});
    page.push_navigate("/");
  };
  on_event = [&](Page& page, std::string_view) {
    page.call(ids["phx-asked"], Question{1}, [&](const Message& m) { journal.add(m.get_if<Note>()->text); });
  };
  there.open("/", "phx-asked");
  here.event(here.open("/", "phx-asking"), "ask");
  EXPECT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"bye"});
}

TEST_F(MailTest, S2_4_ACallThatNobodyCanAnswerAnyMoreIsForgotten) {
  const auto asked = std::make_shared<int>();
  on_call = [](Page&, const Message&, const Caller&) {};
  on_event = [&](Page& page, std::string_view name) {
    const ViewId to = name == "nobody" ? ViewId{0, 0, 12345} : ids["phx-asked"];
    page.call(to, Question{1}, [asked](const Message&) { ADD_FAILURE(); });
  };
  there.open("/", "phx-asked");
  const Joined asking = here.open("/", "phx-asking");
  here.event(asking, "nobody");
  EXPECT_TRUE(eventually([&] { return asked.use_count() == 1; }));
  here.event(asking, "one that does not answer");
  EXPECT_TRUE(eventually([&] { return asked.use_count() == 1; }));
}

TEST_F(MailTest, S2_4_ACallToAViewThatHasEndedIsNotAnswered) {
  const Joined view = here.open("/");
  on_event = [](Page& page, std::string_view) {
    page.call(ViewId{0, 0, 12345}, Question{1}, [](const Message&) { ADD_FAILURE(); });
  };
  EXPECT_EQ(here.event(view, "x"), nothing);
  EXPECT_TRUE(here.silent());
}

TEST_F(MailTest, S2_2_ACallNobodyHandlesCrashesTheViewThatWasAsked) {
  server.live("/plain", "Plain",
              {.mount = [this](Page& page, const Params&, const Session&) { ids["plain"] = page.self(); }});
  const Joined plain = there.open("/plain", "phx-plain");
  const Joined view = here.open("/");
  on_event = [this](Page& page, std::string_view) {
    page.call(ids["plain"], Question{1}, [](const Message&) { ADD_FAILURE(); });
  };
  EXPECT_EQ(here.event(view, "x"), nothing);
  EXPECT_EQ(there.next().at(3).text(), "phx_error");
  EXPECT_TRUE(here.silent());
}

TEST_F(MailTest, S2_4_ACastIsHandledByHandleCast) {
  const Joined receiver = there.open("/", "phx-receiver");
  const Joined sender = here.open("/", "phx-sender");
  on_event = [this](Page& page, std::string_view) { page.cast(ids["phx-receiver"], Note{"x"}); };
  here.event(sender, "x");
  EXPECT_EQ(there.next(), shows(receiver, "cast x"));
}

// ---------------------------------------------------------------------------------------------------------------------
// PubSub

class PubSubTest : public MailTest {
 protected:
  PubSubTest() {
    on_event = [](Page& page, std::string_view name) {
      if (name == "subscribe") page.subscribe("news");
      if (name == "unsubscribe") page.unsubscribe("news");
      if (name == "broadcast") page.broadcast("news", Note{"x"});
      if (name == "broadcast_from") page.broadcast_from("news", Note{"y"});
    };
  }
};

TEST_F(PubSubTest, SubscribersHearBroadcastsUntilTheyUnsubscribe) {
  const Joined one = here.open("/", "phx-1");
  const Joined two = there.open("/", "phx-2");
  here.event(one, "broadcast");
  EXPECT_TRUE(there.silent());
  here.event(one, "subscribe");
  there.event(two, "subscribe");
  here.event(one, "broadcast");
  EXPECT_EQ(here.next(), shows(one, "x"));
  EXPECT_EQ(there.next(), shows(two, "x"));
  there.event(two, "unsubscribe");
  here.event(one, "broadcast");
  EXPECT_EQ(here.next(), shows(one, "xx"));
  EXPECT_TRUE(there.silent());
}

TEST_F(PubSubTest, BroadcastFromLeavesTheSenderOut) {
  const Joined one = here.open("/", "phx-1");
  const Joined two = there.open("/", "phx-2");
  here.event(one, "subscribe");
  there.event(two, "subscribe");
  here.event(one, "broadcast_from");
  EXPECT_EQ(there.next(), shows(two, "y"));
  EXPECT_TRUE(here.silent());
}

TEST_F(PubSubTest, SubscribingTwiceDeliversTwiceAndUnsubscribingEndsBoth) {
  const Joined one = here.open("/", "phx-1");
  here.event(one, "subscribe");
  here.event(one, "subscribe");
  here.event(one, "broadcast");
  EXPECT_EQ(here.next(), shows(one, "x"));
  EXPECT_EQ(here.next(), shows(one, "xx"));
  here.event(one, "unsubscribe");
  here.event(one, "broadcast");
  EXPECT_TRUE(here.silent());
}

TEST_F(PubSubTest, SubscriptionsEndWithTheView) {
  const Joined one = here.open("/", "phx-1");
  const Joined two = here.open("/", "phx-2");
  here.event(one, "subscribe");
  here.event(two, "subscribe");
  EXPECT_EQ(server.pubsub.topics(), 1u);
  here.connection().drop();
  EXPECT_TRUE(eventually([&] { return server.pubsub.topics() == 0; }));
}

}  // namespace
}  // namespace plume::testing
