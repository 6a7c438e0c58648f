// Life-cycle hooks (server-api 3).
#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::AsyncOutcome;
using plume::HookResult;
using plume::Message;
using plume::Params;
using plume::Session;
using plume::testing::patience;
namespace stage = plume::stage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Steps = std::vector<std::string>;
constexpr auto cont = HookResult::cont;
constexpr auto halt = HookResult::halt;

/// Writes down what its callbacks are told; a test attaches its hooks in mount.
class StepsLive : public plume::LiveView {
 public:
  using Attach = std::function<void(StepsLive&)>;
  StepsLive(Steps& of_test, const Attach& attach) : steps(of_test), attach_(attach) {}
  Steps& steps;
  Assign<int> n{0}, unseen{0};

  void mount(const Params&, const Session&) override { attach_(*this); }
  void handle_params(const Params& params, std::string_view) override {
    steps.push_back("params " + std::string(params["p"].text()));
  }
  void handle_event(std::string_view event, const Params&) override {
    steps.push_back("event " + std::string(event));
    if (event == "count") ++n;
    if (event == "start") start_async("job", [] { return 1; });
  }
  void handle_info(const Message& message) override { steps.push_back("info " + *message.get_if<std::string>()); }
  void handle_async(std::string_view name, const AsyncOutcome&) override {
    steps.push_back("async " + std::string(name));
  }
  PLUME_HEEX(R"heex(<p id="n">{@n} {@unseen}</p>)heex")

 private:
  Attach attach_;
};

struct Hooked : Site {
  Steps steps;
  /// The steps of the mount are left out.
  plume::testing::View with(StepsLive::Attach attach) {
    endpoint.router().live("/page", [this, attach] { return std::make_unique<StepsLive>(steps, attach); });
    auto view = app.live("/page");
    steps.clear();
    return view;
  }
};

auto continuing(StepsLive& view, std::string name) {
  return [&view, name](std::string_view event, const Params&) {
    view.steps.push_back(name + " " + std::string(event));
    return cont;
  };
}

TEST(TableA, attach_hook) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("a", stage::handle_event, continuing(live, "a"));
    live.attach_hook("b", stage::handle_event, [&live](std::string_view event, const Params&) {
      live.steps.push_back("b");
      if (event == "first") live.attach_hook("c", stage::handle_event, continuing(live, "c"));
      return cont;
    });
    EXPECT_THROW(live.attach_hook("a", stage::handle_event, continuing(live, "x")), std::invalid_argument);
    live.attach_hook("a", stage::after_render, [] {});  // of another stage
  });
  view.render_click("first");
  EXPECT_THAT(site.steps, ElementsAre("a first", "b", "event first")) << "in their order, from the next event on";
  site.steps.clear();
  view.render_click("second");
  EXPECT_THAT(site.steps, ElementsAre("a second", "b", "c second", "event second"));
}

TEST(TableA, attach_hook__stage_handle_params) {
  Hooked site;
  Steps uris;
  auto view = site.with([&uris](StepsLive& live) {
    live.attach_hook("page", stage::handle_params, [&live, &uris](const Params& params, std::string_view uri) {
      uris.emplace_back(uri);
      live.steps.push_back("hook " + std::string(params["p"].text()));
      return params["p"].text() == "forbidden" ? halt : cont;
    });
  });
  EXPECT_THAT(uris, ElementsAre("http://localhost/page", "http://localhost/page")) << "in both mounts";
  view.render_patch("/page?p=1");
  EXPECT_THAT(site.steps, ElementsAre("hook 1", "params 1"));
  site.steps.clear();
  view.render_patch("/page?p=forbidden");
  EXPECT_THAT(site.steps, ElementsAre("hook forbidden"));
}

TEST(TableA, attach_hook__stage_handle_event) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("keys", stage::handle_event, [&live](std::string_view event, const Params& params) {
      if (event != "key") return cont;
      live.n = static_cast<int>(params["code"].integer_or(0));
      live.reply({{"taken", true}});
      return halt;
    });
  });
  EXPECT_TRUE(view.render_hook("key", {{"code", 13}}).contains("13")) << "what it assigns is shown";
  view.assert_reply({{"taken", true}});
  EXPECT_THAT(site.steps, IsEmpty());
  view.render_click("lv:clear-flash");
  EXPECT_THAT(site.steps, IsEmpty());
  view.render_hook("other");
  EXPECT_THAT(site.steps, ElementsAre("event other"));
}

