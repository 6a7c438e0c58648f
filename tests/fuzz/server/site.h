// Site: the server that is fuzzed: all of it but the listening socket.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "http/connections.h"
#include "http/endpoint_inside.h"
#include "http/long_polls.h"
#include "plume/endpoint.h"

namespace plume::testing {

/// An endpoint with the pages of pages.h, which lives as long as the process.
class Site {
 public:
  static Site& instance();

  const channel::App& app() const { return inside_.app; }
  const EndpointOptions& options() const { return inside_.options; }
  const http::Pipeline& pipeline() const { return inside_.pipeline; }
  Endpoint& endpoint() { return *endpoint_; }
  /// Does `work` on the loop, and waits for its end.
  void on_loop(const std::function<void()>& work);
  /// Returns once the loop has seen whatever was sent to it before, unless a handler blocks.
  void settle();
  /// Views, requests and others that are under way.
  std::size_t actors();
  std::size_t topics() const;

 private:
  Site();
  const std::unique_ptr<Endpoint> endpoint_;
  const http::EndpointInside inside_;
};

/// What serves the clients of one input: made for it, and drained after it.
class SiteServer {
 public:
  SiteServer();
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;
  /// Closes whatever is left.
  ~SiteServer();

  /// The client's end of a new connection: a socket that does not block.
  int connect();
  /// As on SIGTERM.
  void drain();
  bool is_draining() const { return draining_; }
  std::size_t connections() const { return count_; }

 private:
  Site& site_ = Site::instance();
  bool draining_ = false;
  std::atomic<std::size_t> count_{0};
  std::unique_ptr<http::LongPolls> long_polls_;
  http::ServerParts parts_;
  std::unique_ptr<http::Connections> connections_;
};

}  // namespace plume::testing
