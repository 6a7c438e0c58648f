// Hooks: on_mount and attach_hook (server-api 3).
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "channel/dead_render.h"
#include "support/channel_harness.h"
#include "unit/channel/parts.h"

namespace plume::testing {
namespace {

constexpr auto cont = HookResult::cont;
constexpr auto halt = HookResult::halt;

class HooksTest : public ::testing::Test {
 protected:
  /// A page whose mount attaches hooks.
  Joined open(std::function<void(Page&)> attach) {
    server.live(
        "/page", "HookedPage",
        {.mount = [attach](Page& page, const Params&, const Session&) { attach(page); },
         .handle_params = [this](Page&, const Params&, std::string_view) { journal.add("params"); },
         .handle_event = [this](Page& page, std::string_view event,
                                const Params&) { seen(page, "event " + std::string(event)); },
         .handle_info = [this](Page& page,
                               const Message& message) { seen(page, "info " + *message.get_if<std::string>()); }});
    return browser.open("/page");
  }
  void seen(Page& page, const std::string& what) {
    journal.add(what);
    if (what == "event send") page.send(page.self(), std::string("x"));
    if (what == "event count") ++*&page.n.edit();
  }

  Journal journal;
  Server server;
  Browser browser{server};
};

TEST_F(HooksTest, S3_2_RunInOrderBeforeTheCallback) {
  const Joined view = open([this](Page& page) {
    for (const char* id : {"a", "b"})
      page.attach_hook(id, stage::handle_event, [this, id](std::string_view event, const Params&) {
        journal.add(id + std::string(" ") + std::string(event));
        return cont;
      });
  });
  browser.event(view, "go");
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"params", "a go", "b go", "event go"}));
}

TEST_F(HooksTest, S3_4_HaltSkipsTheRestAndMayReply) {
  const Joined view = open([this](Page& page) {
    page.attach_hook("a", stage::handle_event, [&page](std::string_view, const Params&) {
      page.n = 7;
      page.reply({{"by", "hook"}});
      return halt;
    });
    page.attach_hook("b", stage::handle_event, [this](std::string_view, const Params&) {
      journal.add("never");
      return cont;
    });
  });
  EXPECT_EQ(browser.event(view, "go"), json(R"({"diff":{"0":"7","r":{"by":"hook"}}})"));
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"params"});
}

TEST_F(HooksTest, S3_4_HaltMayNavigate) {
  const Joined view = open([](Page& page) {
    page.attach_hook("a", stage::handle_event, [&page](std::string_view, const Params&) {
      page.push_navigate("/elsewhere");
      return halt;
    });
  });
  EXPECT_EQ(browser.event(view, "go")["live_redirect"]["to"].text(), "/elsewhere");
}

TEST_F(HooksTest, S3_2_ChangesDuringARunCountFromTheNext) {
  const Joined view = open([this](Page& page) {
    page.attach_hook("once", stage::handle_event, [&page, this](std::string_view, const Params&) {
      journal.add("once");
      page.detach_hook("once", stage::handle_event);
      page.attach_hook("later", stage::handle_event, [this](std::string_view, const Params&) {
        journal.add("later");
        return cont;
      });
      return cont;
    });
  });
  browser.event(view, "1");
  browser.event(view, "2");
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"params", "once", "event 1", "later", "event 2"}));
}

TEST_F(HooksTest, S3_1_BeforeHandleParamsAndHandleInfo) {
  const Joined view = open([this](Page& page) {
    page.attach_hook("a", stage::handle_params, [this](const Params& params, std::string_view) {
      journal.add("hook " + std::string(params["p"].text()));
      return params["p"].text() == "stop" ? halt : cont;
    });
    page.attach_hook("a", stage::handle_info, [this](const Message& message) {
      journal.add("hook " + *message.get_if<std::string>());
      return halt;
    });
  });
  browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/page?p=stop"}}));
  browser.answer_to(browser.push(view, "live_patch", {{"url", "http://h/page?p=go"}}));
  browser.event(view, "send");
  EXPECT_TRUE(eventually([&] { return journal.entries().size() == 7; }));
  EXPECT_EQ(journal.entries(),
            (std::vector<std::string>{"hook ", "params", "hook stop", "hook go", "params", "event send", "hook x"}));
}

