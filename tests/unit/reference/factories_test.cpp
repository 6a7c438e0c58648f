// What views and components need of the application: factories of an endpoint, and Ref as an attribute.
#include <plume/live_render.h>
#include <plume/ref.h>
#include <plume/testing.h>

#include <type_traits>

#include "support/app_site.h"

namespace {

using plume::Assign;
using plume::Params;
using plume::Ref;
using plume::Session;

using testing::HasSubstr;

/// What an application has.
struct Store {
  std::string name = "store";
  int removed = 0;
};

/// Uses the store as early as in mount.
class Chart : public plume::LiveComponent {
 public:
  explicit Chart(Store& store) : store_(store) {}
  Assign<std::string> title;
  void mount() override { title = store_.name; }
  void handle_event(std::string_view, const Params&) override { ++store_.removed; }
  PLUME_HEEX(R"heex(<p id={@id} phx-click="remove" phx-target={@myself}>{@title}</p>)heex")

 private:
  Store& store_;
};

/// A view that is nested, and has a component that is made by a factory, too.
class Clock : public plume::LiveView {
 public:
  explicit Clock(Store& store) : store_(store) {}
  PLUME_HEEX(R"heex(<b>{@store_.name}</b><.live_component module={Chart} id={"in-" + std::string(@id())} />)heex")

  Store& store_;
};

class Page : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(
    <.live_component module={Chart} id="chart" />
    {plume::live_render<Clock>("clock")}
  )heex")
};

class WithRef : public plume::LiveComponent {
 public:
  Assign<Ref<Store>> store;
  Assign<int> updates{0};
  void update() override { ++updates; }
  void handle_event(std::string_view, const Params&) override { ++(*store)->removed; }
  PLUME_HEEX(R"heex(
    <p id={@id} phx-click="remove" phx-target={@myself}>{@store->name} {@updates}</p>
  )heex")
};

class Rows : public plume::LiveView {
 public:
  explicit Rows(Store& shared, Store& other) : store(shared), other_(other) {}
  Ref<Store> store;
  Assign<int> rows{2};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "more") rows = *rows + 1;
    if (event == "other") {
      store = Ref(other_);
      rows.mark_changed();
    }
  }
  PLUME_HEEX(R"heex(
    <.live_component :for={i <- plume::range(0, @rows)} module={WithRef} id={i} store={@store} />
  )heex")

 private:
  Store& other_;
};

class Early : public plume::LiveComponent {
 public:
  Assign<Ref<Store>> store;
  void mount() override { (void)(*store)->name; }
  PLUME_HEEX(R"heex(<p>{@store->name}</p>)heex")
};

struct Shop : Site {
  Store store, other{"other"};
  Shop() {
    endpoint.add_factory([this] { return std::make_unique<Chart>(store); });
    endpoint.add_factory([this] { return std::make_unique<Clock>(store); });
  }
};

TEST(FactoriesTest, MakeComponentsAndNestedViews) {
  Shop shop;
  shop.endpoint.router().live<Page>("/page");
  EXPECT_THAT(shop.app.get("/page").response.body, HasSubstr("<b>store</b>")) << "also for the request";
  auto view = shop.app.live("/page");
  EXPECT_TRUE(view.has_element("#chart", "store"));
  view.element("#chart").render_click();
  EXPECT_EQ(shop.store.removed, 1);
  auto clock = view.find_live_child("clock");
  ASSERT_TRUE(clock);
  EXPECT_TRUE(clock->has_element("b", "store"));
  EXPECT_TRUE(clock->has_element("#in-clock", "store"));
}

TEST(FactoriesTest, MakeViewsOfRoutesThatHaveNone) {
  Shop shop;
  shop.endpoint.router().live<Clock>("/clock");
  shop.endpoint.router().live("/own", [&] { return std::make_unique<Clock>(shop.other); });
  EXPECT_TRUE(shop.app.live("/clock").has_element("b", "store"));
  EXPECT_TRUE(shop.app.live("/own").has_element("b", "other")) << "that of the route comes first";
}

TEST(FactoriesTest, WinOverDefaultConstructors) {
  Shop shop;
  int made = 0;
  shop.endpoint.add_factory([&] {
    ++made;
    return std::make_unique<Page>();
  });
  shop.endpoint.router().live<Page>("/page");
  shop.app.live("/page");
  EXPECT_EQ(made, 2) << "for the request and for the connection";
}

