// How views end: terminate and its reasons (server-api 1.11), exceptions (16.2, 16.3), and that nothing stays of them.
#include <gtest/gtest.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/channel_harness.h"

namespace plume::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// Bytes of the heap in use; 0 where that cannot be told.
std::size_t heap_in_use() {
#if defined(__GLIBC__)
  return sanitized ? 0 : ::mallinfo2().uordblks;
#else
  return 0;
#endif
}

const Value phx_error = Value::object();

class EndTest : public ::testing::Test {
 protected:
  /// What the views' terminates were told; waits until no view is left.
  std::vector<std::string> reasons() {
    EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
    return journal.entries();
  }
  Script script(Script with = {}) {
    with.terminate = [this](Page&, std::string_view reason) { journal.add(std::string(reason)); };
    return with;
  }

  Journal journal;
  Server server;
  Browser browser{server};
};

// ---------------------------------------------------------------------------------------------------------------------
// Reasons

TEST_F(EndTest, S1_11_Left) {
  server.live("/", "V", script());
  browser.push(browser.open("/"), "phx_leave");
  EXPECT_EQ(reasons(), std::vector<std::string>{"left"});
}

TEST_F(EndTest, S1_11_Closed) {
  server.live("/", "V", script());
  browser.open("/", "phx-1");
  browser.open("/", "phx-2");
  browser.connection().drop();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"closed", "closed"}));
}

TEST_F(EndTest, S1_11_Draining) {
  server.live("/", "V", script());
  browser.open("/");
  browser.connection().drop("draining");
  EXPECT_EQ(reasons(), std::vector<std::string>{"draining"});
}

TEST_F(EndTest, S1_11_DuplicateJoin) {
  server.live("/", "V", script());
  browser.open("/");
  browser.begin_join("lv:phx-V", server.payload("/", "phx-V").value());
  browser.next();
  browser.next();
  browser.connection().drop();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"duplicate join", "closed"}));
}

TEST_F(EndTest, S1_11_Redirects) {
  server.live("/", "V", script({.handle_event = [](Page& page, std::string_view name, const Params&) {
                if (name == "redirect") page.redirect("/");
                if (name == "navigate") page.push_navigate("/");
              }}));
  browser.push_event(browser.open("/"), "redirect");
  browser.skip_to("phx_close");
  browser.push_event(browser.open("/"), "navigate");
  browser.skip_to("phx_close");
  EXPECT_EQ(reasons(), (std::vector<std::string>{"redirect", "live_redirect"}));
}

TEST_F(EndTest, S1_11_ARedirectInMountOrTheFirstHandleParams) {
  server.live("/mount", "V", script({.mount = [](Page& page, const Params&, const Session&) { page.redirect("/x"); }}));
  server.live("/params", "V",
              script({.handle_params = [](Page& page, const Params&, std::string_view) { page.push_navigate("/x"); }}));
  browser.open("/mount");
  browser.open("/params");
  EXPECT_EQ(reasons(), (std::vector<std::string>{"shutdown", "shutdown"}));
}

TEST_F(EndTest, S1_11_ACrash) {
  server.live(
      "/", "V",
      script({.handle_event = [](Page&, std::string_view, const Params&) { throw std::runtime_error("boom"); }}));
  browser.push_event(browser.open("/"), "x");
  EXPECT_EQ(reasons(), std::vector<std::string>{"error: boom"});
}

TEST_F(EndTest, S1_11_MountThatFailedIsNotTerminated) {
  server.live("/", "V",
              script({.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("boom"); }}));
  EXPECT_FALSE(browser.open("/").ok());
  EXPECT_EQ(reasons(), std::vector<std::string>{});
}

