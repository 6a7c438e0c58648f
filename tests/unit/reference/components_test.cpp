// Live components from outside (server-api 10.2).
#include <optional>
#include <thread>

#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::Params;
using plume::testing::eventually;

class Gauge : public plume::LiveComponent {
 public:
  Assign<std::string> title;
  Assign<int> value{0};
  Assign<int> updates{0};
  void update() override { ++updates; }
  void handle_event(std::string_view, const Params&) override {
    send_update<Gauge>(myself, [](Gauge& gauge) { gauge.value = 77; });
  }
  PLUME_HEEX(R"heex(<p id={@id}>{@title} {@value} updates {@updates}</p>)heex")
};

class Other : public plume::LiveComponent {
 public:
  PLUME_HEEX(R"heex(<p id="other">other</p>)heex")
};

/// Shows how often its own template was rendered.
class PanelLive : public plume::LiveView {
 public:
  int renders() const { return ++renders_; }
  void handle_event(std::string_view event, const Params& params) override {
    const std::string id(params["id"].text_or("left"));
    const auto set = [value = static_cast<int>(params["value"].integer_or(0))](Gauge& gauge) { gauge.value = value; };
    if (event == "set") send_update<Gauge>(id, set);
    if (event == "set later") timer_ = send_update_after<Gauge>(id, set, std::chrono::milliseconds(1));
    if (event == "set much later") timer_ = send_update_after<Gauge>(id, set, std::chrono::hours(1));
    if (event == "set then cancel") {
      timer_ = send_update_after<Gauge>(id, set, std::chrono::milliseconds(0));
      timer_.cancel();
    }
    if (event == "break") send_update<Gauge>("left", [](Gauge&) { throw std::domain_error("of the change"); });
    if (event == "no id") send_update<Gauge>(std::optional<std::string>(), set);
  }
  void handle_info(const plume::Message& message) override {
    send_update<Gauge>(*message.get_if<plume::ViewId>(), "left", [](Gauge& gauge) { gauge.value = 99; });
  }
  PLUME_HEEX(R"heex(
    <b>{@renders()}</b>
    <.live_component module={Gauge} id="left" title="L" />
    <.live_component module={Gauge} id="right" title="R" />
    <.live_component module={Other} id="other" />
  )heex")

 private:
  mutable int renders_ = 0;
  plume::Timer timer_;
};

std::string left(const plume::testing::View& view) { return view.element("#left").text(); }

TEST(TableA, send_update) {
  Site site;
  auto view = site.open<PanelLive>();
  EXPECT_EQ(left(view), "L 0 updates 1");
  view.render_click("set", {{"value", 5}});
  EXPECT_EQ(left(view), "L 5 updates 2") << "only what the change assigns";
  EXPECT_EQ(view.element("#right").text(), "R 0 updates 1");
  EXPECT_TRUE(view.has_element("b", "2")) << "the view's own template ran for the event, not for the update";
  view.render_click("set", {{"id", "none"}, {"value", 6}});
  EXPECT_EQ(left(view), "L 5 updates 2") << "there is no such component, and nothing happens";
  EXPECT_THROW(view.render_click("no id"), std::invalid_argument);
  auto broken = site.app.live("/page");
  EXPECT_THROW(
      {
        broken.render_click("break");
        broken.render();
      },
      std::domain_error);
}

TEST(TableA, send_update__optional_instance_argument) {
  Site site;
  auto view = site.open<PanelLive>(), other = site.app.live("/page");
  site.endpoint.send(view.pid(), other.pid());
  EXPECT_TRUE(eventually([&] { return left(other) == "L 99 updates 2"; })) << "a component of another view";
  EXPECT_EQ(left(view), "L 0 updates 1");
}

// 7: the form for tasks and threads of the application, which have no view at hand.
TEST(SendUpdateTest, FromAnyThreadByWayOfTheEndpoint__10_2) {
  Site site;
  auto view = site.open<PanelLive>();
  const auto set = [](int value) { return [value](Gauge& gauge) { gauge.value = value; }; };
  std::thread([&, pid = view.pid()] {
    site.endpoint.send_update<Gauge>(pid, "left", set(5));
    site.endpoint.send_update<Gauge>(pid, plume::Cid(2), set(6));
    site.endpoint.send_update<Gauge>(pid, "none", set(7));
    site.endpoint.send_update<Gauge>(plume::ViewId(), "left", set(8));
    EXPECT_THROW(site.endpoint.send_update<Gauge>(pid, std::optional<int>(), set(9)), std::invalid_argument);
  }).join();
  EXPECT_EQ(left(view), "L 5 updates 2");
  EXPECT_EQ(view.element("#right").text(), "R 6 updates 2") << "by its myself";
  EXPECT_TRUE(view.has_element("b", "1")) << "the view's own template is not rendered for it";
  site.endpoint.send_update<Gauge>(view.pid(), plume::Cid(3), set(1));
  EXPECT_THAT(problem([&] { view.render(); }), ::testing::HasSubstr("whose myself is that of a"));
}

TEST(TableA, send_update__by_myself) {
  Site site;
  auto view = site.open<PanelLive>();
  view.with_target("#right").render_click("measure");
  EXPECT_EQ(view.element("#right").text(), "R 77 updates 2");
  EXPECT_EQ(left(view), "L 0 updates 1");
}

TEST(TableA, send_update_after) {
  Site site;
  auto view = site.open<PanelLive>();
  view.render_click("set much later", {{"value", 1}});
  view.render_click("set then cancel", {{"value", 2}});
  view.render_click("set later", {{"value", 3}});
  EXPECT_TRUE(eventually([&] { return left(view) == "L 3 updates 2"; })) << left(view);
}

}  // namespace
