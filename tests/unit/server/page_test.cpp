// Ordinary pages that a handler renders, and live views in them (server-api 4.7.1).
#include "plume/page.h"

#include <gtest/gtest.h>

#include "plume/live_render.h"
#include "plume/plugs.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

/// Shows what it is mounted with, and its events: `<main>{@text}</main>`.
class ClockPage : public LiveView {
 public:
  void mount(const Params& params, const Session& session) override {
    assign_new("zone", zone, [] { return std::string("UTC"); });
    if (session["go"].is_string()) return push_navigate(session["go"].text());
    text =
        params.json() + " " + session["city"].json() + " " + *zone + " " + std::string((*flash)["info"].value_or(""));
  }
  void handle_event(std::string_view event, const Params&) override { text = std::string(event); }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    const Frame frame(r);
    Node node(r, site);
    if (node.dynamic(0, frame.changed(text))) node.text(0, *text);
    node.end();
  }
  Assign<std::string> text{""}, zone;
};

/// `<h1>Here</h1>{@view}`
struct page {
  std::optional<NestedView> view{};
  void render(Render& r) const {
    static constexpr std::string_view statics[] = {"<h1>Here</h1>", ""};
    static constexpr Template site{statics, "", 1, false};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, view);
    node.end();
  }
};

/// A live page with another view in it: `{@nested}`.
class AroundPage : public LiveView {
 public:
  explicit AroundPage(NestedView view) : nested(std::move(view)) {}
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"", ""};
    static constexpr Template site{statics, R"(["",""])", 1, false};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, nested);
    node.end();
  }
  NestedView nested;
};

/// A view whose nested view goes elsewhere.
class AroundGoingPage : public AroundPage {
 public:
  AroundGoingPage() : AroundPage(live_render<ClockPage>("inner", {.session = {{"go", "/to"}}})) {}
};

struct NamedLayout : RootLayout {
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<html>", "|", "|", "|", "</html>"};
    static constexpr Template site{statics, "", 4, false};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, page_title);
    if (node.dynamic(1, Change::unknown)) node.text(1, flash["info"]);
    if (node.dynamic(2, Change::unknown)) node.text(2, std::string(view ? "live" : "ordinary") + live_module);
    if (node.dynamic(3, Change::unknown)) node.text(3, inner_content);
    node.end();
  }
};

struct PageTest : ::testing::Test {
  PageTest() {
    Router& router = site.router();
    const auto serve = [&router](const char* path, auto view) {
      router.get(path, [view](Request& request) { return render(request, page{view()}, {.title = "Clock"}); });
    };
    router.pipeline("zoned", {[](Request& request, const Handler& next) {
                      request.assign("zone", std::string("CET"));
                      request.flash.put("info", "hello");
                      return next(request);
                    }});
    router.pipeline("named", {put_root_layout([] { return std::make_unique<NamedLayout>(); })});
    serve("/clock", [] {
      return live_render<ClockPage>(
          {.session = {{"city", "Oslo"}}, .container = Container{"section", {{"class", "c"}}}});
    });
    serve("/named", [] { return live_render<ClockPage>("the \"clock\""); });
    serve("/sticky", [] { return live_render<ClockPage>({.sticky = true}); });
    serve("/going", [] { return live_render<ClockPage>({.session = {{"go", "/to"}}}); });
    serve("/inner-going", [] { return live_render<AroundGoingPage>(); });
    router.get("/gone", [](Request& request) { return render(request, page(), {.title = "Gone", .status = 410}); });
    router.scope("/", {.pipe_through = {"zoned", "named"}}, [](Scope& zoned) {
      zoned.get("/zoned", [](Request& request) { return render(request, page{live_render<ClockPage>()}); });
    });
    router.live("/around", [] { return std::make_unique<AroundPage>(live_render<ClockPage>()); });
  }
  std::string body(const std::string& path) { return TcpClient(site.port()).get(path).body; }
  Site site;
};

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(PageTest, AHandlerRendersAPageInTheDocumentOfLivePages) {
  const Response response = TcpClient(site.port()).get("/gone");
  EXPECT_EQ(response.status, 410);
  EXPECT_TRUE(response.body.starts_with("<!DOCTYPE html>")) << response.body;
  EXPECT_TRUE(holds(response.body, "<title>Gone</title>")) << response.body;
  EXPECT_TRUE(holds(response.body, "name=\"csrf-token\" content=\"")) << response.body;
  EXPECT_TRUE(holds(response.body, "<body><h1>Here</h1></body>")) << response.body;
  Request nowhere;
  EXPECT_THROW(render(nowhere, page()), std::logic_error) << "no endpoint serves it";
}

