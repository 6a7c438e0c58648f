// Pipeline: from a request to its response: session, CSRF, router, handlers, live pages, error pages.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "channel/app.h"
#include "channel/socket.h"
#include "http/csrf_check.h"
#include "http/forced_ssl.h"
#include "http/forwarded.h"
#include "http/origin.h"
#include "http/request_parser.h"
#include "http/session_cookie.h"
#include "http/static_files.h"
#include "plume/endpoint.h"
#include "runtime/run_group.h"
#include "view/failure.h"

namespace plume::http {

/// All members may be called from any thread.
class Pipeline {
 public:
  /// Everything must outlive it. Throws std::invalid_argument where an option cannot be.
  Pipeline(const EndpointOptions& options, const Router& router, const channel::App& app);

  /// The response to a whole request, with all its fields; `raw` is used up. Calls the application, and so may block.
  /// Never throws; what was thrown in it goes to `thrown`, where that is given.
  Response respond(RawRequest&& raw, const Peer& peer, std::exception_ptr* thrown = nullptr) const;
  /// By which paths pages name static files. May be kept by tasks, which may outlive this.
  std::shared_ptr<const StaticPaths> static_paths() const { return static_paths_; }
  /// Whether a static file is served under this URL, see StaticFiles::serves.
  bool serves_static(std::string_view url) const { return files_.serves(url); }
  /// An embedded asset, where the request asks for one, and may do so by any scheme: that never blocks.
  std::optional<Response> asset(const RawRequest& raw) const;
  /// Whether a static file answers the request, embedded or not. Reads the folder.
  bool is_static(const RawRequest& raw) const { return files_.answers(raw.method, raw.path); }
  /// The group of what runs for the address that the request came from; null if nothing bounds it.
  std::shared_ptr<runtime::RunGroup> runs_of(const RawRequest& raw, const Peer& peer) const;
  /// What answers a request that could not be read; `accept` is what its client takes.
  Response refuse(int status, std::string_view reason, std::string_view accept) const;

  /// How a request came: as the connection says, or a proxy that is trusted.
  Approach approach(const RawRequest& raw, const Peer& peer) const;

  /// Whether the path is that of the live socket, by WebSocket or by long-polling.
  bool is_socket(const RawRequest& raw) const { return app_.script_name.below(raw.path) == "/live/websocket"; }
  bool is_long_poll(const RawRequest& raw) const { return app_.script_name.below(raw.path) == "/live/longpoll"; }
  /// Whether a page of that origin may use the live socket (wire-protocol 1.3). Logs where not.
  bool accepts_origin(const RawRequest& raw, const Peer& peer) const;
  /// Whether a socket may be opened: what its views get to know, or the status that refuses it (wire-protocol 1.4).
  std::variant<channel::ConnectInfo, int> connect(const RawRequest& raw, const Peer& peer) const;

 private:
  bool accepts_origin(const RawRequest& raw, const Approach& seen) const;
  Request read(RawRequest&& raw, const Peer& peer) const;
  void read_body(Request& request) const;
  bool passes_body(std::string_view type) const;
  Response answer(Request& request) const;
  Response route(Request& request) const;
  Response enter(const Router::Match& match, Request& request) const;
  void check_csrf(Csrf csrf, Request& request) const;
  static void check_script(const Request& request, const Response& response);
  void read_session(const BrowserSession& session, Request& request) const;
  void write_session(const BrowserSession& before, const Request& request, Response& response) const;
  Response failed(const Request& request, const view::Failure& failure) const;
  std::variant<channel::ConnectInfo, int> admit(const RawRequest& raw, const Peer& peer) const;
  Telemetry& telemetry() const { return app_.observer->telemetry; }
  Response page_of(const view::Failure& failure, const Request& request) const;

  const EndpointOptions& options_;
  const Router& router_;
  const channel::App& app_;
  const std::shared_ptr<const StaticFiles> static_paths_;
  const StaticFiles& files_;
  SessionCookie sessions_;
  CsrfCheck csrf_check_;
  OriginCheck origins_;
  Forwarded forwarded_;
  ForcedSsl ssl_;
};

}  // namespace plume::http
