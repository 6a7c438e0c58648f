// What is declared of views, and of the endpoint that serves them (server-api 1.14, 4.8, 4.9).
#include <numeric>

#include "base/log.h"
#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Assign;
using plume::HookResult;
using plume::Params;
using plume::Session;
using ::testing::HasSubstr;

struct ShopLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<header>{@page_title}</header>{@inner_content})heex")
};

/// What all views of an application have in common.
class ShopLive : public plume::LiveView {
 public:
  static plume::ViewOptions view_options() {
    return {.container = {"section", {{"class", "shop"}, {"lang", "en"}}},
            .layout = plume::layout<ShopLayout>,
            .on_mount = {noting("first"), noting("second")},
            .log = plume::LogLevel::info};
  }
  static plume::OnMount noting(std::string name) {
    return plume::on_mount<ShopLive>([name](ShopLive& view, const Params&, const Session&) {
      view.steps = *view.steps + name + ";";
      return HookResult::cont;
    });
  }
  Assign<std::string> steps{""};
  void handle_event(std::string_view, const Params&) override { page_title = "Sale"; }
};

class ArticleLive : public ShopLive {
 public:
  PLUME_HEEX(R"heex(<p id="steps">{@steps}</p>)heex")
};

/// One of them with a container of its own.
class CartLive : public ShopLive {
 public:
  static plume::ViewOptions view_options() {
    auto options = ShopLive::view_options();
    options.container = {"main", {{"data-phx-main", "forged"}, {"id", "forged"}}};
    return options;
  }
  PLUME_HEEX(R"heex(<p>cart</p>)heex")
};

class PlainLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>plain</p>)heex")
};

class QuietLive : public PlainLive {
 public:
  static plume::ViewOptions view_options() { return {.log = std::nullopt}; }
};

/// The start tag of the container of a page.
std::string container(Site& site, const char* path) {
  const std::string body = site.app.get(path).response.body;
  const auto begin = body.rfind('<', body.find("data-phx-main"));
  return body.substr(begin, body.find('>', begin) - begin + 1);
}

struct Shop : Site {
  Shop() {
    endpoint.router().live<ArticleLive>("/article", {.action = "show", .metadata = {{"menu", true}}});
    endpoint.router().live<ArticleLive>(
        "/framed", {.container = plume::Container{"article", {{"class", "framed"}, {"role", "main"}}}});
    endpoint.router().live<CartLive>("/cart");
    endpoint.router().live<PlainLive>("/plain");
    endpoint.router().live<QuietLive>("/quiet");
  }
};

TEST(TableA, live_metadata) {
  Shop site;
  const auto routes = site.endpoint.router().routes();
  const plume::RouteInfo& route = routes.front();
  EXPECT_THAT(route.view, HasSubstr("ArticleLive"));
  EXPECT_EQ(route.pattern + " " + route.action + " " + route.live_session, "/article show default");
  EXPECT_EQ(route.metadata, (plume::Value{{"menu", true}}));
  EXPECT_EQ(site.app.live("/article").module(), route.view) << "a view is known by the same name";
}

TEST(TableA, live_metadata__container) {
  const plume::Container container = ArticleLive::view_options().container;
  EXPECT_EQ(container.tag, "section");
  EXPECT_EQ(container.attributes.size(), 2u);
  EXPECT_EQ(plume::ViewOptions().container.tag, "div");
}

TEST(TableA, live_metadata__layout) {
  EXPECT_TRUE(ArticleLive::view_options().layout);
  EXPECT_FALSE(plume::ViewOptions().layout);
}

TEST(TableA, live_metadata__log) {
  EXPECT_EQ(ArticleLive::view_options().log, plume::LogLevel::info);
  EXPECT_EQ(plume::ViewOptions().log, plume::LogLevel::debug);
}

TEST(TableA, live_metadata__on_mount) {
  EXPECT_EQ(ArticleLive::view_options().on_mount.size(), 2u);
  Shop site;
  EXPECT_EQ(site.app.live("/article").element("#steps").text(), "first;second;") << "in the order of their declaration";
}

TEST(TableA, use_declaration) {
  Shop site;
  EXPECT_THAT(container(site, "/plain"), ::testing::StartsWith("<div id=\"phx-")) << "a view need not declare anything";
  EXPECT_THAT(container(site, "/article"), ::testing::StartsWith("<section ")) << "what its base declares holds for it";
  EXPECT_THAT(container(site, "/cart"), ::testing::StartsWith("<main "));
  EXPECT_TRUE(site.app.live("/cart").has_element("header")) << "of which it may change a part";
}

TEST(TableA, use_declaration__container) {
  Shop site;
  EXPECT_THAT(container(site, "/article"), ::testing::EndsWith(R"( class="shop" lang="en">)"));
  const auto framed = container(site, "/framed");
  EXPECT_THAT(framed, ::testing::StartsWith("<article ")) << "the route's in place of the class's";
  for (const char* attribute : {R"( class="framed")", R"( lang="en")", R"( role="main")"})
    EXPECT_THAT(framed, HasSubstr(attribute)) << "attributes beside those of the class";
  EXPECT_THAT(container(site, "/cart"), ::testing::Not(HasSubstr("forged"))) << "those of the framework stay";
}

TEST(TableA, use_declaration__layout) {
  Shop site;
  EXPECT_THAT(site.app.get("/article").response.body, HasSubstr("<header></header><p id=\"steps\">"));
  auto view = site.app.live("/article");
  view.render_click("sale");
  EXPECT_EQ(view.element("header").text(), "Sale") << "it is rendered live with the view";
  EXPECT_FALSE(site.app.live("/plain").has_element("header"));
}

