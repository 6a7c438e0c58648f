// The life of a view, from mount to terminate, and what it renders (server-api 1, 2.1).
#include "support/app_site.h"
#include "unit/reference/collocated_live.h"

namespace {

using plume::Assign;
using plume::HookResult;
using plume::Params;
using plume::Session;
using plume::testing::Redirect;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Steps = std::vector<std::string>;

// ---------------------------------------------------------------------------------------------------------------------

class StagesLive : public plume::LiveView {
 public:
  explicit StagesLive(Steps& steps) : steps_(steps) {}
  static plume::ViewOptions view_options() {
    return {.on_mount = {plume::on_mount<StagesLive>([](StagesLive& view, const Params&, const Session&) {
              view.note("on_mount");
              view.attach_hook("render", plume::stage::after_render, [&view] { view.note("after_render"); });
              return HookResult::cont;
            })}};
  }
  Assign<int> n{0}, twice{0};
  void mount(const Params&, const Session&) override { note("mount"); }
  void handle_params(const Params&, std::string_view) override { note("handle_params"); }
  void handle_event(std::string_view event, const Params&) override {
    note(std::string(event));
    if (event == "crash") throw std::domain_error("a mistake");
    ++n;
    twice = 2 * *n;
  }
  std::string_view rendering() const {
    note("render");
    return "";
  }
  PLUME_HEEX(R"heex(<p id="n">{@n} {@twice}{@rendering()}</p>)heex")

 private:
  void note(const std::string& step) const { steps_.push_back((connected() ? "live " : "dead ") + step); }
  Steps& steps_;
};

TEST(TableA, life_cycle) {
  Steps steps;
  Site site;
  site.endpoint.router().live("/", [&] { return std::make_unique<StagesLive>(steps); });
  const auto loaded = site.app.get("/");
  EXPECT_THAT(steps, ElementsAre("dead on_mount", "dead mount", "dead handle_params", "dead render"));
  EXPECT_THAT(loaded.response.body, HasSubstr(R"(<p id="n">0 0</p>)")) << "the page is complete without a connection";
  steps.clear();
  auto view = site.app.live(loaded), other = site.app.live(loaded);
  steps.clear();
  other.render_click("go");
  EXPECT_THAT(steps, ElementsAre("live go", "live render", "live after_render")) << "one render for all that changed";
  EXPECT_EQ(other.element("#n").text(), "1 2");
  EXPECT_EQ(view.element("#n").text(), "0 0") << "each page has its own";
  EXPECT_THROW(view.render_click("crash"), std::domain_error);
  other.render_click("go");
  EXPECT_EQ(other.element("#n").text(), "2 4") << "a crash ends that view alone";
  steps.clear();
  EXPECT_EQ(site.app.live(loaded).element("#n").text(), "0 0") << "it begins anew when it is joined again";
  EXPECT_THAT(steps,
              ElementsAre("live on_mount", "live mount", "live handle_params", "live render", "live after_render"));
}

// ---------------------------------------------------------------------------------------------------------------------

/// Shows what it was mounted with.
class MountLive : public plume::LiveView {
 public:
  Assign<std::string> seen{""};
  void mount(const Params& params, const Session& session) override {
    const auto how = params["how"].text();
    if (how == "patch") push_patch("/users/1");
    if (how == "navigate") push_navigate("/elsewhere");
    if (how == "redirect" && connected()) redirect("/elsewhere");
    if (how == "throw") throw std::domain_error("in mount");
    seen = params.json(true) + " " + session.json(true);
  }
  PLUME_HEEX(R"heex(<p id="seen">{@seen}</p>)heex")
};

struct Mounted : Site {
  Mounted() {
    endpoint.router().live_session("users", {.session = {{"team", "of the session"}, {"role", "admin"}}},
                                   [](plume::Scope& pages) { pages.live<MountLive>("/users/:id"); });
  }
  std::string seen(std::string_view path) { return app.live(path).element("#seen").text(); }
};

TEST(TableA, mount) {
  Mounted site;
  site.app.put_session("user", "Ada").put_session("team", "of the cookie");
  const std::string shown = R"({"id":"7","tab":"a"} {"role":"admin","team":"of the session","user":"Ada"})";
  const auto loaded = site.app.get("/users/7?id=9&tab=a");
  EXPECT_THAT(loaded.response.body, HasSubstr("&quot;role&quot;:&quot;admin&quot;")) << "for the request";
  EXPECT_EQ(site.app.live(loaded).element("#seen").text(), shown) << "and once more when it is connected";
  EXPECT_EQ(std::get<Redirect>(site.app.try_live("/users/7?how=navigate")).to, "/elsewhere");
  EXPECT_EQ(std::get<Redirect>(site.app.try_live("/users/7?how=redirect")).to, "/elsewhere");
  EXPECT_THROW(site.app.live("/users/7?how=patch"), std::logic_error) << "nothing is there to be patched";
  EXPECT_THROW(site.app.live("/users/7?how=throw"), std::domain_error);
}

class AroundLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex({plume::live_render<MountLive>("inner", {.session = {{"of", "the page"}}})})heex")
};

