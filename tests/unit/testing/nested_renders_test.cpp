// Views, components and renders of tests within each other: none may take what another one is working on.
#include <plume/live_render.h>

#include <functional>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/app_site.h"

namespace {

using plume::Assign;
using plume::Slot;
using plume::testing::render_component;

constexpr int depth_of_page = 4;  // 96 views: a socket may join 100

// A view with fewer ones in it.
plume::NestedView below(const std::string& name, int depth);

struct Leaf : plume::LiveComponent {
  Assign<int> hits{0};
  void handle_event(std::string_view, const plume::Params&) override { ++hits; }
  PLUME_HEEX(R"heex(<b id={"leaf-" + @id} phx-click="hit" phx-target={@myself}>{@id}:{@hits}</b>)heex")
};

struct Box : plume::LiveComponent {
  Slot<> inner_block;
  PLUME_HEEX(
      R"heex(<div id={"box-" + @id}><.live_component module={Leaf} id={@id + "-before"} />{render_slot(@inner_block)}<.live_component module={Leaf} id={@id + "-after"} /></div>)heex")
};

struct Holder : plume::LiveComponent {
  Assign<int> depth{0};
  PLUME_HEEX(
      R"heex(<div id={"holder-" + @id}><%= if (@depth > 1) { %>{below(@id + "x", @depth - 1)}<%= if (@depth % 2 == 0) { %>{below(@id + "y", @depth - 1)}<% } %><% } else { %>end<% } %></div>)heex")
};

struct Tower : plume::LiveView {
  Assign<int> depth{depth_of_page}, n{0};
  Assign<std::string> name{"t"};
  Assign<std::vector<std::string>> rows{{"1", "2"}};
  void mount(const plume::Params&, const plume::Session& session) override {
    if (!session.contains("depth")) return;
    depth = static_cast<int>(session["depth"].as_int());
    name = std::string(session["name"].text());
  }
  void handle_event(std::string_view, const plume::Params&) override { ++n; }
  PLUME_HEEX(
      R"heex(<section><i>{@n}</i><ul><li :for={row <- @rows} :key={row}><.live_component module={Holder} id={@name + row} depth={@depth} /><.live_component module={Leaf} id={@name + row + "-leaf"} /></li></ul><.live_component module={Box} id={@name}>{@n}<%= if (@depth > 1) { %>{below(@name + "-in", @depth - 1)}<% } %></.live_component><.live_component module={Leaf} id={@name + "-last"} /></section>)heex")
};

plume::NestedView below(const std::string& name, int depth) {
  return plume::live_render<Tower>(name, {.session = {{"depth", depth}, {"name", name}}});
}

// What a Tower shows, written down without any of the engine.
std::string leaf(const std::string& id) { return "<b id=\"leaf-" + id + "\" phx-click=\"hit\">" + id + ":0</b>"; }

std::string tower(const std::string& name, int depth, int n = 0);
std::string tower_below(const std::string& name, int depth) {
  return "<div id=\"" + name + "\">" + tower(name, depth - 1) + "</div>";
}
std::string tower(const std::string& name, int depth, int n) {
  std::string html = "<section><i>" + std::to_string(n) + "</i><ul>";
  for (const std::string& id : {name + "1", name + "2"}) {
    std::string views = depth > 1 ? tower_below(id + "x", depth) : "end";
    if (depth % 2 == 0) views += tower_below(id + "y", depth);
    html += "<li><div id=\"holder-" + id + "\">" + views + "</div>" + leaf(id + "-leaf") + "</li>";
  }
  return html + "</ul><div id=\"box-" + name + "\">" + leaf(name + "-before") + std::to_string(n) +
         (depth > 1 ? tower_below(name + "-in", depth) : "") + leaf(name + "-after") + "</div>" + leaf(name + "-last") +
         "</section>";
}

// The page's view without what the engine adds to its elements.
std::string shown(const std::string& html) {
  const auto begin = html.find("<section>"), end = html.rfind("</section>");
  if (begin == html.npos || end == html.npos) return html;
  static const std::regex added(" (data-phx-[a-z-]+|phx-target)(=\"[^\"]*\")?");
  return std::regex_replace(html.substr(begin, end + 10 - begin), added, "");
}

TEST(NestedRenders, ViewsAndComponentsInAPage) {
  Site site;
  site.endpoint.router().live<Tower>("/page");
  EXPECT_EQ(shown(site.app.get("/page").response.body), tower("t", depth_of_page));
}

TEST(NestedRenders, ViewsAndComponentsThatAreConnected) {
  Site site;
  const auto view = site.open<Tower>();
  EXPECT_EQ(shown(view.render()), tower("t", depth_of_page));
  view.render_click("n");
  EXPECT_EQ(shown(view.render()), tower("t", depth_of_page, 1));
  const auto child = view.find_live_child("t1x");
  ASSERT_TRUE(child);
  EXPECT_EQ(shown(child->render()), tower("t1x", depth_of_page - 1));
  EXPECT_TRUE(child->element("#leaf-t1x-last").render_click().contains("t1x-last:1"));
  view.element("#leaf-t-before").render_click();
  EXPECT_EQ(view.element("#leaf-t-before").text(), "t-before:1");
  EXPECT_EQ(view.element("#leaf-t-after").text(), "t-after:0");
}

// ---------------------------------------------------------------------------------------------------------------------
// Renders that the application starts itself

struct Failing : plume::LiveComponent {
  std::string text() const { throw std::runtime_error("in a template"); }
  PLUME_HEEX(R"heex(<i><.live_component module={Leaf} id="lost" />{text()}</i>)heex")
};

std::string caught() {
  try {
    return render_component<Failing>();
  } catch (const std::runtime_error&) {
    return "caught";
  }
}

/// Shows itself again, as a text.
struct Mirror : plume::LiveComponent {
  Assign<int> depth{0}, updates{0};
  Assign<std::string> told;
  std::string inner() const {
    if (*depth == 0) return caught();
    return render_component<Mirror>([this](Mirror& mirror) { mirror.depth = *depth - 1; }, id.get() + "i");
  }
  void update() override {
    told = caught() + std::to_string(*depth);
    ++updates;
  }
  PLUME_HEEX(
      R"heex(<u>{@told} {@updates}<.live_component module={Leaf} id={@id + "a"} />{plume::raw(inner())}<.live_component module={Leaf} id={@id + "b"} /></u>)heex")
};

struct MirrorPage : plume::LiveView {
  const std::vector<std::string> ids{"x", "y", "z"};
  Assign<int> depth{1}, n{0};
  void handle_event(std::string_view event, const plume::Params& params) override {
    ++n;
    caught();
    if (event == "deeper") depth = static_cast<int>(params["to"].as_int());
  }
  PLUME_HEEX(
      R"heex(<section><.live_component :for={id <- ids} module={Mirror} id={id} depth={@depth} />{plume::raw(caught())}<.live_component module={Leaf} id="last" /><i>{@n}</i></section>)heex")
};

std::string mirror(const std::string& id, int depth, int updates) {
  return "<u>caught" + std::to_string(depth) + " " + std::to_string(updates) + leaf(id + "a") +
         (depth ? mirror(id + "i", depth - 1, 1) : "caught") + leaf(id + "b") + "</u>";
}
std::string mirrors(int depth, int updates, int n) {
  return "<section>" + mirror("x", depth, updates) + mirror("y", depth, updates) + mirror("z", depth, updates) +
         "caught" + leaf("last") + "<i>" + std::to_string(n) + "</i></section>";
}

TEST(NestedRenders, AComponentRendersOthersItself) {
  Site site;
  const auto view = site.open<MirrorPage>();
  EXPECT_EQ(shown(site.app.get("/page").response.body), mirrors(1, 1, 0));
  EXPECT_EQ(shown(view.render()), mirrors(1, 1, 0));
  view.render_click("again");
  EXPECT_EQ(shown(view.render()), mirrors(1, 1, 1));
  view.render_click("deeper", {{"to", 4}});
  EXPECT_EQ(shown(view.render()), mirrors(4, 2, 2));
  view.render_click("deeper", {{"to", 0}});
  EXPECT_EQ(shown(view.render()), mirrors(0, 3, 3));
}

/// Its handler visits another endpoint.
struct Visitor : plume::LiveView {
  Assign<std::string> page, of_view, name;
  void handle_event(std::string_view, const plume::Params& params) override {
    name = std::string(params["name"].text());
    Site other;
    other.endpoint.router().live<Tower>("/tower");
    page = shown(other.app.get("/tower").response.body);
    const auto view = other.app.live("/tower");
    view.render_click("n");
    of_view = shown(view.render());
    name = *name + " " + std::string(params["last"].text());
  }
  PLUME_HEEX(R"heex(<section>{plume::raw(@page)}{plume::raw(@of_view)}{@name}</section>)heex")
};

TEST(NestedRenders, AHandlerVisitsAnotherEndpoint) {
  Site site;
  const auto view =
      site.open<Visitor>({.on_error = plume::testing::Checks{.duplicate_id = plume::testing::Reaction::ignore}});
  view.render_click("visit", {{"name", "a name that is longer than a small text"}, {"last", "and another one"}});
  EXPECT_EQ(shown(view.render()), "<section>" + tower("t", depth_of_page) + tower("t", depth_of_page, 1) +
                                      "a name that is longer than a small text and another one</section>");
}

}  // namespace