TEST_F(HooksTest, S3_4_AfterRenderKeepsWhatItAssignsForTheNextRender) {
  const Joined view = open([this](Page& page) {
    page.attach_hook("a", stage::after_render, [&page, this] {
      journal.add("rendered");
      page.text = page.text.get() + "+";
    });
  });
  EXPECT_EQ(browser.event(view, "count"), json(R"({"diff":{"0":"1"}})"));
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"params", "rendered", "event count", "rendered"}));
}

TEST_F(HooksTest, S3_2_AnIdIsThereOnceForEachStage) {
  open([](Page& page) {
    const auto hook = [](std::string_view, const Params&) { return cont; };
    page.attach_hook("a", stage::handle_event, hook);
    page.attach_hook("a", stage::after_render, [] {});
    EXPECT_THROW(page.attach_hook("a", stage::handle_event, hook), std::invalid_argument);
    page.detach_hook("none", stage::handle_event);
    page.detach_hook("a", stage::handle_event);
    page.attach_hook("a", stage::handle_event, hook);
  });
}

TEST_F(HooksTest, S1_2_NoHookOfAfterRenderRunsForARequest) {
  server.live("/dead", "Dead", {.mount = [this](Page& page, const Params&, const Session&) {
                page.attach_hook("r", stage::after_render, [this] { journal.add("rendered"); });
              }});
  Request request;
  request.method = "GET";
  request.path = "/dead";
  EXPECT_EQ(channel::dead_render(server.app, server.route("/dead"), request).status, 200);
  EXPECT_EQ(journal.entries(), std::vector<std::string>{});
}

TEST_F(HooksTest, S3_4_AHookOfAfterRenderGoesElsewhereWithTheNextMessage) {
  const Joined view = open([](Page& page) {
    page.attach_hook("go", stage::after_render, [&page] {
      if (*page.n == 1) page.push_navigate("/page");
    });
  });
  EXPECT_EQ(browser.event(view, "count"), json(R"({"diff":{"0":"1"}})"));
  EXPECT_TRUE(browser.silent());
  EXPECT_EQ(browser.event(view, "next"), json(R"({"live_redirect":{"to":"/page","kind":"push"}})"));
}

TEST_F(HooksTest, S3_1_ReservedEventsReachNoHook) {
  const Joined view = open([this](Page& page) {
    page.attach_hook("a", stage::handle_event, [this](std::string_view event, const Params&) {
      journal.add(std::string(event));
      return cont;
    });
  });
  browser.event(view, "lv:clear-flash");
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"params"});
}

TEST_F(HooksTest, S3_1_HandleAsync) {
  server.live("/async", "AsyncHooks",
              {.mount =
                   [this](Page& page, const Params&, const Session&) {
                     page.attach_hook("a", stage::handle_async,
                                      [this](std::string_view name, const AsyncOutcome& outcome) {
                                        journal.add(std::string(name) + (outcome.ok() ? " ok" : " failed"));
                                        return halt;
                                      });
                   },
               .handle_event = [](Page& page, std::string_view, const Params&) { page.start_async("task", [] {}); }});
  browser.event(browser.open("/async"), "start");
  EXPECT_TRUE(journal.wait_for(1));
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"task ok"});
  EXPECT_TRUE(browser.silent()) << "handle_async, which the page has not, was skipped";
}

// ---------------------------------------------------------------------------------------------------------------------
// Of components

/// Attaches hooks in its mount, and says in its reply what they saw.
class HookedPart : public Part {
 public:
  void mount() override {
    attach_hook("count", stage::after_render, [this] { ++renders; });
    attach_hook("guard", stage::handle_event, [this](std::string_view event, const Params&) {
      if (event != "look") return cont;
      reply({{"renders", renders}});
      return halt;
    });
    EXPECT_THROW(attach_hook("a", stage::handle_info, [](const Message&) { return cont; }), std::invalid_argument);
    EXPECT_THROW(attach_hook("a", stage::handle_params, [](const Params&, std::string_view) { return cont; }),
                 std::invalid_argument);
  }
  int renders = 0;
};

TEST_F(HooksTest, S3_4_OfAComponentRunForWhatGoesToIt) {
  server.live("/parts", view::view_type<PageOf<HookedPart>>([] { return std::make_unique<PageOf<HookedPart>>(); }));
  const Joined view = browser.open("/parts");
  const auto event = [&](int cid, std::string_view name) {
    return browser.answer_to(browser.push(
        view, "event", {{"type", "click"}, {"event", name}, {"value", Value()}, {"cid", cid}}))["response"];
  };
  EXPECT_EQ(event(2, "look"), json(R"({"diff":{"r":{"renders":1}}})"));
  EXPECT_EQ(event(2, "x"), json(R"({"diff":{"c":{"2":{"0":"1"}}}})"));
  EXPECT_EQ(event(2, "look"), json(R"({"diff":{"r":{"renders":3}}})")) << "which every event ends with";
  EXPECT_EQ(event(1, "look"), json(R"({"diff":{"r":{"renders":1}}})"))
      << "of another one, which was not rendered again";
}

