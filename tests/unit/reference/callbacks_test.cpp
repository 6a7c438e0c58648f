// The callbacks of a live view (server-api 2).
#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::Caller;
using plume::Message;
using plume::Params;
using plume::Session;
using plume::testing::eventually;
using ::testing::HasSubstr;

/// Overrides nothing.
class SilentLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>silent</p>)heex")
};

// ---------------------------------------------------------------------------------------------------------------------

class EventLive : public plume::LiveView {
 public:
  Assign<std::string> last{""};
  void handle_event(std::string_view event, const Params& params) override {
    last = std::string(event) + " " + params.json(true);
    if (event == "ask") reply({{"answer", params["question"]}});
    if (event == "reply no object") reply(7);
  }
  PLUME_HEEX(R"heex(
    <p id="last">{@last}</p>
    <button phx-click="add" phx-value-id="7">add</button>
    <form id="person" phx-change="validate">
      <input name="person[name]" value="Ada" /><input name="person[tags][]" value="a" />
    </form>
  )heex")
};

TEST(TableA, handle_event) {
  Site site;
  auto view = site.open<EventLive>();
  const auto last = view.element("#last");
  view.element("button").render_click({{"more", 1}});
  EXPECT_EQ(last.text(), R"(add {"id":"7","more":1})");
  view.form("#person", {{"person", {{"name", "Bob"}}}}).render_change({{"_target", "person[name]"}});
  EXPECT_EQ(last.text(), R"(validate {"_target":["person","name"],"person":{"name":"Bob","tags":["a"]}})");
  view.render_hook("measured", 5);
  EXPECT_EQ(last.text(), "measured 5") << "what a script sends may be any JSON";
  view.render_hook("ask", {{"question", "why"}});
  view.assert_reply({{"answer", "why"}});
  EXPECT_THROW(view.render_hook("reply no object"), std::invalid_argument);
  EXPECT_THROW(site.app.live("/page").render_click("lv:unknown"), std::exception) << "these names are reserved";
  EXPECT_THROW(Site().open<SilentLive>().render_click("go"), std::logic_error);
}

// ---------------------------------------------------------------------------------------------------------------------

struct Price {
  int cents;
};

class TickerLive : public plume::LiveView {
 public:
  Assign<std::string> seen{""};
  void mount(const Params&, const Session&) override { subscribe("prices"); }
  void handle_event(std::string_view, const Params&) override {
    send(self(), std::string("later"));
    add("first");
  }
  void handle_info(const Message& message) override {
    if (const auto* price = message.get_if<Price>()) add(std::to_string(price->cents));
    if (const auto* text = message.get_if<std::string>()) add(*text);
  }
  PLUME_HEEX(R"heex(<p id="seen">{@seen}</p>)heex")

 private:
  void add(const std::string& what) { seen = *seen + what + ";"; }
};

TEST(TableA, handle_info) {
  Site site;
  auto view = site.open<TickerLive>();
  site.endpoint.send(view.pid(), Price{5});
  site.endpoint.broadcast("prices", Price{7});
  site.endpoint.send(view.pid(), std::string("a text"));
  EXPECT_EQ(view.element("#seen").text(), "5;7;a text;");
  EXPECT_TRUE(view.render_click("go").contains("first;"));
  EXPECT_EQ(view.element("#seen").text(), "5;7;a text;first;later;") << "what it sends itself comes after the event";

  Site other;
  auto silent = other.open<SilentLive>();
  other.endpoint.send(silent.pid(), Price{5});
  EXPECT_TRUE(silent.has_element("p", "silent")) << "nobody handles it, and nothing happens";
}

// ---------------------------------------------------------------------------------------------------------------------

/// Knows the answer, at once or when it is told so.
class OracleLive : public plume::LiveView {
 public:
  Assign<int> asked{0};
  void handle_call(const Message& question, const Caller& caller) override {
    ++asked;
    const auto& what = *question.get_if<std::string>();
    if (what == "later") {
      waiting_ = caller;
      return;
    }
    if (what == "go") push_navigate("/asker");
    reply_to(caller, "answer to " + what);
  }
  void handle_cast(const Message& message) override { asked = *message.get_if<int>(); }
  void handle_event(std::string_view, const Params&) override { reply_to(*waiting_, std::string("late answer")); }
  PLUME_HEEX(R"heex(<p id="asked">{@asked}</p>)heex")

 private:
  std::optional<Caller> waiting_;
};

class AskerLive : public plume::LiveView {
 public:
  explicit AskerLive(plume::ViewId oracle) : oracle_(oracle) {}
  Assign<std::string> answer{""};
  void handle_event(std::string_view event, const Params& params) override {
    if (event == "ask")
      call(oracle_, std::string(params["what"].text()),
           [this](const Message& message) { answer = *message.get_if<std::string>(); });
    if (event == "tell") cast(oracle_, static_cast<int>(params["number"].integer_or(0)));
  }
  PLUME_HEEX(R"heex(<p id="answer">{@answer}</p>)heex")