/// The lines that `run` makes the log write at this level and above.
std::string logged(plume::LogLevel level, const std::function<void()>& run) {
  std::string lines;
  const auto before = plume::log_level();
  plume::set_log_sink([&](plume::LogLevel, std::string_view line) { lines.append(line).append("\n"); });
  plume::set_log_level(level);
  run();
  plume::set_log_level(before);
  plume::set_log_sink({});
  return lines;
}

TEST(TableA, use_declaration__log) {
  Shop site;
  const auto of = [&](const char* path, plume::LogLevel level) {
    return logged(level, [&] {
      auto view = site.app.live(path);
      if (view.has_element("#steps")) view.render_click("sale", {{"password", "secret"}});
    });
  };
  const std::string article = of("/article", plume::LogLevel::info);
  for (const char* part : {"mount", "ArticleLive", "event=sale", "[FILTERED]", "Replied in"})
    EXPECT_THAT(article, HasSubstr(part)) << "at the level of its declaration";
  EXPECT_THAT(article, ::testing::Not(HasSubstr("secret")));
  EXPECT_THAT(of("/plain", plume::LogLevel::info), ::testing::Not(HasSubstr("PlainLive")));
  EXPECT_THAT(of("/plain", plume::LogLevel::debug), HasSubstr("PlainLive")) << "which is debug where none is declared";
  EXPECT_THAT(of("/quiet", plume::LogLevel::debug), ::testing::Not(HasSubstr("mount"))) << "or never";
}

/// Takes attributes of any prefix: those whose names are no identifiers.
struct card {
  plume::Rest rest;
  PLUME_HEEX(R"heex(<p {@rest}>card</p>)heex")
};
class PrefixLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<.card hx-get="/more" x-data={"n"} data-a="1" />)heex")
};

TEST(TableA, use_declaration__global_prefixes) {
  Site site;
  EXPECT_THAT(site.open<PrefixLive>().render().html(),
              HasSubstr(R"(<p hx-get="/more" x-data="n" data-a="1">card</p>)"));
}

// ---------------------------------------------------------------------------------------------------------------------

/// Has a list, and may rest.
class IdleLive : public plume::LiveView {
 public:
  Assign<int> length{3};
  Assign<bool> rested{false};
  std::vector<int> items() const {
    std::vector<int> all(static_cast<std::size_t>(*length));
    std::iota(all.begin(), all.end(), 1);
    return all;
  }
  void handle_event(std::string_view event, const Params& params) override {
    rested = false;
    if (event == "resize") length = static_cast<int>(params["to"].integer_or(0));
    if (event == "rest") send_after(std::string("rested"), std::chrono::milliseconds(20));
  }
  void handle_info(const plume::Message&) override { rested = true; }
  PLUME_HEEX(R"heex(<p>{@rested}</p><ul><li :for={item <- @items()}>{item}</li></ul>)heex")
};

TEST(TableA, endpoint_configuration__hibernate_after) {
  EXPECT_EQ(plume::LiveViewOptions().hibernate_after, std::chrono::seconds(15));
  plume::Endpoint endpoint(
      {.secret_key_base = std::string(64, 'k'),
       .live_view = {.signing_salt = "of the tests", .hibernate_after = std::chrono::milliseconds(1)},
       .threads = 1});
  endpoint.router().live<IdleLive>("/idle");
  plume::testing::App app(endpoint);
  auto view = app.live("/idle");
  view.render_click("resize", {{"to", 500}});
  for (const int length : {2, 300, 1}) {
    view.render_click("rest");
    ASSERT_TRUE(plume::testing::eventually([&] { return view.has_element("p", "true"); }));
    view.render_click("resize", {{"to", length}});
    std::string expected;
    for (int item = 1; item <= length; ++item) expected += std::to_string(item);
    EXPECT_EQ(view.element("ul").text(), expected) << "it goes on as if nothing had been";
  }
}

plume::EndpointOptions salted(std::string salt) {
  return {.secret_key_base = std::string(64, 'k'), .live_view = {.signing_salt = std::move(salt)}, .threads = 1};
}

/// An endpoint with the same secret, and a page.
struct Salted {
  plume::Endpoint endpoint;
  plume::testing::App app{endpoint};
  explicit Salted(std::string salt) : endpoint(salted(std::move(salt))) { endpoint.router().live<PlainLive>("/plain"); }
  /// Connects to a page of another endpoint.
  std::variant<plume::testing::View, plume::testing::Redirect> connect(const plume::testing::Loaded& loaded) {
    for (const auto& cookie : loaded.response.cookies) app.put_req_header("cookie", cookie.name + "=" + cookie.value);
    try {
      return app.live(loaded);
    } catch (const plume::testing::Redirected& redirected) {
      return redirected.redirect();
    }
  }
};

TEST(TableA, endpoint_configuration__signing_salt) {
  EXPECT_THAT(problem([] { plume::Endpoint endpoint(salted("")); }), HasSubstr("signing_salt"));
  EXPECT_THAT(problem([] { plume::Endpoint endpoint(salted("7 bytes")); }), HasSubstr("signing_salt"));
  Salted site("of the tests"), same("of the tests"), other("of others..");
  const auto page = site.app.get("/plain");
  EXPECT_TRUE(std::holds_alternative<plume::testing::View>(same.connect(page)));
  const auto refused = other.connect(page);
  ASSERT_TRUE(std::holds_alternative<plume::testing::Redirect>(refused)) << "its tokens are worth nothing there";
  EXPECT_EQ(std::get<plume::testing::Redirect>(refused).to, "/plain") << "so the page is loaded anew";
}

}  // namespace