TEST(TableA, mount__not_mounted_at_router) {
  Site site;
  auto inner = site.open<AroundLive>().find_live_child("inner");
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->element("#seen").text(), R"(null {"of":"the page"})");
  EXPECT_EQ(site.app.live_isolated<MountLive>().element("#seen").text(), "null {}");
  site.endpoint.router().live<MountLive>("/mounted");
  EXPECT_EQ(site.app.live("/mounted").element("#seen").text(), "{} {}") << "to be told from no parameters";
}

TEST(TableA, unsigned_params) {
  Mounted site;
  EXPECT_THAT(site.seen("/users/7?a[b]=1&a[c][]=x&a[c][]=y&%C3%A4=%26"),
              ::testing::StartsWith(R"({"a":{"b":"1","c":["x","y"]},"id":"7","ä":"&"})"));
  EXPECT_EQ(site.app.get("/users/7?a=%zz").response.status, 400) << "malformed";
  const Params params = plume::Value{{"n", "12"}, {"list", plume::Value::array({1})}};
  EXPECT_TRUE(params["missing"]["deeper"].is_null()) << "no sender can make reading it fail";
  EXPECT_EQ(params["n"].integer(), 12);
  EXPECT_EQ(params["list"].text(), "");
  EXPECT_EQ(params["list"].integer(), std::nullopt);
}

// ---------------------------------------------------------------------------------------------------------------------

class LinesLive : public plume::LiveView {
 public:
  Assign<std::string> line{"first"};
  Assign<int> n{0}, held{-1};
  void mount(const Params&, const Session&) override { temporary_assign(line, ""); }
  void handle_event(std::string_view event, const Params& params) override {
    held = static_cast<int>(line->size());
    if (event == "count") ++n;
    if (event == "line") line = params["line"].text();
  }
  PLUME_HEEX(R"heex(<p id="line">{@line}</p><p id="n">{@n} {@held}</p>)heex")
};

TEST(TableA, mount__temporary_assigns) {
  Site site;
  auto view = site.open<LinesLive>();
  const auto line = view.element("#line"), n = view.element("#n");
  EXPECT_EQ(line.text(), "first");
  view.render_click("count");
  EXPECT_EQ(n.text(), "1 0") << "it was reset after the render";
  EXPECT_EQ(line.text(), "first") << "and the page still shows it";
  view.render_click("line", {{"line", ""}});
  EXPECT_EQ(line.text(), "first") << "assigned what it was reset to";
  view.render_click("line", {{"line", "second"}});
  EXPECT_EQ(line.text(), "second");
  view.render_click("count");
  EXPECT_EQ(n.text(), "2 0");
}

// ---------------------------------------------------------------------------------------------------------------------

struct WideLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<header>wide {@flash["info"]}</header>{@inner_content})heex")
};
struct NarrowLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<header>narrow</header>{@inner_content})heex")
};
struct MountLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<header>of the mount</header>{@inner_content})heex")
};

class FramedLive : public plume::LiveView {
 public:
  static plume::ViewOptions view_options() { return {.layout = plume::layout<WideLayout>}; }
  void mount(const Params& params, const Session&) override {
    if (params["layout"].text() == "mount") set_layout(plume::layout<MountLayout>);
    if (params["layout"].text() == "none") set_layout(plume::no_layout);
  }
  void handle_event(std::string_view, const Params&) override { set_layout(plume::no_layout); }
  PLUME_HEEX(R"heex(<p>content</p>)heex")
};

TEST(TableA, mount__layout) {
  Site site;
  site.endpoint.router().live<FramedLive>("/wide");
  site.endpoint.router().live_session("narrow", {.layout = plume::layout<NarrowLayout>},
                                      [](plume::Scope& pages) { pages.live<FramedLive>("/narrow"); });
  const auto header = [&](const char* path) {
    auto view = site.app.live(path);
    return view.has_element("header") ? view.element("header").text() : "none";
  };
  EXPECT_EQ(header("/wide"), "wide");
  EXPECT_EQ(header("/narrow"), "narrow") << "the live_session's in place of the class's";
  EXPECT_EQ(header("/narrow?layout=mount"), "of the mount") << "the mount's in place of both";
  EXPECT_EQ(header("/wide?layout=none"), "none");
  EXPECT_THAT(site.app.get("/narrow?layout=mount").response.body, HasSubstr("<header>of the mount</header>"));
  EXPECT_THROW(site.app.live("/wide").render_click("go"), std::logic_error) << "later is too late";
}

// ---------------------------------------------------------------------------------------------------------------------

TEST(TableA, template_collocation) {
  Site site;
  auto view = site.open<CollocatedLive>();
  EXPECT_EQ(view.element("#n").text(), "0");
  view.render_click("count");
  EXPECT_EQ(view.element("#n").text(), "1");
}

class BaseLive : public plume::LiveView {
 public:
  Assign<std::string> text{"<b> & \"quoted\""};
  Assign<int> n{0};
  void handle_event(std::string_view, const Params&) override { ++n; }
  PLUME_HEEX(R"heex(<p id="text" title={@text}>{@text} {@n}</p>)heex")
};
class HeirLive : public BaseLive {};
class OwnLive : public BaseLive {
 public:
  PLUME_HEEX(R"heex(<p id="own">{@n}</p>)heex")
};

