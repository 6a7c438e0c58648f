// Flash (server-api 6).
#include "support/app_site.h"

namespace {

using plume::Params;
using plume::testing::Redirect;
using plume::testing::View;

class Note : public plume::LiveComponent {
 public:
  void handle_event(std::string_view event, const Params& params) override {
    if (event == "note") put_flash("info", "of the note");
    if (event == "leave") {
      put_flash("info", "of the note");
      push_navigate(params["to"].text());
    }
  }
  PLUME_HEEX(
      R"heex(<div id="note"><b>{@flash["info"]}</b><button id="dismiss" phx-click="lv:clear-flash" phx-target={@myself}>x</button></div>)heex")
};

class FlashLive : public plume::LiveView {
 public:
  void handle_params(const Params&, std::string_view) override {}
  void handle_event(std::string_view event, const Params& params) override {
    if (event == "put") put_flash(params["kind"].text(), params["message"].text());
    if (event == "clear") clear_flash();
    if (event == "clear one") clear_flash(params["kind"].text());
    if (event == "patch") push_patch("/flash?patched");
    if (event == "put and go") {
      put_flash("info", "going");
      const auto how = params["how"].text();
      if (how == "patch") push_patch("/flash?patched");
      if (how == "navigate") push_navigate("/flash");
      if (how == "redirect") redirect("/flash");
    }
  }
  PLUME_HEEX(R"heex(
    <p id="info">{@flash["info"]}</p><p id="error">{@flash["error"]}</p>
    <button id="all" phx-click="lv:clear-flash">x</button>
    <button id="one" phx-click="lv:clear-flash" phx-value-key="info">x</button>
    <.live_component module={Note} id="note" />
  )heex")
};

struct Flashes : Site {
  Flashes() {
    endpoint.router().live<FlashLive>("/flash");
    endpoint.router().get("/saved", [](const plume::Request&) {
      auto response = plume::Response::redirect("/flash");
      response.flash.put("info", "saved");
      return response;
    });
  }
  View with(const char* info, const char* error) {
    auto view = app.live("/flash");
    view.render_click("put", {{"kind", "info"}, {"message", info}});
    view.render_click("put", {{"kind", "error"}, {"message", error}});
    return view;
  }
};

std::string shown(const View& view) { return view.element("#info").text() + "|" + view.element("#error").text(); }

TEST(TableA, put_flash) {
  Flashes site;
  auto view = site.with("hello", "no");
  EXPECT_EQ(shown(view), "hello|no");
  view.render_click("put", {{"kind", "info"}, {"message", "again"}});
  EXPECT_EQ(shown(view), "again|no");
  view.render_click("other");
  EXPECT_EQ(shown(view), "again|no") << "stays";
  view.render_click("put and go", {{"how", "patch"}});
  EXPECT_EQ(shown(view), "going|") << "a patch keeps what was put with it";
  view.render_patch("/flash?link");
  EXPECT_EQ(shown(view), "|") << "and a link nothing";
  for (const char* how : {"navigate", "redirect"}) {
    const auto gone = site.with("left behind", "too").render_click("put and go", {{"how", how}});
    EXPECT_EQ(gone.redirect()->flash.size(), 1u) << "what was put in the same callback";
    EXPECT_EQ(shown(site.app.follow_redirect(gone, "/flash")), "going|") << how;
    EXPECT_EQ(shown(site.app.live("/flash")), "|") << "once";
  }
  EXPECT_EQ(std::get<Redirect>(site.app.try_live("/saved")).flash["info"], "saved");
  EXPECT_EQ(shown(site.app.live("/flash")), "saved|") << "of an ordinary handler, in the session";

  auto other = site.with("of the view", "");
  other.with_target("#note").render_click("note");
  EXPECT_EQ(other.element("#note b").text() + " " + shown(other), "of the note of the view|")
      << "components have their own";
  other.element("#dismiss").render_click();
  EXPECT_EQ(other.element("#note b").text() + shown(other), "of the view|");
  const auto left = other.with_target("#note").render_click("leave", {{"to", "/flash"}});
  EXPECT_EQ(shown(site.app.follow_redirect(left)), "of the note|") << "which goes along when a component navigates";
}

TEST(TableA, clear_flash) {
  Flashes site;
  auto view = site.with("hello", "no");
  view.render_click("clear");
  EXPECT_EQ(shown(view), "|");
  view = site.with("hello", "no");
  view.element("#all").render_click();
  EXPECT_EQ(shown(view), "|");
  view.render_click("clear");
  EXPECT_EQ(shown(view), "|") << "nothing to clear";
}

TEST(TableA, clear_flash__key) {
  Flashes site;
  auto view = site.with("hello", "no");
  view.render_click("clear one", {{"kind", "error"}});
  EXPECT_EQ(shown(view), "hello|");
  view.render_click("clear one", {{"kind", "error"}});
  EXPECT_EQ(shown(view), "hello|") << "nothing to clear";
  view = site.with("hello", "no");
  view.element("#one").render_click();
  EXPECT_EQ(shown(view), "|no");
}

}  // namespace
