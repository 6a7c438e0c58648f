// What telemetry and the log tell of live views and their components (server-api 13.12).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/log.h"
#include "channel/dead_render.h"
#include "plume/telemetry.h"
#include "support/channel_harness.h"
#include "unit/channel/parts.h"
#include "view/observer.h"

namespace plume::testing {
namespace {

using namespace telemetry;
using Told = std::vector<std::string>;

std::string text_of(const View& view) {
  return std::string(view.name) + " " + std::string(view.id) + (view.connected ? "" : " dead");
}
std::string text_of(const Mount& m) {
  return "mount " + text_of(m.view) + " " + m.params.json() + " " + m.session.json() + " " + std::string(m.uri);
}
std::string text_of(const HandleParams& p) {
  return "handle_params " + text_of(p.view) + " " + p.params.json() + " " + std::string(p.uri);
}
std::string text_of(const HandleEvent& e) {
  return "handle_event " + text_of(e.view) + " " + std::string(e.event) + " " + e.params.json();
}
std::string text_of(const RenderView& r) {
  return "render " + text_of(r.view) + (r.force ? " force" : "") + (r.changed ? " changed" : "");
}
std::string text_of(const ComponentHandleEvent& e) {
  return "component event " + text_of(e.view) + " " + std::string(e.component) + " " + std::to_string(e.cid) + " " +
         std::string(e.event) + " " + e.params.json();
}
std::string text_of(const ComponentUpdate& u) {
  return "update " + text_of(u.view) + " " + std::string(u.component) + " " + std::to_string(u.count);
}
std::string text_of(const ComponentRender& r) {
  return "component render " + text_of(r.view) + " " + std::string(r.component) + " " + std::string(r.id) + " " +
         std::to_string(r.cid) + (r.force ? " force" : "");
}
std::string text_of(const ComponentDestroyed& d) {
  return "destroyed " + text_of(d.view) + " " + std::string(d.component) + " " + std::string(d.id) + " " +
         std::to_string(d.cid);
}
std::string text_of(const ChannelJoined& j) {
  return "joined " + std::string(j.topic) + " " + std::string(j.result) + " " + j.params.json();
}

class ViewEvents : public ::testing::Test {
 protected:
  ViewEvents() { server_.app.observer = &observer_; }
  ~ViewEvents() override {
    set_log_sink({});
    set_log_level(LogLevel::info);
  }

  template <class Span>
  void listen_to_span(const std::string& name) {
    telemetry_.attach<Start<Span>>(name + " start", [this](const auto& e) { told_.add("start " + text_of(e.span)); });
    telemetry_.attach<Stop<Span>>(name + " stop", [this](const auto& e) { told_.add("stop " + text_of(e.span)); });
    telemetry_.attach<Exception<Span>>(name + " exception",
                                       [this](const auto& e) { told_.add("exception " + text_of(e.span)); });
  }
  template <class Event>
  void listen_to(const std::string& name) {
    telemetry_.attach<Event>(name, [this](const auto& e) { told_.add(text_of(e)); });
  }
  /// Logs everything into told_.
  void listen_to_log() {
    set_log_level(LogLevel::debug);
    set_log_sink([this](LogLevel, std::string_view line) { told_.add(std::string(line)); });
  }
  void serve_counter() {
    server_.live("/count/:id", "Counter", {.handle_event = [](Page& page, std::string_view event, const Params&) {
                   if (event == "throw") throw std::runtime_error("boom");
                   if (event == "change") page.n = 1;
                 }});
  }
  Joined open() {
    channel::ConnectInfo info = Connection::good_info();
    info.session = {{"user_token", "secret"}, {"user", "Ann"}};
    browser_.emplace(server_, info);
    return browser_->open("/count/7", "phx-V", "?password=hidden&q=x");
  }

