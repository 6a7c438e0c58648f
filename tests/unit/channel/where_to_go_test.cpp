// Where push_patch, push_navigate and redirect may be called: the table of server-api 16.5, row by row.
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "channel/dead_render.h"
#include "plume/live_component.h"
#include "plume/live_render.h"
#include "support/between.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

const char* const ways[] = {"patch", "navigate", "redirect"};

void go(Socket& by, std::string_view how) {
  if (how == "patch") by.push_patch("/page?p=1");
  if (how == "navigate") by.push_navigate("/other");
  if (how == "redirect") by.redirect("/other");
}

/// Goes in its mount, where its session says so, or in an event, whose name says how.
class GoingChild : public LiveView {
 public:
  void mount(const Params&, const Session& session) override { go(*this, session["go"].text()); }
  void handle_event(std::string_view how, const Params&) override { go(*this, how); }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<b></b>"};
    static constexpr Template site{statics, R"(["<b></b>"])", 0, true};
    Node node(r, site);
    node.end();
  }
};

/// Goes where `place` says, in the way of `how`.
class GoingPart : public LiveComponent {
 public:
  static inline std::string place, how;

  void mount() override { go_in("mount"); }
  void update() override { go_in("update"); }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "start") start_async("work", [] { return 1; });
    go_in("handle_event");
  }
  void handle_async(std::string_view, const AsyncOutcome&) override { go_in("handle_async"); }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<i></i>"};
    static constexpr Template site{statics, R"(["<i></i>"])", 0, true};
    Node node(r, site);
    node.end();
  }

 private:
  void go_in(std::string_view here) {
    if (place == here) go(*this, how);
  }
};

/// `<main>{nested view}</main>`; what its session says goes on to that.
template <bool Sticky>
class PageAround : public LiveView {
 public:
  LiveRenderOptions options{.sticky = Sticky};
  void mount(const Params&, const Session& session) override { options.session = session; }
  void handle_params(const Params&, std::string_view) override {}
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, live_render<GoingChild>("child", options));
    node.end();
  }
};

/// `<main><.live_component module={GoingPart} id="part" /></main>`
class PageWithPart : public LiveView {
 public:
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    Node node(r, site);
    if (node.dynamic(0, Change::none)) {
      detail::LiveCall<GoingPart> call(node, 0, Change::none, "part");
      call.gives(1, false);
      if (call.wanted()) call.later();
    }
    node.end();
  }
};

/// Carries out one cell of the table: how it ends is "patch", "navigate", "redirect", "nothing" or "error".
class Bench {
 public:
  explicit Bench(std::string how) : how_(std::move(how)) {}

  std::string join(Script script) {
    server_.live("/page", "Page", std::move(script));
    return outcome_of_join(browser_.open("/page"));
  }
  /// Of an event, or of what that causes.
  std::string event(Script script) {
    server_.live("/page", "Page", std::move(script));
    browser_.push_event(browser_.open("/page"), "go");
    return next_outcome();
  }
  template <class V>
  std::string join() {
    serve<V>();
    return outcome_of_join(browser_.open("/page"));
  }
  std::string component_event(const char* name) {
    serve<PageWithPart>();
    const Joined page = browser_.open("/page");
    browser_.push(page, "event", {{"type", "click"}, {"event", name}, {"value", Value::object()}, {"cid", 1}});
    return next_outcome();
  }
  /// Of the page of an HTTP request.
  template <class V>
  std::string dead(Session session) {
    serve<V>();
    try {
      const Response response = dead_render(std::move(session));
      return response.status == 302 ? "302 " + std::string(response.headers.get("location")) : "nothing";
    } catch (const std::logic_error&) {
      return "error";
    }
  }
  /// Of an event of a view within the page.
  template <class V>
  std::string nested_event() {
    serve<V>();
    return nested_event(std::is_same_v<V, PageAround<true>>);
  }
  std::string next_outcome() {
    for (;;) {
      const Value message = browser_.next();
      const std::string_view event = message.at(3).text();
      if (event == "phx_error") return "error";
      if (event == "live_patch") return "patch";
      if (event == "live_redirect") return "navigate";
      if (event == "redirect") return "redirect";
      const Value& response = message.at(4)["response"];
      if (response.contains("live_redirect")) return "navigate";
      if (response.contains("redirect")) return "redirect";
    }
  }