TEST_F(PageTest, S4_7_1_AViewInItIsARootOfItsOwn) {
  const std::string html = body("/clock");
  EXPECT_TRUE(holds(html, "<h1>Here</h1><section id=\"phx-")) << html;
  EXPECT_TRUE(holds(html, " class=\"c\"><main>null &quot;Oslo&quot; UTC </main></section>")) << html;
  EXPECT_FALSE(holds(html, "data-phx-main")) << html;
  EXPECT_FALSE(holds(html, "data-phx-parent-id")) << html;
  EXPECT_FALSE(holds(html, "data-phx-session=\"\"")) << html;
  const auto id_of = [](const std::string& text) { return text.substr(text.find("id=\"phx-"), 24); };
  EXPECT_NE(id_of(html), id_of(body("/clock"))) << "ids are random";
  EXPECT_TRUE(holds(body("/named"), "<div id=\"the &quot;clock&quot;\" data-phx-session=")) << body("/named");
  EXPECT_TRUE(holds(body("/sticky"), " data-phx-sticky data-phx-session=")) << body("/sticky");
}

TEST_F(PageTest, S4_7_1_TheClientJoinsIt) {
  for (const char* path : {"/clock", "/sticky"}) {
    Visitor visitor(site.port(), path);
    ASSERT_TRUE(visitor.view.ok()) << path << visitor.view.reply.json();
    EXPECT_TRUE(visitor.view.response()["rendered"]["0"].text().starts_with("null ")) << visitor.view.reply.json();
    EXPECT_EQ(visitor.event("tick"), (Value{{"0", "tick"}})) << path;
  }
}

TEST_F(PageTest, S4_7_4_ItGetsWhatPlugsLeft) {
  const std::string html = body("/zoned");
  EXPECT_TRUE(html.starts_with("<html>|hello|ordinary|<h1>")) << html;
  EXPECT_TRUE(holds(html, "<main>null null CET hello</main>")) << html;
}

TEST_F(PageTest, S4_7_1_ItCannotGoElsewhereWhileThePageIsRendered) {
  EXPECT_EQ(TcpClient(site.port()).get("/going").status, 500);
  EXPECT_TRUE(site.logged("ClockPage cannot go to /to while the page that it stands in is rendered"));
  EXPECT_EQ(TcpClient(site.port()).get("/inner-going").status, 500);
  EXPECT_TRUE(site.logged("AroundGoingPage cannot go to /to")) << "nor can a view within it";
}

TEST_F(PageTest, S1_4_AFailedJoinIsShownByThePageThatIsLoadedThen) {
  const std::string reloads = "\r\nCookie: __phoenix_reload_status__=x";
  const auto status = [&](const std::string& path) {
    return TcpClient(site.port()).request("GET " + path + " HTTP/1.1\r\nHost: localhost" + reloads).status;
  };
  EXPECT_EQ(status("/clock"), 500);
  EXPECT_EQ(status("/gone"), 410) << "it has no view that could have been joined";
}

TEST_F(PageTest, S4_7_2_InThePageOfALiveViewItNeedsAnId) {
  EXPECT_EQ(TcpClient(site.port()).get("/around").status, 500);
  EXPECT_TRUE(site.logged("ClockPage needs an id that is unique in the page"));
}

}  // namespace
}  // namespace plume::testing