TEST(TableA, render) {
  Site site;
  site.endpoint.router().live<HeirLive>("/heir");
  site.endpoint.router().live<OwnLive>("/own");
  auto view = site.open<BaseLive>();
  EXPECT_THAT(
      site.app.get("/page").response.body,
      HasSubstr(R"(<p id="text" title="&lt;b&gt; &amp; &quot;quoted&quot;">&lt;b&gt; &amp; &quot;quoted&quot; 0</p>)"))
      << "values are escaped";
  view.render_click("count");
  EXPECT_EQ(view.element("#text").text(), "<b> & \"quoted\" 1");
  EXPECT_TRUE(site.app.live("/heir").has_element("#text")) << "templates are inherited";
  auto own = site.app.live("/own");
  own.render_click("count");
  EXPECT_EQ(own.element("#own").text(), "1") << "a class's own template in place of the one it inherits";
}

struct sketch {
  const Assign<int>& n;
  PLUME_HEEX(R"heex(<p id="sketch">sketch {@n}</p>)heex")
};
struct two_elements {
  PLUME_HEEX(R"heex(<i></i><i></i>)heex")
};

class Chart : public plume::LiveComponent {
 public:
  Assign<int> n{3};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "sketch") render_with(sketch{n});
    if (event == "two") render_with(two_elements{});
  }
  PLUME_HEEX(R"heex(<p id="chart">chart {@n}</p>)heex")
};

class ReportLive : public plume::LiveView {
 public:
  Assign<int> n{0};
  void mount(const Params&, const Session&) override {
    if (!connected()) render_with(sketch{n});
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "count") ++n;
    if (event == "sketch") render_with(sketch{n});
    if (event == "own") render_with(nullptr);
  }
  PLUME_HEEX(R"heex(<p id="report">report {@n}</p><.live_component module={Chart} id="chart" />)heex")
};

TEST(TableA, render_with) {
  Site site;
  auto view = site.open<ReportLive>();
  EXPECT_THAT(site.app.get("/page").response.body, AllOf(HasSubstr("sketch 0"), Not(HasSubstr("report"))));
  EXPECT_EQ(view.element("#report").text(), "report 0");
  view.with_target("#chart").render_click("sketch");
  EXPECT_EQ(view.element("#sketch").text(), "sketch 3") << "of a component";
  view.render_click("sketch");
  view.render_click("count");
  EXPECT_EQ(view.element("#sketch").text(), "sketch 1") << "it follows the assigns";
  view.render_click("own");
  EXPECT_EQ(view.element("#report").text(), "report 1");
  EXPECT_THROW(site.app.live("/page").with_target("#chart").render_click("two"), std::invalid_argument)
      << "a component renders one element";
}

// ---------------------------------------------------------------------------------------------------------------------

class EndingLive : public plume::LiveView {
 public:
  explicit EndingLive(Steps& reasons) : reasons_(reasons) {}
  void mount(const Params& params, const Session&) override {
    if (connected() && params.contains("away")) redirect("/other");
    if (connected() && params.contains("broken")) throw std::domain_error("in mount");
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "redirect") redirect("/other");
    if (event == "navigate") push_navigate("/other");
    if (event == "crash") throw std::domain_error("a mistake");
  }
  void terminate(std::string_view reason) override { reasons_.emplace_back(reason); }
  PLUME_HEEX(R"heex(<p>here</p>)heex")

 private:
  Steps& reasons_;
};

class OtherLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>other</p>)heex")
};

TEST(TableA, terminate) {
  Steps reasons;
  Site site;
  site.endpoint.router().live("/", [&] { return std::make_unique<EndingLive>(reasons); });
  site.endpoint.router().live<OtherLive>("/other");
  // Of one page, which is closed at the end.
  const auto after = [&](const std::function<void(plume::testing::View&)>& act) {
    reasons.clear();
    {
      auto view = site.app.live("/");
      act(view);
    }
    return reasons;
  };
  EXPECT_THAT(after([](auto&) {}), ElementsAre("closed")) << "and nothing of the request";
  EXPECT_THAT(after([](auto& view) { view.render_click("redirect"); }), ElementsAre("redirect"));
  EXPECT_THAT(after([](auto& view) { view.render_click("navigate"); }), ElementsAre("live_redirect"));
  EXPECT_THAT(after([](auto& view) { view.live_redirect("/other"); }), ElementsAre("left"));
  EXPECT_THAT(after([](auto& view) { EXPECT_THROW(view.render_click("crash"), std::domain_error); }),
              ElementsAre(HasSubstr("a mistake")));
  reasons.clear();
  EXPECT_THROW(site.app.live("/?broken"), std::domain_error);
  EXPECT_THAT(reasons, ElementsAre()) << "mount threw";
  site.app.try_live("/?away");
  EXPECT_THAT(reasons, ElementsAre("shutdown")) << "mount went elsewhere";
}

}  // namespace