TEST(TableA, attach_hook__stage_handle_info) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("filter", stage::handle_info, [&live](const Message& message) {
      live.steps.push_back("hook");
      return *message.get_if<std::string>() == "for the hook" ? halt : cont;
    });
  });
  site.endpoint.send(view.pid(), std::string("for the hook"));
  site.endpoint.send(view.pid(), std::string("for the view"));
  view.render_click("start");
  view.render_async(patience);
  EXPECT_THAT(site.steps, ElementsAre("hook", "hook", "info for the view", "event start", "async job"))
      << "messages of the application only";
}

TEST(TableA, attach_hook__stage_handle_async) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("watch", stage::handle_async, [&live](std::string_view name, const AsyncOutcome& outcome) {
      live.steps.push_back("hook " + std::string(name) + " " + std::to_string(*outcome.get_if<int>()));
      return live.n == 0 ? cont : halt;
    });
  });
  view.render_click("start");
  view.render_async(patience);
  EXPECT_THAT(site.steps, ElementsAre("event start", "hook job 1", "async job"));
  view.render_click("count");
  site.steps.clear();
  view.render_click("start");
  view.render_async(patience);
  EXPECT_THAT(site.steps, ElementsAre("event start", "hook job 1"));
}

TEST(TableA, attach_hook__stage_after_render) {
  Hooked site;
  int renders = 0;
  auto view = site.with([&renders](StepsLive& live) {
    live.attach_hook("measure", stage::after_render, [&live, &renders] {
      ++renders;
      live.steps.push_back("rendered");
      ++live.unseen.edit();
    });
  });
  EXPECT_EQ(renders, 1) << "not for the request";
  view.render_click("count");
  EXPECT_THAT(site.steps, ElementsAre("event count", "rendered"));
  EXPECT_EQ(view.element("#n").text(), "1 0") << "what it assigns is kept, and not rendered";
}

TEST(TableA, attach_hook__return_values_halting) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("a", stage::handle_event, [&live](std::string_view event, const Params&) {
      if (event == "away") live.push_navigate("/away");
      if (event == "patch") live.push_patch("/page?p=hook");
      return event == "go on" ? cont : halt;
    });
    live.attach_hook("b", stage::handle_event, continuing(live, "b"));
  });
  view.render_click("go on");
  EXPECT_THAT(site.steps, ElementsAre("b go on", "event go on"));
  site.steps.clear();
  view.render_click("stop");
  EXPECT_THAT(site.steps, IsEmpty()) << "neither the other hooks nor the callback";
  view.render_click("patch");
  view.assert_patched("/page?p=hook");
  EXPECT_THAT(site.steps, ElementsAre("params hook"));
  EXPECT_EQ(view.render_click("away").redirect()->to, "/away");
}

TEST(TableA, detach_hook) {
  Hooked site;
  auto view = site.with([](StepsLive& live) {
    live.attach_hook("welcome", stage::handle_event, [&live](std::string_view, const Params&) {
      live.steps.push_back("once");
      live.detach_hook("welcome", stage::handle_event);
      return halt;
    });
    live.attach_hook("welcome", stage::handle_info, [](const Message&) { return halt; });
    live.detach_hook("unknown", stage::handle_params);
  });
  view.render_click("1");
  view.render_click("2");
  EXPECT_THAT(site.steps, ElementsAre("once", "event 2"));
  site.endpoint.send(view.pid(), std::string("x"));
  view.render();
  EXPECT_THAT(site.steps, ElementsAre("once", "event 2")) << "that of another stage is still there";
}

// ---------------------------------------------------------------------------------------------------------------------

class Lamp : public plume::LiveComponent {
 public:
  static inline Steps* steps = nullptr;
  Assign<int> n{0};
  void mount() override {
    attach_hook("a", stage::handle_event, [this](std::string_view event, const Params&) {
      write("hook " + std::string(event));
      if (event == "ask") reply({{"lamp", true}});
      return event == "ask" ? halt : cont;
    });
    attach_hook("a", stage::handle_async, [this](std::string_view name, const AsyncOutcome&) {
      write("hook " + std::string(name));
      return cont;
    });
    attach_hook("a", stage::after_render, [this] { write("rendered"); });
    EXPECT_THROW(attach_hook("a", stage::handle_info, [](const Message&) { return cont; }), std::invalid_argument);
    EXPECT_THROW(attach_hook("a", stage::handle_params, [](const Params&, std::string_view) { return cont; }),
                 std::invalid_argument);
  }
  void handle_event(std::string_view event, const Params&) override {
    write("event " + std::string(event));
    if (event == "switch") ++n;
    if (event == "start") start_async("job", [] { return 1; });
  }
  void handle_async(std::string_view name, const AsyncOutcome&) override { write("async " + std::string(name)); }
  PLUME_HEEX(R"heex(<p id={@id}>{@n}</p>)heex")