  Telemetry telemetry_;
  ParameterFilter filter_;
  view::Observer observer_{telemetry_, filter_};
  Journal told_;
  Server server_;
  std::optional<Browser> browser_;
};

const std::string params = R"({"password":"hidden","q":"x","id":"7"})";
const std::string uri = "http://h/count/7?password=hidden&q=x";

TEST_F(ViewEvents, S13_12_Mount) {
  serve_counter();
  listen_to_span<Mount>("mount");
  open();
  const std::string mount = "mount Counter phx-V " + params + R"( {"user_token":"secret","user":"Ann"} )" + uri;
  EXPECT_EQ(told_.entries(), (Told{"start " + mount, "stop " + mount}));
}

TEST_F(ViewEvents, S13_12_MountThatThrows) {
  server_.live("/", "Broken",
               {.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("boom"); }});
  listen_to_span<Mount>("mount");
  Browser(server_).open("/");
  const std::string mount = "mount Broken phx-V {} {} http://h/";
  EXPECT_EQ(told_.entries(), (Told{"start " + mount, "exception " + mount}));
}

TEST_F(ViewEvents, S13_12_MountOfAnHttpRequest) {
  serve_counter();
  listen_to_span<Mount>("mount");
  listen_to_span<RenderView>("render");
  Request request;
  request.method = "GET";
  request.path = "/count/7";
  request.scheme = "http";
  request.host = "h";
  request.session = Session::object();
  request.cookies = Params::object();
  request.path_params = {{"id", "7"}};
  channel::dead_render(server_.app, server_.route("/count/7"), request);
  ASSERT_EQ(told_.entries().size(), 2u) << "renders of HTTP requests are no span";
  const std::string stop = told_.entries().back();
  EXPECT_TRUE(stop.starts_with("stop mount Counter phx-")) << stop;
  EXPECT_TRUE(stop.ends_with(" dead {\"id\":\"7\"} {} http://h/count/7")) << stop;
}

TEST_F(ViewEvents, S13_12_HandleParams) {
  serve_counter();
  listen_to_span<HandleParams>("params");
  const Joined view = open();
  browser_->answer_to(browser_->push(view, "live_patch", {{"url", "http://h/count/8"}}));
  const std::string first = "handle_params Counter phx-V " + params + " " + uri;
  const std::string second = R"(handle_params Counter phx-V {"id":"8"} http://h/count/8)";
  EXPECT_EQ(told_.entries(), (Told{"start " + first, "stop " + first, "start " + second, "stop " + second}));
}

TEST_F(ViewEvents, S13_12_HandleEvent) {
  serve_counter();
  listen_to_span<HandleEvent>("event");
  const Joined view = open();
  browser_->event(view, "change", {{"a", 1}});
  browser_->push_event(view, "throw");
  browser_->skip_to("phx_error");
  const std::string change = R"(handle_event Counter phx-V change {"a":1})";
  const std::string thrown = "handle_event Counter phx-V throw {}";
  EXPECT_EQ(told_.entries(), (Told{"start " + change, "stop " + change, "start " + thrown, "exception " + thrown}));
}

TEST_F(ViewEvents, S13_12_Render) {
  serve_counter();
  listen_to_span<RenderView>("render");
  const Joined view = open();
  browser_->event(view, "change");
  EXPECT_EQ(told_.entries(),
            (Told{"start render Counter phx-V force changed", "stop render Counter phx-V force changed",
                  "start render Counter phx-V changed", "stop render Counter phx-V changed"}));
}

TEST_F(ViewEvents, S13_12_Components) {
  server_.live("/parts", view::view_type<PartsPage>([] { return std::make_unique<PartsPage>(); }));
  Browser browser(server_);
  listen_to_span<ComponentUpdate>("update");
  listen_to_span<ComponentRender>("component render");
  listen_to_span<ComponentHandleEvent>("component event");
  listen_to<ComponentDestroyed>("destroyed");
  const std::string page = view::type_name_of<PartsPage>() + " phx-V plume::testing::Part ";
  const Joined view = browser.open("/parts");
  Told expected{"start update " + page + "3", "stop update " + page + "3"};
  for (const char* id : {"1 1", "2 2", "3 3"}) {
    expected.push_back("start component render " + page + id + " force");
    expected.push_back("stop component render " + page + id + " force");
  }
  EXPECT_EQ(told_.entries(), expected);
  browser.answer_to(browser.push(view, "event", {{"type", "click"}, {"event", "x"}, {"value", 7}, {"cid", 2}}));
  expected.push_back("start component event " + page + "2 x 7");
  expected.push_back("stop component event " + page + "2 x 7");
  expected.push_back("start component render " + page + "2 2");
  expected.push_back("stop component render " + page + "2 2");
  EXPECT_EQ(told_.entries(), expected);
  browser.event(view, "last", {{"to", 2}});
  browser.answer_to(browser.push(view, "cids_will_destroy", {{"cids", Value::array({3})}}));
  browser.answer_to(browser.push(view, "cids_destroyed", {{"cids", Value::array({3})}}));
  EXPECT_EQ(told_.entries().back(), "destroyed " + page + "3 3");
}

TEST_F(ViewEvents, S13_12_ChannelJoined) {
  serve_counter();
  server_.live("/away", "Away", {.mount = [](Page& page, const Params&, const Session&) { page.redirect("/"); }});
  server_.live("/gone", "Gone", {.mount = [](Page&, const Params&, const Session&) { throw HttpError(404, "gone"); }});
  server_.live("/bad", "Bad", {.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("x"); }});
  listen_to<ChannelJoined>("joined");
  channel::ConnectInfo info = Connection::good_info();
  info.params = {{"_csrf_token", "t"}};
  Browser browser(server_, info);
  browser.open("/count/7", "phx-1");
  browser.open("/away", "phx-2");
  browser.open("/gone", "phx-3");
  browser.open("/bad", "phx-4");
  browser.join("lv:phx-5", Value::object());
  const std::string with = R"( {"_csrf_token":"t"})";
  EXPECT_EQ(told_.entries(),
            (Told{"joined lv:phx-1 ok" + with, "joined lv:phx-2 redirect" + with, "joined lv:phx-3 reload" + with,
                  "joined lv:phx-4 join crashed" + with, "joined lv:phx-5 stale" + with}));
}