  Server server_;
  Browser browser_{server_};
  const std::string how_;

 private:
  // A sticky view is joined with the token of the HTTP request, another one with that of the connected page.
  std::string nested_event(bool sticky) {
    const std::string html = dead_render(Session::object()).body;
    const Joined page = browser_.open("/page");
    JoinPayload payload;
    payload.session = sticky ? between(html.substr(html.find("<div id=\"child\"")), "data-phx-session=\"")
                             : between(page.response()["rendered"]["0"].text(), "data-phx-session=\"");
    browser_.push_event(browser_.join("lv:child", payload.value()), how_);
    return next_outcome();
  }
  template <class V>
  void serve() {
    server_.live("/page", view::view_type<V>([] { return std::make_unique<V>(); }));
  }
  Response dead_render(Session session) {
    Request request;
    request.method = "GET";
    request.path = "/page";
    request.scheme = "http";
    request.host = "h";
    request.session = std::move(session);
    request.cookies = Params::object();
    request.path_params = Params::object();
    return channel::dead_render(server_.app, server_.route("/page"), request);
  }
  static std::string outcome_of_join(const Joined& view) {
    const Value& response = view.response();
    if (response["reason"].text() == "join crashed") return "error";
    if (response.contains("live_redirect")) return "navigate";
    if (response.contains("redirect")) return "redirect";
    return response.contains("live_patch") ? "patch" : "nothing";
  }
};

struct Row {
  const char* place;
  std::function<std::string(Bench&)> run;
  const char* outcomes[3];  // of push_patch, push_navigate and redirect
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.place; }

/// In a hook that is attached in mount.
template <class Stage, class Hook>
Script hooked(Stage stage, Hook hook, Script rest = {}) {
  rest.mount = [stage, hook](Page& page, const Params&, const Session&) {
    page.attach_hook("going", stage, hook(page));
  };
  return rest;
}

const std::string& how(const Bench& bench) { return bench.how_; }