 private:
  void write(const std::string& step) { steps->push_back(*id + ": " + step); }
};

class LampsLive : public plume::LiveView {
 public:
  void handle_event(std::string_view event, const Params&) override {
    Lamp::steps->push_back("view: " + std::string(event));
  }
  PLUME_HEEX(R"heex(
    <.live_component module={Lamp} id="left" /><.live_component module={Lamp} id="right" />
  )heex")
};

TEST(TableA, attach_hook__hooks_in_components) {
  Steps steps;
  Lamp::steps = &steps;
  Site site;
  auto view = site.open<LampsLive>();
  auto left = view.with_target("#left");
  steps.clear();
  left.render_click("switch");
  EXPECT_THAT(steps, ElementsAre("left: hook switch", "left: event switch", "left: rendered"));
  steps.clear();
  left.render_hook("ask");
  view.assert_reply({{"lamp", true}});
  EXPECT_EQ(steps.front(), "left: hook ask");
  steps.clear();
  left.render_click("start");
  view.render_async(patience);
  EXPECT_THAT(steps, ::testing::IsSupersetOf({"left: hook job", "left: async job"}));
  steps.clear();
  view.render_click("go");
  EXPECT_THAT(steps, ElementsAre("view: go")) << "an event of the view, which renders none of them";
}

// ---------------------------------------------------------------------------------------------------------------------

plume::OnMount noting(Steps& steps, std::string name) {
  return [&steps, name](plume::LiveView& view, const Params&, const Session&) {
    steps.push_back((view.connected() ? "live " : "dead ") + name);
    return cont;
  };
}

class MemberLive : public plume::LiveView {
 public:
  static inline Steps* steps = nullptr;
  static plume::ViewOptions view_options() {
    return {.on_mount = {noting(*steps, "first"), plume::on_mount<MemberLive>([](MemberLive& view, const Params& params,
                                                                                 const Session& session) {
                           view.user = session["user"].text();
                           const auto how = params["how"].text();
                           if (how == "nowhere") return halt;
                           if (!view.user->empty() && how.empty()) return cont;
                           view.put_flash("error", "log in first");
                           view.redirect("/log-in");
                           return how == "both" ? cont : halt;
                         })}};
  }
  Assign<std::string> user{""};
  void mount(const Params&, const Session&) override { steps->push_back("mount"); }
  PLUME_HEEX(R"heex(<p>Hello {@user}</p>)heex")
};

TEST(TableA, on_mount) {
  Steps steps;
  MemberLive::steps = &steps;
  Site site;
  site.endpoint.router().live<MemberLive>("/member");
  const auto refused = std::get<plume::testing::Redirect>(site.app.try_live("/member"));
  EXPECT_EQ(refused.to, "/log-in");
  EXPECT_EQ(refused.flash["error"], "log in first");
  EXPECT_THAT(steps, ElementsAre("dead first")) << "nothing is mounted";
  EXPECT_THROW(site.app.live("/member?how=nowhere"), std::logic_error) << "it halts, but does not say where to go";
  site.app.put_session("user", "Ada");
  EXPECT_THROW(site.app.live("/member?how=both"), std::logic_error) << "it goes on, and elsewhere";
  steps.clear();
  EXPECT_TRUE(site.app.live("/member").has_element("p", "Hello Ada"));
  EXPECT_THAT(steps, ElementsAre("dead first", "mount", "live first", "mount"));
}

class PartLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<i>part</i>)heex")
};
class WholeLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>whole</p>{plume::live_render<PartLive>("part")})heex")
};

TEST(TableA, on_mount__through_live_session) {
  Steps steps;
  MemberLive::steps = &steps;
  Site site;
  const auto of_session = [&steps](plume::LiveView& view, const Params&, const Session&) {
    steps.push_back("session " + std::string(view.id().starts_with("phx-") ? "main" : view.id()));
    return cont;
  };
  site.endpoint.router().live_session("members", {.on_mount = {of_session}}, [](plume::Scope& pages) {
    pages.live<MemberLive>("/member");
    pages.live<WholeLive>("/whole");
  });
  site.app.put_session("user", "Ada");
  site.app.get("/member");
  EXPECT_THAT(steps, ElementsAre("session main", "dead first", "mount")) << "before those of the view";
  steps.clear();
  EXPECT_TRUE(site.app.live("/whole").has_element("i", "part"));
  EXPECT_THAT(steps, ElementsAre("session main", "session main")) << "not for views within a page";
}

}  // namespace
