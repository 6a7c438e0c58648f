// Router: which path leads to which page.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/http.h"
#include "plume/live_route.h"

namespace plume {

/// The routes of an endpoint; filled before it starts, only read afterwards.
///
/// Patterns are paths with parameters: `/rooms/:name/*rest`. A segment `:name` takes one decoded segment, `*name` all
/// that are left (an array). Routes are tried in the order in which they were declared; the first match wins.
class Router {
 public:
  /// A group of live pages, given to the body of live_session.
  class Group {
   public:
    /// A live page at `pattern`. V is a LiveView with a default constructor.
    template <class V>
    void live(std::string_view pattern, LiveOptions options = {}) {
      add(pattern, view::view_type<V>([] { return std::make_unique<V>(); }), std::move(options));
    }
    /// A live page made by `make`, which returns a std::unique_ptr to it: for views that need what the application has.
    template <class Make>
    void live(std::string_view pattern, Make make, LiveOptions options = {}) {
      using V = typename std::invoke_result_t<Make>::element_type;
      add(pattern, view::view_type<V>(std::move(make)), std::move(options));
    }

   private:
    friend class Router;
    Group(Router& router, const LiveSession& session) : router_(router), session_(session) {}
    void add(std::string_view pattern, view::ViewType type, LiveOptions options);
    Router& router_;
    const LiveSession& session_;
  };

  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// Live pages between which the browser navigates without loading a new document. Throws std::invalid_argument where
  /// the name is taken.
  template <class Body>
  void live_session(std::string_view name, LiveSessionOptions options, Body body) {
    Group group(*this, add_session(name, std::move(options)));
    body(group);
  }
  /// A live page in the live_session "default".
  template <class V>
  void live(std::string_view pattern, LiveOptions options = {}) {
    Group(*this, default_session()).template live<V>(pattern, std::move(options));
  }
  template <class Make>
  void live(std::string_view pattern, Make make, LiveOptions options = {}) {
    Group(*this, default_session()).live(pattern, std::move(make), std::move(options));
  }

  void get(std::string_view pattern, Handler handler) { add("GET", pattern, std::move(handler)); }
  /// POST, PUT, PATCH and DELETE need a valid CSRF token (`_csrf_token` or header `x-csrf-token`), unless `csrf` is
  /// false.
  void post(std::string_view pattern, Handler handler, bool csrf = true) {
    add("POST", pattern, std::move(handler), csrf);
  }
  void put(std::string_view pattern, Handler handler, bool csrf = true) {
    add("PUT", pattern, std::move(handler), csrf);
  }
  void patch(std::string_view pattern, Handler handler, bool csrf = true) {
    add("PATCH", pattern, std::move(handler), csrf);
  }
  void del(std::string_view pattern, Handler handler, bool csrf = true) {
    add("DELETE", pattern, std::move(handler), csrf);
  }

  /// What a path leads to.
  struct Match {
    const LiveRoute* live = nullptr;
    const Handler* handler = nullptr;
    bool csrf = true;
    Params path_params = Params::object();
    bool other_method = false;  ///< the path exists, but not for this method
    explicit operator bool() const { return live || handler; }
  };
  /// `path` as in the request line, still encoded. Never throws; an undecodable path matches nothing.
  Match match(std::string_view method, std::string_view path) const;
  /// The methods for which the path has routes, for the field `Allow`.
  std::vector<std::string> methods(std::string_view path) const;

 private:
  void add(std::string_view method, std::string_view pattern, Handler handler, bool csrf = true);
  const LiveSession& add_session(std::string_view name, LiveSessionOptions options);
  const LiveSession& default_session();

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume
