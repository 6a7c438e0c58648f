#include "unit/live/harness.h"

#include <stdexcept>
#include <utility>

#include "support/between.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

void add_shop(Router& router) {
  using namespace live_pages;
  router.live<FruitLive>("/fruit", {.action = "shop"});
  router.live<ChoiceLive>("/choice");
  router.live<MarketLive>("/market");
  router.live<SlowLive>("/slow");
  router.live_session("quiet", {.layout = layout<QuietLayout>},
                      [](auto& group) { group.template live<FruitLive>("/quiet/fruit"); });
  router.live_session("bare", {.layout = no_layout},
                      [](auto& group) { group.template live<FruitLive>("/bare/fruit"); });
  router.live_session("wrong", {.layout = layout<ShopLayout>},
                      [](auto& group) { group.template live<live_pages::List>("/wrong"); });
  const auto hook = [](LiveView& view, const Params&, const Session&) {
    view.set_layout(layout<QuietLayout>);
    return HookResult::cont;
  };
  router.live_session("hooked", {.on_mount = {hook}}, [](auto& group) {
    group.template live<FruitLive>("/hooked/fruit");
    group.template live<ChoiceLive>("/hooked/choice");
  });
}

}  // namespace

LiveServer::LiveServer(EndpointOptions options) : endpoint_(options_for_tests(std::move(options))) {
  Router& router = endpoint_.router();
  router.live("/count", [this] { return std::make_unique<live_pages::Counter>(stage); });
  router.live("/album", [this] { return std::make_unique<live_pages::Album>(stage); });
  router.live<live_pages::List>("/list");
  router.live<live_pages::Table>("/table");
  router.live<live_pages::Tracked>("/tracked");
  router.live<live_pages::Vanishing>("/vanishing");
  router.live("/none", [] { return std::unique_ptr<live_pages::List>(); });
  router.live_session("admin", {}, [](auto& group) { group.template live<live_pages::List>("/admin"); });
  add_shop(router);
  endpoint_.start();
}

JoinPayload PageSource::join(const std::string& url) const {
  return {.url = url, .redirect = {}, .session = session, .fixed = fixed};
}

PageSource load(const LiveServer& server, const std::string& target, const std::string& cookie) {
  PageSource page;
  page.response = TcpClient(server.port()).get(target, "Accept: text/html\r\nCookie: " + cookie);
  const std::string& html = page.response.body;
  const std::string_view set_cookie = page.response.headers.get("set-cookie");
  page.cookie = set_cookie.substr(0, set_cookie.find(';'));
  page.csrf = between(html, "name=\"csrf-token\" content=\"");
  page.id = between(html, "<div id=\"");
  page.session = between(html, "data-phx-session=\"");
  page.fixed = between(html, "data-phx-static=\"");
  return page;
}

Tab::Tab(const LiveServer& server, const PageSource& loaded) : Tab(std::make_unique<TcpClient>(server.port()), loaded) {
  if (socket_->upgrade("/live/websocket?_csrf_token=" + page.csrf + "&vsn=2.0.0", "Cookie: " + page.cookie) != 101)
    throw std::runtime_error("the server did not upgrade");
}

Tab::Tab(const LiveServer& server, const std::string& target) : Tab(server, load(server, target)) {
  view = join("lv:" + page.id, page.join("http://localhost" + target).value());
}

Tab::Tab(std::unique_ptr<TcpClient> socket, PageSource loaded)
    : LiveClient(*socket), page(std::move(loaded)), socket_(std::move(socket)) {}

}  // namespace plume::testing
