// A whole server on a free port, and browsers that load its pages and join them.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "support/live_client.h"
#include "support/tcp_client.h"
#include "unit/live/layouts.h"
#include "unit/live/pages.h"

namespace plume::testing {

using live_pages::Stage;

class LiveServer {
 public:
  explicit LiveServer(EndpointOptions options = {}) : endpoint_(complete(std::move(options))) {
    Router& router = endpoint_.router();
    router.live("/count", [this] { return std::make_unique<live_pages::Counter>(stage); });
    router.live<live_pages::List>("/list");
    router.live<live_pages::Table>("/table");
    router.live<live_pages::Tracked>("/tracked");
    router.live<live_pages::Vanishing>("/vanishing");
    router.live("/none", [] { return std::unique_ptr<live_pages::List>(); });
    router.live_session("admin", {}, [](auto& group) { group.template live<live_pages::List>("/admin"); });
    add_shop(router);
    endpoint_.start();
  }

  int port() const { return endpoint_.port(); }
  void stop() { endpoint_.stop(); }

  Stage stage;  // outlives the views

 private:
  static void add_shop(Router& router) {
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
  static EndpointOptions complete(EndpointOptions options) {
    options.secret_key_base = std::string(64, 'k');
    options.live_view.signing_salt = "signing salt";
    options.port = 0;
    options.threads = 2;
    return options;
  }
  Endpoint endpoint_;
};

/// A page that was loaded over HTTP: what of it matters to the client.
struct LoadedPage {
  Response response;
  std::string cookie, csrf, id, session, fixed;

  JoinPayload join(const std::string& url) const {
    return {.url = url, .redirect = {}, .session = session, .fixed = fixed};
  }
};

/// The text between `before` and the next `"` in `html`; "" where it is not there.
inline std::string between(std::string_view html, std::string_view before) {
  const auto at = html.find(before);
  if (at == std::string_view::npos) return {};
  const auto begin = at + before.size();
  return std::string(html.substr(begin, html.find('"', begin) - begin));
}

inline LoadedPage load(const LiveServer& server, const std::string& target, const std::string& cookie = {}) {
  LoadedPage page;
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

/// A WebSocket of a loaded page, and the client at its end.
class Tab : public LiveClient {
 public:
  Tab(const LiveServer& server, const LoadedPage& loaded) : Tab(std::make_unique<TcpClient>(server.port()), loaded) {
    if (socket_->upgrade("/live/websocket?_csrf_token=" + page.csrf + "&vsn=2.0.0", "Cookie: " + page.cookie) != 101)
      throw std::runtime_error("the server did not upgrade");
  }
  /// Loads a page, and joins it.
  Tab(const LiveServer& server, const std::string& target) : Tab(server, load(server, target)) {
    view = join("lv:" + page.id, page.join("http://localhost" + target).value());
  }

  TcpClient& socket() { return *socket_; }

  LoadedPage page;
  Joined view;

 private:
  Tab(std::unique_ptr<TcpClient> socket, LoadedPage loaded)
      : LiveClient(*socket), page(std::move(loaded)), socket_(std::move(socket)) {}
  std::unique_ptr<TcpClient> socket_;
};

}  // namespace plume::testing