const Row rows[] = {
    {"mount",
     [](Bench& at) {
       return at.join({.mount = [&](Page& page, const Params&, const Session&) { go(page, how(at)); }});
     },
     {"error", "navigate", "redirect"}},
    {"on_mount hook that halts",
     [](Bench& at) {
       auto type = view::view_type<GoingChild>([] { return std::make_unique<GoingChild>(); });
       type.options.on_mount = {[&](LiveView& view, const Params&, const Session&) {
         go(view, how(at));
         return HookResult::halt;
       }};
       at.server_.live("/hooked", std::move(type));
       const Value response = at.browser_.open("/hooked").response();
       return std::string(response.contains("live_redirect") ? "navigate"
                          : response.contains("redirect")    ? "redirect"
                                                             : "error");
     },
     {"error", "navigate", "redirect"}},
    {"handle_params",
     [](Bench& at) {
       return at.join({.handle_params = [&](Page& page, const Params& params, std::string_view) {
         if (!params.contains("p")) go(page, how(at));
       }});
     },
     {"patch", "navigate", "redirect"}},
    {"handle_event",
     [](Bench& at) {
       return at.event({.handle_event = [&](Page& page, std::string_view, const Params&) { go(page, how(at)); }});
     },
     {"patch", "navigate", "redirect"}},
    {"handle_info",
     [](Bench& at) {
       return at.event({.handle_event = [](Page& page, std::string_view, const Params&) { page.send(page.self(), 1); },
                        .handle_info = [&](Page& page, const Message&) { go(page, how(at)); }});
     },
     {"patch", "navigate", "redirect"}},
    {"handle_cast",
     [](Bench& at) {
       return at.event({.handle_event = [](Page& page, std::string_view, const Params&) { page.cast(page.self(), 1); },
                        .handle_cast = [&](Page& page, const Message&) { go(page, how(at)); }});
     },
     {"patch", "navigate", "redirect"}},
    {"handle_call",
     [](Bench& at) {
       return at.event({.handle_event = [](Page& page, std::string_view,
                                           const Params&) { page.call(page.self(), 1, [](const Message&) {}); },
                        .handle_call = [&](Page& page, const Message&, const Caller&) { go(page, how(at)); }});
     },
     {"patch", "navigate", "redirect"}},
    {"hook of handle_event",
     [](Bench& at) {
       return at.event(hooked(stage::handle_event, [&](Page& page) {
         return [&](std::string_view, const Params&) {
           go(page, how(at));
           return HookResult::halt;
         };
       }));
     },
     {"patch", "navigate", "redirect"}},
    {"hook of handle_async",
     [](Bench& at) {
       return at.event(hooked(stage::handle_async,
                              [&](Page& page) {
                                return [&](std::string_view, const AsyncOutcome&) {
                                  go(page, how(at));
                                  return HookResult::halt;
                                };
                              },
                              {.handle_event = [](Page& page, std::string_view, const Params&) {
                                page.start_async("work", [] { return 1; });
                              }}));
     },
     {"patch", "navigate", "redirect"}},
    {"mount of a nested view of an HTTP request",
     [](Bench& at) { return at.dead<PageAround<false>>({{"go", how(at)}}); },
     {"error", "302 /other", "302 /other"}},
    {"nested view, later",
     [](Bench& at) { return at.nested_event<PageAround<false>>(); },
     {"patch", "navigate", "redirect"}},
    {"sticky view, later",
     [](Bench& at) { return at.nested_event<PageAround<true>>(); },
     {"error", "navigate", "redirect"}},
    {"mount of a component",
     [](Bench& at) {
       GoingPart::place = "mount";
       return at.join<PageWithPart>();
     },
     {"error", "error", "error"}},
    {"update of a component",
     [](Bench& at) {
       GoingPart::place = "update";
       return at.join<PageWithPart>();
     },
     {"error", "error", "error"}},
    {"handle_event of a component",
     [](Bench& at) {
       GoingPart::place = "handle_event";
       return at.component_event("go");
     },
     {"patch", "navigate", "redirect"}},
    {"handle_async of a component",
     [](Bench& at) {
       GoingPart::place = "handle_async";
       return at.component_event("start");
     },
     {"patch", "navigate", "redirect"}},
    {"after_render hook, until the next message",
     [](Bench& at) {
       bool rendered = false;
       at.server_.live("/page", "Page",
                       hooked(stage::after_render,
                              [&](Page& page) {
                                return [&] {
                                  if (!std::exchange(rendered, true)) go(page, how(at));
                                };
                              },
                              {.handle_event = [](Page&, std::string_view, const Params&) {}}));
       const Joined view = at.browser_.open("/page");
       EXPECT_TRUE(view.ok());
       EXPECT_TRUE(at.browser_.silent()) << "it waits";
       at.browser_.push_event(view, "any");
       return at.next_outcome();
     },
     {"patch", "navigate", "redirect"}},
};

class WhereToGo : public ::testing::TestWithParam<Row> {};

TEST_P(WhereToGo, S16_5) {
  for (std::size_t way = 0; way < std::size(ways); ++way) {
    GoingPart::place = "nowhere";
    GoingPart::how = ways[way];
    Bench bench(ways[way]);
    EXPECT_EQ(GetParam().run(bench), GetParam().outcomes[way]) << ways[way];
  }
}

INSTANTIATE_TEST_SUITE_P(Table, WhereToGo, ::testing::ValuesIn(rows));

}  // namespace
}  // namespace plume::testing