TEST(FactoriesTest, AMissingOneIsNamed) {
  Site site;
  site.endpoint.router().live<Page>("/page");
  site.endpoint.router().live<Clock>("/clock");
  EXPECT_THAT(problem<std::logic_error>([&] { site.app.get("/page"); }), HasSubstr("add_factory"));
  EXPECT_THAT(problem<std::logic_error>([&] { site.app.get("/page"); }), HasSubstr("Chart"));
  EXPECT_THAT(problem<std::logic_error>([&] { site.app.get("/clock"); }), HasSubstr("Clock"));
}

TEST(FactoriesTest, MustMakeSomething) {
  Site site;
  site.endpoint.add_factory([] { return std::unique_ptr<Chart>(); });
  site.endpoint.router().live<Page>("/page");
  EXPECT_THAT(problem<std::logic_error>([&] { site.app.get("/page"); }), HasSubstr("made nothing"));
}

TEST(FactoriesTest, AreAddedOnceAndBeforeTheEndpointServes) {
  Shop shop;
  const auto add = [&] { shop.endpoint.add_factory([&] { return std::make_unique<Chart>(shop.store); }); };
  EXPECT_THAT(problem(add), HasSubstr("Chart has a factory already"));
  shop.endpoint.router().live<Page>("/page");
  shop.app.get("/page");
  EXPECT_THAT(problem<std::logic_error>(add), HasSubstr("serves already"));
}

TEST(FactoriesTest, MakeComponentsThatAreRenderedAlone) {
  Shop shop;
  EXPECT_THAT(plume::testing::render_component<Chart>(shop.endpoint, {}, "one"), HasSubstr(">store</p>"));
  EXPECT_THROW(plume::testing::render_component<Chart>(), std::logic_error);
}

TEST(RefTest, HandsOnWhatTheApplicationHas) {
  Shop shop;
  shop.endpoint.router().live("/rows", [&] { return std::make_unique<Rows>(shop.store, shop.other); });
  auto view = shop.app.live("/rows");
  EXPECT_TRUE(view.has_element("[id='0']", "store 1"));
  view.element("[id='1']").render_click();
  EXPECT_EQ(shop.store.removed, 1);
  view.render_click("more");
  EXPECT_TRUE(view.has_element("[id='0']", "store 1")) << "the same object is no other attribute";
  EXPECT_TRUE(view.has_element("[id='2']", "store 1"));
  view.render_click("other");
  EXPECT_TRUE(view.has_element("[id='0']", "other 2"));
}

class EarlyPage : public plume::LiveView {
 public:
  explicit EarlyPage(Store& shared) : store(shared) {}
  Ref<Store> store;
  PLUME_HEEX(R"heex(<.live_component module={Early} id="early" store={@store} />)heex")
};

TEST(RefTest, IsNotThereInMountOfAComponent) {
  Shop shop;
  shop.endpoint.router().live("/early", [&] { return std::make_unique<EarlyPage>(shop.store); });
  EXPECT_THAT(problem<std::logic_error>([&] { shop.app.get("/early"); }), HasSubstr("first update()"));
}

TEST(RefTest, RefersToObjectsOnly) {
  static_assert(!std::is_constructible_v<Ref<const Store>, Store>, "not to what is gone at once");
  static_assert(!std::is_convertible_v<Store&, Ref<Store>>, "a copy on the way would be referred to");
  static_assert(std::is_convertible_v<Ref<Store>, Ref<const Store>>);
  static_assert(!std::is_convertible_v<Ref<const Store>, Ref<Store>>);
  static_assert(plume::owns_data<Ref<Store>> && !plume::owns_data<Store*>);
  Store one, other;
  EXPECT_EQ(Ref(one), Ref(one));
  EXPECT_NE(Ref(one), Ref(other));
  EXPECT_FALSE(Ref<Store>());
  EXPECT_THAT(problem<std::logic_error>([] { Ref<Store>().get(); }), HasSubstr("Ref<"));
  EXPECT_FALSE(Ref<const Store>(Ref<Store>()));
}

}  // namespace