TEST_F(EndTest, S1_11_FirstHandleParamsAndRenderThatFailedAreTerminated) {
  server.live("/params", "V",
              script({.handle_params = [](Page&, const Params&, std::string_view) { throw HttpError(404, "gone"); }}));
  server.live("/render", "V", script({.render = [](Page&) { throw std::runtime_error("boom"); }}));
  EXPECT_FALSE(browser.open("/params").ok());
  EXPECT_FALSE(browser.open("/render").ok());
  EXPECT_EQ(reasons(), (std::vector<std::string>{"error: gone", "error: boom"}));
}

TEST_F(EndTest, S1_11_WhatAViewDoesInTerminateReachesNobody) {
  server.live("/", "V", {.terminate = [](Page& page, std::string_view) {
                page.n = 7;
                page.push_event("too late");
                page.push_navigate("/");
                page.send(page.self(), 1);
                page.subscribe("news");
              }});
  const Joined view = browser.open("/");
  const auto leave = browser.push(view, "phx_leave");
  EXPECT_EQ(browser.next().at(3).text(), "phx_close");
  EXPECT_EQ(browser.answer_to(leave)["status"].text(), "ok");
  ASSERT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_TRUE(browser.silent());
  EXPECT_EQ(server.pubsub.topics(), 0u);
}

TEST_F(EndTest, AViewThatIsBusyEndsWhenItIsDone) {
  Gate gate;
  server.live("/", "V", script({.handle_event = [&](Page& page, std::string_view, const Params&) {
                gate.wait();
                ++page.n;
                journal.add("done");
              }}));
  const Joined view = browser.open("/");
  browser.push_event(view, "slow");
  const auto leave = browser.push(view, "phx_leave");
  EXPECT_EQ(browser.next().at(3).text(), "phx_close") << "the client does not wait for it";
  EXPECT_EQ(browser.answer_to(leave)["status"].text(), "ok");
  gate.open();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"done", "left"}));
  EXPECT_TRUE(browser.silent()) << "the answer of a view that was left is nobody's";
}

// ---------------------------------------------------------------------------------------------------------------------
// What waits for a view that its client has left is dropped

class LeftWhileBusyTest : public EndTest {
 protected:
  LeftWhileBusyTest() {
    server.live("/", "V",
                script({.handle_event =
                            [&](Page& page, std::string_view name, const Params&) {
                              journal.add(std::string(name));
                              page.send(page.self(), 1);
                              gate.wait();
                            },
                        .handle_info = [&](Page&, const Message&) { journal.add("info"); }}));
  }
  /// Opens a view that blocks, with `count` events behind the one that it is busy with.
  Joined open_busy(Browser& from, int count = 50) {
    const Joined view = from.open("/");
    from.push_event(view, "slow");
    EXPECT_TRUE(journal.wait_for(1));
    for (int i = 0; i < count; ++i) from.push_event(view, "queued");
    EXPECT_TRUE(eventually([&] { return from.connection().untaken() == 0; }));
    return view;
  }
  Gate gate;
};

TEST_F(LeftWhileBusyTest, ByAConnectionThatIsGone) {
  {
    Browser short_lived(server);
    open_busy(short_lived);
  }
  gate.open();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"slow", "closed"}));
}

TEST_F(LeftWhileBusyTest, ByALeave) {
  const Joined view = open_busy(browser);
  const auto leave = browser.push(view, "phx_leave");
  EXPECT_EQ(browser.next().at(3).text(), "phx_close");
  EXPECT_EQ(browser.answer_to(leave)["status"].text(), "ok") << "the client does not wait for it";
  const auto late = browser.push_event(view, "late");
  EXPECT_EQ(browser.answer_to(late)["response"]["reason"].text(), "unmatched topic");
  gate.open();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"slow", "left"}));
  EXPECT_TRUE(browser.silent());
}

TEST_F(LeftWhileBusyTest, ByAnotherJoinOfItsTopic) {
  const Joined view = open_busy(browser);
  browser.begin_join(view.topic, server.payload("/", view.topic.substr(3)).value());
  EXPECT_EQ(browser.skip_to("phx_reply").at(4)["status"].text(), "ok");
  gate.open();
  ASSERT_TRUE(journal.wait_for(2));
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"slow", "duplicate join"}));
}