/// Its hook writes down what was shown, and assigns too late for that.
class WatchedPart : public Part {
 public:
  inline static Journal journal;
  void mount() override {
    attach_hook("watch", stage::after_render, [this] {
      journal.add(*id + " shows " + std::to_string(*n));
      n = 7;
    });
  }
};

TEST_F(HooksTest, S1_2_ThoseOfAComponentRunAfterTheRenderForARequestToo) {
  server.live("/watched", view::view_type<PageOf<WatchedPart>>([] { return std::make_unique<PageOf<WatchedPart>>(); }));
  Request request;
  request.method = "GET";
  request.path = "/watched";
  const auto body = channel::dead_render(server.app, server.route("/watched"), request).body;
  EXPECT_EQ(WatchedPart::journal.entries(), (std::vector<std::string>{"1 shows 0", "2 shows 0", "3 shows 0"}));
  EXPECT_NE(body.find("<main><i>0</i><i>0</i><i>0</i></main>"), std::string::npos) << body;
}

// ---------------------------------------------------------------------------------------------------------------------
// on_mount (server-api 3.5)

class OnMountTest : public ::testing::Test {
 protected:
  using Hook = std::function<HookResult(Page&)>;
  OnMount hook(std::string name, Hook run) {
    return on_mount<Page>([this, name, run](Page& page, const Params&, const Session&) {
      journal.add(name);
      return run(page);
    });
  }
  Value join(std::vector<OnMount> hooks) {
    server.live("/page", "GuardedPage",
                {.mount = [this](Page&, const Params&, const Session&) { journal.add("mount"); }});
    const_cast<LiveSession&>(*server.route("/page").session).options.on_mount = std::move(hooks);
    return browser.open("/page").reply;
  }

  Journal journal;
  Server server;
  Browser browser{server};
};

TEST_F(OnMountTest, S3_5_AllContinue) {
  const Value reply = join({hook("a",
                                 [](Page& page) {
                                   page.n = 4;
                                   return cont;
                                 }),
                            hook("b", [](Page&) { return cont; })});
  EXPECT_EQ(reply["response"]["rendered"]["0"].text(), "4");
  EXPECT_EQ(journal.entries(), (std::vector<std::string>{"a", "b", "mount"}));
}

TEST_F(OnMountTest, S3_5_HaltGoesElsewhereAndMountsNothing) {
  const Value reply = join({hook("a",
                                 [](Page& page) {
                                   page.redirect("/login");
                                   return halt;
                                 }),
                            hook("b", [](Page&) { return cont; })});
  EXPECT_EQ(reply["response"]["redirect"]["to"].text(), "/login");
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"a"});
}

TEST_F(OnMountTest, S3_5_HaltWithoutADestinationIsAnError) {
  EXPECT_EQ(join({hook("a", [](Page&) { return halt; })})["response"]["reason"].text(), "join crashed");
}

TEST_F(OnMountTest, S3_5_ToContinueWithADestinationIsAnError) {
  const Value reply = join({hook("a", [](Page& page) {
    page.push_navigate("/login");
    return cont;
  })});
  EXPECT_EQ(reply["response"]["reason"].text(), "join crashed");
  EXPECT_EQ(journal.entries(), std::vector<std::string>{"a"});
}

TEST_F(OnMountTest, S3_5_APatchIsNoWayOut) {
  const Value reply = join({hook("a", [](Page& page) {
    EXPECT_THROW(page.push_patch("/page?x=1"), std::logic_error);
    return cont;
  })});
  EXPECT_EQ(reply["status"].text(), "ok");
}

class OtherPage : public LiveView {};

TEST_F(OnMountTest, S3_5_AHookOfAnotherClassOfViewsIsAnError) {
  const Value reply = join({on_mount<OtherPage>([](OtherPage&, const Params&, const Session&) { return cont; })});
  EXPECT_EQ(reply["response"]["reason"].text(), "join crashed");
}

}  // namespace
}  // namespace plume::testing