// ---------------------------------------------------------------------------------------------------------------------
// The log

/// The lines without the time that things took, and those of other things.
Told lines_of(const Journal& journal) {
  Told lines;
  for (std::string line : journal.entries()) {
    if (const auto at = line.find("Replied in "); at == 0) line.replace(11, line.find(' ', 11) - 11, "…");
    if (line.starts_with("Replied") || line.starts_with("mount") || line.starts_with("handle_")) lines.push_back(line);
  }
  return lines;
}

TEST_F(ViewEvents, S13_12_WhatHappensToAViewIsLoggedWithoutSecrets) {
  serve_counter();
  listen_to_log();
  const Joined view = open();
  browser_->event(view, "change", {{"password", "hidden"}});
  const std::string filtered = R"(params="{\"password\":\"[FILTERED]\",\"q\":\"x\",\"id\":\"7\"}")";
  const std::string replied = "Replied in … view=Counter id=phx-V";
  EXPECT_EQ(
      lines_of(told_),
      (Told{"mount view=Counter id=phx-V connected=1 " + filtered +
                R"( session="{\"user_token\":\"[FILTERED]\",\"user\":\"Ann\"}")",
            replied, "handle_params view=Counter id=phx-V " + filtered, replied,
            R"(handle_event view=Counter id=phx-V event=change params="{\"password\":\"[FILTERED]\"}")", replied}));
}

TEST_F(ViewEvents, S13_12_EventsOfComponentsAreLogged) {
  server_.live("/parts", view::view_type<PartsPage>([] { return std::make_unique<PartsPage>(); }));
  Browser browser(server_);
  const Joined view = browser.open("/parts");
  listen_to_log();
  browser.answer_to(browser.push(view, "event", {{"type", "click"}, {"event", "x"}, {"value", 7}, {"cid", 2}}));
  const std::string page = "view=" + view::type_name_of<PartsPage>() + " id=phx-V";
  EXPECT_EQ(lines_of(told_), (Told{"handle_event " + page + " component=plume::testing::Part event=x params=7",
                                   "Replied in … " + page}));
}

TEST_F(ViewEvents, S13_12_AViewMayBeLoggedAtAnotherLevelOrNotAtAll) {
  for (const std::optional<LogLevel> level : {std::optional(LogLevel::info), std::optional<LogLevel>()}) {
    auto type = view::view_type<PartsPage>([] { return std::make_unique<PartsPage>(); });
    type.options.log = level;
    const std::string path = level ? "/info" : "/none";
    server_.live(path, std::move(type));
    listen_to_log();
    if (level) set_log_level(LogLevel::info);
    Browser browser(server_);
    browser.open(path);
    EXPECT_EQ(lines_of(told_).size(), 4u) << "of the first alone: mount and handle_params";
  }
}

TEST_F(ViewEvents, S13_12_ChannelHandledIn) {
  serve_counter();
  const Joined view = open();
  telemetry_.attach<ChannelHandledIn>("handled", [&](const ChannelHandledIn& e) {
    EXPECT_GT(e.duration.count(), 0);
    told_.add(std::string(e.topic) + " " + std::string(e.event) + " " + e.payload.json());
  });
  browser_->event(view, "change", {{"password", "hidden"}});
  browser_->answer_to(browser_->push(view, "live_patch", {{"url", "http://h/count/8"}}));
  browser_->answer_to(browser_->push(view, "cids_will_destroy", {{"cids", Array()}}));
  EXPECT_EQ(told_.entries(),
            (Told{R"(lv:phx-V event {"type":"click","event":"change","value":{"password":"hidden"}})",
                  R"(lv:phx-V live_patch {"url":"http://h/count/8"})", R"(lv:phx-V cids_will_destroy {"cids":[]})"}));
}

TEST_F(ViewEvents, S13_12_AMessageThatCrashesAViewIsNotHandled) {
  serve_counter();
  const Joined view = open();
  telemetry_.attach<ChannelHandledIn>("handled", [&](const ChannelHandledIn& e) { told_.add(std::string(e.event)); });
  browser_->push_event(view, "throw");
  browser_->skip_to("phx_error");
  EXPECT_EQ(told_.entries(), Told{});
}

}  // namespace
}  // namespace plume::testing