TEST_F(LeftWhileBusyTest, ByAMessageThatIsNone) {
  open_busy(browser);
  browser.line().send("garbage");
  EXPECT_EQ(browser.connection().close_code(), 1007);
  gate.open();
  EXPECT_EQ(reasons(), (std::vector<std::string>{"slow", "closed"}));
}

TEST_F(EndTest, WhatAViewDoesInItsDestructorReachesNobody) {
  server.live("/", "V", {.destroy = [](Page& page) {
                page.n = 7;
                page.push_event("too late");
                page.put_private("late", std::string(page.id()));
                page.send_after(1, std::chrono::milliseconds(1));
                page.subscribe("news");
              }});
  const auto leave = browser.push(browser.open("/"), "phx_leave");
  EXPECT_EQ(browser.next().at(3).text(), "phx_close");
  EXPECT_EQ(browser.answer_to(leave)["status"].text(), "ok");
  ASSERT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_EQ(server.pubsub.topics(), 0u);
}

TEST_F(EndTest, ADestructorMayBlock) {
  Gate gate;
  server.live("/slow", "Slow", {.destroy = [&](Page&) { gate.wait(); }});
  server.live("/", "V", {});
  browser.push(browser.open("/slow", "phx-1"), "phx_leave");
  browser.next();
  browser.next();
  EXPECT_TRUE(browser.open("/", "phx-2").ok()) << "others do not wait";
  gate.open();
  EXPECT_TRUE(eventually([&] { return server.actors() == 1; }));
}

// ---------------------------------------------------------------------------------------------------------------------
// An exception in every callback: that view ends, and nobody else notices

[[noreturn]] void fail() { throw std::runtime_error("boom"); }
struct NoStdException {};

/// A script whose page attaches a hook to a stage that always fails.
template <class Stage>
std::function<void(Script&)> hooked(Stage stage) {
  return [stage](Script& script) {
    script.mount = [stage](Page& page, const Params&, const Session&) {
      page.attach_hook("h", stage, [](auto&&...) -> typename Stage::Hook::result_type { fail(); });
    };
  };
}

struct Fault {
  const char* name;
  std::function<void(Script&)> make;
  bool at_join;
};

class FaultTest : public EndTest, public ::testing::WithParamInterface<Fault> {};

