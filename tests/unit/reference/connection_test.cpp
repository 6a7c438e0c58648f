// What a view knows of its connection, and sends to it (server-api 11).
#include "support/app_site.h"

namespace {

using plume::Assign;
using plume::Params;
using plume::Session;
using plume::Value;
using ::testing::HasSubstr;

/// Shows what `ask` finds out in mount, in the first handle_params and render, and later.
class AskingLive : public plume::LiveView {
 public:
  using Ask = std::function<std::string(AskingLive&)>;
  explicit AskingLive(Ask ask) : ask_(std::move(ask)) {}
  Assign<std::string> mounted{""}, later{""};
  void mount(const Params&, const Session&) override { mounted = ask_(*this); }
  void handle_event(std::string_view, const Params&) override { later = ask_(*this); }
  PLUME_HEEX(R"heex(<p id="mounted">{@mounted}</p><p id="later">{@later}</p>)heex")

 private:
  Ask ask_;
};

struct Asking : Site {
  explicit Asking(AskingLive::Ask ask) {
    endpoint.router().live("/page", [ask] { return std::make_unique<AskingLive>(ask); });
  }
  /// What the request found out.
  std::string dead() {
    const std::string body = app.get("/page").response.body, mark = R"(<p id="mounted">)";
    const auto begin = body.find(mark) + mark.size();
    return body.substr(begin, body.find("</p>", begin) - begin);
  }
  std::string live() { return app.live("/page").element("#mounted").text(); }
  /// What an event found out, or the error that it ended the view with.
  std::string later() {
    auto view = app.live("/page");
    try {
      view.render_click("ask");
      return view.element("#later").text();
    } catch (const std::logic_error& error) {
      return error.what();
    }
  }
};

TEST(TableA, connected) {
  Asking site([](AskingLive& view) { return view.connected() ? "yes" : "no"; });
  EXPECT_EQ(site.dead(), "no");
  EXPECT_EQ(site.live(), "yes");
  EXPECT_EQ(site.later(), "yes");
}

TEST(TableA, get_connect_params) {
  Asking site([](AskingLive& view) {
    return view.connect_params().is_null() ? "null" : std::string(view.connect_params()["locale"].text());
  });
  site.app.put_connect_params({{"locale", "de"}});
  EXPECT_EQ(site.dead(), "null");
  EXPECT_EQ(site.live(), "de");
  EXPECT_THAT(site.later(), HasSubstr("connect_params() can be asked in mount")) << "no longer";
}

TEST(TableA, get_connect_params___csrf_token) {
  Asking site([](AskingLive& view) { return std::string(view.connect_params()["_csrf_token"].text()); });
  const std::string token = site.live();
  EXPECT_EQ(token.size(), 56u) << token;
  site.endpoint.router().post("/order", [](const plume::Request&) { return plume::Response::text("ordered"); });
  EXPECT_EQ(site.app.post("/order", {{"_csrf_token", token}}).response.body, "ordered") << "one of the session";
}

TEST(TableA, get_connect_params___mounts) {
  Asking site([](AskingLive& view) { return view.connect_params()["_mounts"].json(); });
  EXPECT_EQ(site.dead(), "null");
  EXPECT_EQ(site.live(), "0") << "the first mount of a page";
  EXPECT_EQ(site.app.live("/page").live_redirect("/page").element("#mounted").text(), "0") << "of another page";
}

TEST(TableA, get_connect_params___track_static) {
  Asking site([](AskingLive& view) { return view.connect_params()["_track_static"].json(); });
  const Value tracked = Value::array({"http://localhost/app.js"});
  site.app.put_connect_params({{"_track_static", tracked}});
  EXPECT_EQ(site.live(), tracked.json());
}

TEST(TableA, get_connect_params___live_referer) {
  Asking site([](AskingLive& view) { return std::string(view.connect_params()["_live_referer"].text_or("none")); });
  auto view = site.app.live("/page?from=here");
  EXPECT_EQ(view.element("#mounted").text(), "none") << "a page that was loaded";
  EXPECT_EQ(view.live_redirect("/page").element("#mounted").text(), "http://localhost/page?from=here");
}

TEST(TableA, get_connect_info) {
  Asking site([](AskingLive& view) { return view.connect_info().user_agent; });
  site.app.put_req_header("user-agent", "Browser/1");
  EXPECT_EQ(site.dead(), "Browser/1");
  EXPECT_EQ(site.live(), "Browser/1");
  EXPECT_THAT(site.later(), HasSubstr("connect_info() can be asked in mount"));
}

TEST(TableA, get_connect_info__keys) {
  Asking site([](AskingLive& view) {
    const plume::ConnectInfo& info = view.connect_info();
    std::string text = info.peer_data.address + "|" + info.user_agent + "|" + info.uri;
    for (const auto& [name, value] : info.x_headers) text += "|" + name + "=" + value;
    for (const auto& [name, value] : info.trace_context_headers) text += "|" + name + "=" + value;
    return text;
  });
  site.app.put_req_header("user-agent", "Browser/1");
  site.app.put_req_header("X-Forwarded-For", "198.51.100.7");
  site.app.put_req_header("accept-language", "de");
  site.app.put_req_header("traceparent", "00-1-2-01");
  EXPECT_EQ(site.dead(),
            "127.0.0.1|Browser/1|http://localhost/page|x-forwarded-for=198.51.100.7|traceparent=00-1-2-01");
  EXPECT_THAT(site.live(), ::testing::AllOf(HasSubstr("127.0.0.1|Browser/1|http://localhost/live/websocket"),
                                            HasSubstr("|x-forwarded-for=198.51.100.7|traceparent=00-1-2-01")));
}

TEST(TableA, static_changed) {
  Asking site([](AskingLive& view) { return view.static_changed() ? "changed" : "same"; });
  const auto tracking = [&](const char* url) {
    site.app.put_connect_params({{"_track_static", Value::array({url})}});
    return site.live();
  };
  const std::string page = site.app.get("/page").response.body;
  const auto begin = page.find("src=\"") + 5;
  const std::string client = page.substr(begin, page.find('"', begin) - begin);
  EXPECT_EQ(tracking(("http://localhost" + client).c_str()), "same") << client;
  EXPECT_EQ(tracking("http://localhost/assets/of-before-the-update.js"), "changed");
  EXPECT_EQ(site.dead(), "same") << "a request knows nothing of the page";
  EXPECT_THAT(site.later(), HasSubstr("static_changed() can be asked in mount"));
}

TEST(TableA, transport_pid) {
  std::vector<plume::TransportHandle> transports;
  Asking site([&](AskingLive& view) {
    if (view.connected()) transports.push_back(view.transport());
    return "";
  });
  auto one = site.app.live("/page"), other = site.app.live("/page");
  one.render_click("ask");
  one = one.live_redirect("/page");
  ASSERT_EQ(transports.size(), 4u);
  EXPECT_EQ(transports[0], transports[2]);
  EXPECT_EQ(transports[0], transports[3]) << "live navigation keeps the connection";
  EXPECT_NE(transports[0], transports[1]);
  EXPECT_EQ(transports[0].kind, plume::TransportHandle::Kind::websocket);
  Asking dead([](AskingLive& view) { return std::to_string(view.transport().id); });
  EXPECT_THROW(dead.app.get("/page"), std::invalid_argument) << "where there is none";
}

TEST(TableA, put_private) {
  Asking site([](AskingLive& view) {
    const Value seen = view.get_private("shop_visits");
    view.put_private("shop_visits", seen.integer_or(0) + 1);
    return seen.json();
  });
  auto view = site.app.live("/page");
  EXPECT_EQ(view.element("#mounted").text(), "null") << "not that of the request";
  view.render_click("ask");
  EXPECT_EQ(view.element("#later").text(), "1");
  for (const char* key : {"connect_params", "connect_info", "assign_new", "live_async", "live_layout", "live_temp",
                          "lifecycle", "render_with", "root_view"}) {
    Asking reserved([key](AskingLive& live) {
      live.put_private(key, 1);
      return "";
    });
    EXPECT_THROW(reserved.app.get("/page"), std::invalid_argument) << key;
  }
}

// ---------------------------------------------------------------------------------------------------------------------

class Bell : public plume::LiveComponent {
 public:
  void handle_event(std::string_view, const Params&) override { push_event("rang", {{"bell", *id}}); }
  PLUME_HEEX(R"heex(<button id="bell" phx-click="ring" phx-target={@myself}>ring</button>)heex")
};

class PushingLive : public plume::LiveView {
 public:
  void mount(const Params&, const Session&) override { push_event("mounted", {{"connected", connected()}}); }
  void handle_event(std::string_view, const Params&) override {
    push_event("saved", {{"id", 7}, {"at", "now"}});
    push_event("closed");
  }
  PLUME_HEEX(R"heex(<.live_component module={Bell} id="bell" />)heex")
};

TEST(TableA, push_event) {
  Site site;
  auto view = site.open<PushingLive>();
  view.assert_push_event("mounted", {{"connected", true}});
  view.refute_push_event("mounted", {}, std::chrono::milliseconds(0));  // that of the request is dropped
  view.render_click("save");
  EXPECT_EQ(view.assert_push_event("saved", {{"id", 7}}), (Value{{"id", 7}, {"at", "now"}}));
  EXPECT_EQ(view.assert_push_event("closed"), Value::object());
  view.element("#bell").render_click();
  view.assert_push_event("rang", {{"bell", "bell"}});
}

}  // namespace
