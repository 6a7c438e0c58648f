// Router: which path leads to which page.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/http.h"
#include "plume/live_route.h"

namespace plume {

/// What becomes of a POST, PUT, PATCH or DELETE without a valid CSRF token of its session (`_csrf_token` or header
/// `x-csrf-token`). `refuse`: it is answered with 403. `clear_session`: it goes on with an empty session, and what is
/// put into that is dropped. `off`: tokens are not looked at, for interfaces that no cookie opens.
enum class Csrf { refuse, clear_session, off };

/// Options of a route that leads to a handler.
struct HandlerOptions {
  std::optional<Csrf> csrf{};  ///< none: that of the scope
  Value metadata{};            ///< as LiveOptions
  Value private_values{};
};

/// Options of a scope.
struct ScopeOptions {
  /// Names of pipelines, behind those of the scope around it.
  std::vector<std::string> pipe_through{};
  std::optional<Csrf> csrf{};  ///< none: that of the scope around it; of the router: Csrf::refuse
};

/// A route as data.
struct RouteInfo {
  std::string method, pattern;
  std::string view{};  ///< the class of a live page; "": it leads to a handler
  std::string action{};
  std::string live_session{};  ///< of a live page
  std::vector<std::string> pipelines{};
  Csrf csrf = Csrf::refuse;
  Value metadata{}, private_values{};
};

/// A part of the routes: paths with a common beginning, which go through the same pipelines (the seed's `scope/4`).
///
/// Patterns are paths with parameters: `/rooms/:name/*rest`. A segment `:name` takes one decoded segment, `*name` all
/// that are left (an array). Routes are tried in the order in which they were declared; the first match wins. All
/// functions throw std::invalid_argument, and say why, where a pattern is none, a handler is missing, or a name is
/// unknown or taken.
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// A live page at `pattern`. V is a LiveView with a default constructor, or one that a factory makes
  /// (Endpoint::add_factory); if it is neither, requests for the page are answered with 500.
  template <class V>
  void live(std::string_view pattern, LiveOptions options = {}) {
    add(pattern, view::view_type<V>(), std::move(options));
  }
  /// A live page made by `make`, which returns a std::unique_ptr to it: for views that need what the application has.
  template <class Make>
  void live(std::string_view pattern, Make make, LiveOptions options = {}) {
    using V = typename std::invoke_result_t<Make>::element_type;
    add(pattern, view::view_type<V>(std::move(make)), std::move(options));
  }

  void get(std::string_view pattern, Handler handler, HandlerOptions options = {}) {
    add("GET", pattern, std::move(handler), std::move(options));
  }
  /// These need a CSRF token, see Csrf.
  void post(std::string_view pattern, Handler handler, HandlerOptions options = {}) {
    add("POST", pattern, std::move(handler), std::move(options));
  }
  void put(std::string_view pattern, Handler handler, HandlerOptions options = {}) {
    add("PUT", pattern, std::move(handler), std::move(options));
  }
  void patch(std::string_view pattern, Handler handler, HandlerOptions options = {}) {
    add("PATCH", pattern, std::move(handler), std::move(options));
  }
  void del(std::string_view pattern, Handler handler, HandlerOptions options = {}) {
    add("DELETE", pattern, std::move(handler), std::move(options));
  }

  /// The routes that `body` adds begin with `prefix`, and go through the pipelines of `options`:
  ///
  ///     router.scope("/admin", {.pipe_through = {"browser", "admins"}}, [](plume::Scope& admin) {
  ///       admin.live_session("admin", {.on_mount = {require_admin}},
  ///                          [](plume::Scope& pages) { pages.live<UsersLive>("/users"); });
  ///       admin.post("/export", export_users);
  ///     });
  void scope(std::string_view prefix, const ScopeOptions& options, const std::function<void(Scope&)>& body);

  /// Live pages between which the browser navigates without loading a new document (the seed's `live_session/3`).
  ///
  /// Such a navigation makes no HTTP request, and so goes through **no pipeline**: who may see a page must be checked
  /// where it is mounted, by on_mount hooks of the live_session, too; pages with other rights belong into another
  /// live_session, which is reached by loading the page. Throws std::logic_error within another live_session. The pages
  /// outside of any live_session are in one of their own, without options; that is named "default", but is not the one
  /// that an application declares by this name.
  void live_session(std::string_view name, LiveSessionOptions options, const std::function<void(Scope&)>& body);

 protected:
  struct Table;
  explicit Scope(std::shared_ptr<Table> table);
  ~Scope();
  const Table& table() const { return *table_; }
  Table& table() { return *table_; }

 private:
  Scope(const Scope& around, std::string_view prefix, const ScopeOptions& options);
  Scope(const Scope& around, const LiveSession& session);
  void add(std::string_view pattern, view::ViewType type, LiveOptions options);
  void add(std::string_view method, std::string_view pattern, Handler handler, HandlerOptions options);

  std::shared_ptr<Table> table_;
  std::string prefix_;
  std::vector<std::string> pipelines_;
  Csrf csrf_ = Csrf::refuse;
  const LiveSession* session_ = nullptr;
};

/// The routes of an endpoint; filled before it starts, only read afterwards.
class Router : public Scope {
 public:
  Router();
  ~Router();

  /// Plugs under a name, for the scopes that are declared behind it (the seed's `pipeline/2`). They run in their order,
  /// each around the rest, for handlers and for the HTTP request of live pages, once the session is read and the CSRF
  /// token checked; not when a page is joined, or reached by live navigation: see live_session.
  void pipeline(std::string_view name, std::vector<Plug> plugs);

  /// All routes in their order.
  std::vector<RouteInfo> routes() const;

  /// What a path leads to.
  struct Match {
    const LiveRoute* live = nullptr;
    const Handler* handler = nullptr;
    const RouteInfo* info = nullptr;
    const std::vector<Plug>* plugs = nullptr;
    Params path_params = Params::object();
    bool other_method = false;  ///< the path exists, but not for this method
    explicit operator bool() const { return live || handler; }
  };
  /// `path` as in the request line, still encoded. Never throws; an undecodable path matches nothing.
  Match match(std::string_view method, std::string_view path) const;
  /// The methods for which the path has routes, for the field `Allow`.
  std::vector<std::string> methods(std::string_view path) const;
};

}  // namespace plume