TEST_P(FaultTest, S16_3_EndsThatViewOnly) {
  server.live("/good", "Good", {.handle_event = [](Page& page, std::string_view, const Params&) { ++page.n; }});
  Script faulty{.handle_event = [](Page& page, std::string_view how, const Params&) {
    if (how == "info") page.send(page.self(), 1);
    if (how == "cast") page.cast(page.self(), 1);
    if (how == "call") page.call(page.self(), 1, [](const Message&) {});
    if (how == "async") page.start_async("task", [] {});
    if (how == "patch") page.push_patch("/faulty?x");
    ++page.n;
  }};
  GetParam().make(faulty);
  server.live("/faulty", "Faulty", std::move(faulty));

  Browser other(server);
  const Joined neighbour = browser.open("/good", "phx-good");
  const Joined stranger = other.open("/good", "phx-good");
  const std::size_t before = server.actors();
  for (int round = 1; round <= 3; ++round) {
    const Joined view = browser.open("/faulty", "phx-faulty");
    EXPECT_EQ(view.ok(), !GetParam().at_join);
    if (GetParam().at_join) {
      EXPECT_EQ(view.reply, json(R"({"status":"error","response":{"reason":"join crashed"}})"));
    } else {
      browser.push_event(view, GetParam().name);
      Value message = browser.next();
      if (message.at(3).text() == "phx_reply") message = browser.next();
      EXPECT_EQ(message, Value::array({view.join_ref, view.join_ref, view.topic, "phx_error", phx_error}));
    }
    EXPECT_EQ(browser.event(neighbour, "inc")["diff"]["0"].text(), std::to_string(round));
    EXPECT_EQ(other.event(stranger, "inc")["diff"]["0"].text(), std::to_string(round));
    EXPECT_TRUE(browser.silent());
    EXPECT_TRUE(eventually([&] { return server.actors() == before; })) << "nothing stays of it";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Callbacks, FaultTest,
    ::testing::Values(
        Fault{"constructor", [](Script& s) { s.construct = [](Page&) { fail(); }; }, true},
        Fault{"constructor_that_acts", [](Script& s) { s.construct = [](Page& page) { page.subscribe("news"); }; },
              true},
        Fault{"mount", [](Script& s) { s.mount = [](auto&&...) { fail(); }; }, true},
        Fault{"first_handle_params", [](Script& s) { s.handle_params = [](auto&&...) { fail(); }; }, true},
        Fault{"first_render", [](Script& s) { s.render = [](Page&) { fail(); }; }, true},
        Fault{"mount_no_exception", [](Script& s) { s.mount = [](auto&&...) { throw NoStdException(); }; }, true},
        Fault{"handle_event", [](Script& s) { s.handle_event = [](auto&&...) { fail(); }; }, false},
        Fault{"handle_event_no_exception",
              [](Script& s) { s.handle_event = [](auto&&...) { throw NoStdException(); }; }, false},
        Fault{"no_handle_event", [](Script& s) { s.handle_event = nullptr; }, false},
        Fault{"info", [](Script& s) { s.handle_info = [](auto&&...) { fail(); }; }, false},
        Fault{"cast", [](Script& s) { s.handle_cast = [](auto&&...) { fail(); }; }, false},
        Fault{"cast", [](Script&) {}, false},
        Fault{"call", [](Script& s) { s.handle_call = [](auto&&...) { fail(); }; }, false},
        Fault{"call",
              [](Script& s) {
                s.handle_call = [](Page& page, const Message& m, const Caller& c) {
                  page.reply_to(c, m);
                  fail();
                };
              },
              false},
        Fault{"later_handle_params",
              [](Script& s) {
                s.handle_event = [](Page& page, std::string_view, const Params&) { page.push_patch("/faulty?x"); };
                s.handle_params = [](Page&, const Params& params, std::string_view) {
                  if (params.contains("x")) fail();
                };
              },
              false},
        Fault{"later_render",
              [](Script& s) {
                s.render = [](Page& page) {
                  if (*page.n > 0) fail();
                };
              },
              false},
        Fault{"hook_at_join",
              [](Script& s) {
                s.mount = [](Page& page, const Params&, const Session&) {
                  page.attach_hook("h", stage::handle_params,
                                   [](const Params&, std::string_view) -> HookResult { fail(); });
                };
              },
              true},
        Fault{"event", hooked(stage::handle_event), false}, Fault{"info", hooked(stage::handle_info), false},
        Fault{"async", hooked(stage::handle_async), false}, Fault{"after_render", hooked(stage::after_render), true},
        Fault{"async", [](Script&) {}, false},  // which does not override handle_async
        Fault{"patch",
              [](Script& s) {
                s.mount = [](Page& page, const Params&, const Session&) {
                  page.attach_hook("h", stage::handle_params, [](const Params& params, std::string_view) {
                    if (params.contains("x")) fail();
                    return HookResult::cont;
                  });
                };
              },
              false},
        Fault{"terminate",
              [](Script& s) {
                s.handle_event = [](auto&&...) { fail(); };
                s.terminate = [](auto&&...) { fail(); };
              },
              false}),
    [](const auto& fault) { return std::string(fault.param.name) + "_" + std::to_string(fault.index); });

TEST_F(EndTest, S16_3_AnExceptionInTheAnswerOfACallEndsTheViewThatAsked) {
  server.live("/", "V",
              script({.handle_event = [](Page& page, std::string_view,
                                         const Params&) { page.call(page.self(), 1, [](const Message&) { fail(); }); },
                      .handle_call = [](Page& page, const Message& m, const Caller& c) { page.reply_to(c, m); }}));
  const Joined view = browser.open("/");
  browser.event(view, "x");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_EQ(reasons(), std::vector<std::string>{"error: boom"});
}

TEST_F(EndTest, S16_3_NothingOfAFailedMessageIsSent) {
  server.live(
      "/late", "Late",
      {.handle_params = [](Page& page, const Params& params, std::string_view) { page.n = params.contains("a"); },
       .handle_event =
           [](Page& page, std::string_view, const Params&) {
             page.push_event("half");
             page.push_patch("/late?a");
           },
       .render =
           [](Page& page) {
             if (*page.n > 0) fail();
           }});
  const Joined view = browser.open("/late");
  browser.push_event(view, "x");
  EXPECT_EQ(browser.next(), Value::array({view.join_ref, view.join_ref, view.topic, "phx_error", phx_error}));
  EXPECT_TRUE(browser.silent());
}

TEST_F(EndTest, S1_12_AfterACrashTheClientJoinsAnew) {
  server.live("/", "V", {.handle_event = [](Page& page, std::string_view name, const Params&) {
                if (name == "crash") fail();
                ++page.n;
              }});
  const Joined first = browser.open("/");
  browser.event(first, "inc");
  browser.push_event(first, "crash");
  EXPECT_EQ(browser.next(), Value::array({first.join_ref, first.join_ref, first.topic, "phx_error", phx_error}));
  EXPECT_EQ(browser.answer_to(browser.push_event(first, "inc")),
            json(R"({"status":"error","response":{"reason":"unmatched topic"}})"));
  const Joined second = browser.open("/");
  EXPECT_EQ(second.response()["rendered"]["0"].text(), "0") << "from scratch";
  EXPECT_EQ(browser.event(second, "inc"), json(R"({"diff":{"0":"1"}})"));
}

TEST_F(EndTest, I12_ACrashIsNotAClose) {
  server.live("/", "V", {.handle_event = [](auto&&...) { fail(); }});
  const Joined view = browser.open("/");
  browser.push_event(view, "x");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_TRUE(browser.silent());
}

// ---------------------------------------------------------------------------------------------------------------------
// Memory

TEST_F(EndTest, AThousandLivesLeaveNothingBehind) {
  server.live("/", "V",
              {.mount =
                   [](Page& page, const Params&, const Session&) {
                     page.subscribe("news");
                     page.send_interval(1, std::chrono::hours(1));
                   },
               .handle_event =
                   [](Page& page, std::string_view name, const Params& params) {
                     page.text = std::string(params["text"].text());
                     page.put_private("kept", params);
                     page.push_event("pushed", {{"a", page.text.get()}});
                     page.reply({{"b", page.text.get()}});
                     if (name == "crash") fail();
                     if (name == "go") page.push_navigate("/");
                   }});
  const auto lives = [&](int count) {
    for (int i = 0; i < count; ++i) {
      Browser short_lived(server);
      const auto open = [&](const std::string& id) {
        const Joined view = short_lived.open("/", id);
        short_lived.event(view, "text", {{"text", std::string(2000, 'x')}});
        return view;
      };
      short_lived.push(open("phx-left"), "phx_leave");
      short_lived.skip_to("phx_reply");
      short_lived.push_event(open("phx-crashed"), "crash");
      short_lived.skip_to("phx_error");
      short_lived.push_event(open("phx-gone"), "go");
      short_lived.skip_to("phx_close");
      short_lived.begin_join(open("phx-twice").topic, server.payload("/", "phx-twice").value());
      short_lived.skip_to("phx_reply");
    }
    ASSERT_TRUE(eventually([&] { return server.actors() == 0; }));
    ASSERT_EQ(server.pubsub.topics(), 0u);
  };
  lives(50);
  const auto before = heap_in_use();
  lives(200);
  EXPECT_LT(heap_in_use(), before + 64 * 1024) << "after 1,000 lives";
}

}  // namespace
}  // namespace plume::testing