 private:
  plume::ViewId oracle_;
};

/// A page that asks another one.
struct Dialogue : Site {
  template <class Asked>
  plume::testing::View open_both() {
    endpoint.router().live<Asked>("/asked");
    endpoint.router().live("/asker", [this] { return std::make_unique<AskerLive>(asked->pid()); });
    asked = app.live("/asked");
    return app.live("/asker");
  }
  /// Of the page that is asked, by what a message of the other page throws there.
  bool has_crashed() const {
    try {
      asked->render();
      return false;
    } catch (const std::logic_error&) {
      return true;
    }
  }
  std::optional<plume::testing::View> asked;
};

TEST(TableA, handle_call) {
  Dialogue site;
  auto asker = site.open_both<OracleLive>();
  const auto ask = [&](const char* what) { asker.render_click("ask", {{"what", what}}); };
  const auto hears = [&](const char* what) { return eventually([&] { return asker.has_element("#answer", what); }); };
  ask("all");
  EXPECT_TRUE(hears("answer to all"));
  EXPECT_TRUE(site.asked->has_element("#asked", "1")) << "it is rendered, too";
  ask("later");
  EXPECT_TRUE(eventually([&] { return site.asked->has_element("#asked", "2"); }));
  EXPECT_TRUE(hears("answer to all")) << "not answered yet";
  site.asked->render_click("answer");
  EXPECT_TRUE(hears("late answer"));
  ask("go");
  EXPECT_TRUE(hears("answer to go")) << "from a view that goes elsewhere, too";
  EXPECT_EQ(site.asked->assert_redirect(plume::testing::patience).first, "/asker");

  Dialogue other;
  other.open_both<SilentLive>().render_click("ask", {{"what", "all"}});
  EXPECT_TRUE(eventually([&] { return other.has_crashed(); })) << "where handle_call is not overridden";
}

TEST(TableA, handle_cast) {
  Dialogue site;
  auto asker = site.open_both<OracleLive>();
  asker.render_click("tell", {{"number", 42}});
  EXPECT_TRUE(eventually([&] { return site.asked->has_element("#asked", "42"); }));

  Dialogue other;
  other.open_both<SilentLive>().render_click("tell", {{"number", 42}});
  EXPECT_TRUE(eventually([&] { return other.has_crashed(); })) << "where handle_cast is not overridden";
}

// ---------------------------------------------------------------------------------------------------------------------

class UserLive : public plume::LiveView {
 public:
  Assign<std::string> seen{""};
  void mount(const Params&, const Session&) override { seen = "mount "; }
  void handle_params(const Params& params, std::string_view uri) override {
    seen = *seen + params.json(true) + " " + std::string(uri) + " ";
  }
  void handle_event(std::string_view, const Params& params) override {
    seen = "";
    push_patch(params["to"].text());
  }
  PLUME_HEEX(R"heex(<p id="seen">{@seen}</p>)heex")
};

TEST(TableA, handle_params) {
  Site site;
  site.endpoint.router().live<UserLive>("/users/:id");
  const auto loaded = site.app.get("/users/7?id=9&tab=a");
  const std::string first = R"(mount {"id":"7","tab":"a"} http://localhost/users/7?id=9&tab=a)";
  EXPECT_THAT(loaded.response.body, HasSubstr(R"(mount {&quot;id&quot;:&quot;7&quot;,&quot;tab&quot;:&quot;a&quot;} )"))
      << "path parameters win";
  auto view = site.app.live(loaded);
  const auto seen = view.element("#seen");
  EXPECT_EQ(seen.text(), first);
  view.render_click("patch", {{"to", "/users/8?x[]=1"}});
  EXPECT_EQ(seen.text(), R"({"id":"8","x":["1"]} http://localhost/users/8?x[]=1)") << "once for a patch of the view";
  view.render_patch("/users/9");
  EXPECT_THAT(seen.text(), ::testing::EndsWith(R"(x[]=1 {"id":"9"} http://localhost/users/9)")) << "and of a link";
}

class FrameLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<div>{plume::live_render<UserLive>("user")}</div>)heex")
};

class HookedLive : public plume::LiveView {
 public:
  void mount(const Params&, const Session&) override {
    attach_hook("path", plume::stage::handle_params,
                [](const Params&, std::string_view) { return plume::HookResult::cont; });
  }
  PLUME_HEEX(R"heex(<p>hooked</p>)heex")
};

TEST(TableA, handle_params__only_on_views_mounted_at_the_router) {
  Site site;
  EXPECT_THAT(problem<std::logic_error>([&] { site.open<FrameLive>(); }), HasSubstr("UserLive"));
  EXPECT_THROW(site.app.live_isolated<UserLive>(), std::logic_error);
  EXPECT_THROW(site.app.live_isolated<HookedLive>(), std::logic_error) << "nor hooks of it";
  EXPECT_TRUE(Site().open<HookedLive>().has_element("p", "hooked"));
}

}  // namespace
