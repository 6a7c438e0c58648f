// A whole server on a free port, and browsers that load its pages and join them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "support/live_client.h"
#include "support/tcp_client.h"
#include "unit/live/layouts.h"
#include "unit/live/pages.h"

namespace plume::testing {

using live_pages::Stage;

class LiveServer {
 public:
  explicit LiveServer(EndpointOptions options = {});

  int port() const { return endpoint_.port(); }
  void stop() { endpoint_.stop(); }

  Stage stage;  // outlives the views

 private:
  Endpoint endpoint_;
};

/// A page that was loaded over HTTP: what of it matters to the client.
struct PageSource {
  Response response;
  std::string cookie, csrf, id, session, fixed;

  JoinPayload join(const std::string& url) const;
};

PageSource load(const LiveServer& server, const std::string& target, const std::string& cookie = {});

/// A WebSocket of a loaded page, and the client at its end.
class Tab : public LiveClient {
 public:
  Tab(const LiveServer& server, const PageSource& loaded);
  /// Loads a page, and joins it.
  Tab(const LiveServer& server, const std::string& target);

  TcpClient& socket() { return *socket_; }

  PageSource page;
  Joined view;

 private:
  Tab(std::unique_ptr<TcpClient> socket, PageSource loaded);
  std::unique_ptr<TcpClient> socket_;
};

}  // namespace plume::testing
