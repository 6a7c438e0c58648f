// LiveRoute: where a live page is, and in which live_session.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/live_view.h"
#include "plume/root_layout.h"

namespace plume {

/// Options of a live route.
struct LiveOptions {
  std::string action{};  ///< LiveView::live_action
  /// Instead of the view's own one: the tag, and attributes beside those of the view.
  std::optional<Container> container{};
  Value metadata{};        ///< goes with the route, to be found in Router::routes and Request::route
  Value private_values{};  ///< an object, or null: Request::private_values, for plugs
};

/// What a live_session adds to the session of its views: an object, or a function of the request that gives one.
class ExtraSession {
 public:
  ExtraSession() = default;
  ExtraSession(Session values) : values_(std::move(values)) {}
  ExtraSession(std::initializer_list<std::pair<std::string_view, Value>> values) : values_(values) {}
  /// `make` is called with the `const Request&` for which a page is rendered.
  template <class Make>
    requires std::is_invocable_r_v<Session, Make&, const Request&>
  ExtraSession(Make make) : make_(std::move(make)) {}

  /// Throws std::invalid_argument where it is no object.
  Session of(const Request& request) const;
  /// Whether it can be one.
  bool is_good() const { return make_ || values_.is_object(); }

 private:
  Session values_ = Session::object();
  std::function<Session(const Request&)> make_;
};

/// Options of a live_session.
struct LiveSessionOptions {
  /// Merged over the session of the cookie for each of its views. It is made once, for the HTTP request, signed into
  /// the page, where the user can read it, and goes along when the browser navigates to other views of the
  /// live_session.
  ExtraSession session{};
  /// Makes the document around the views; none: that of the plugs (put_root_layout), else the endpoint's.
  RootLayoutFactory root_layout{};
  std::optional<Layout> layout{};   ///< around its views, in place of what they declare themselves
  std::vector<OnMount> on_mount{};  ///< for all its views, before their own ones
};

struct LiveSession {
  std::string name;
  LiveSessionOptions options;
  bool is_implicit = false;  ///< of the routes outside of any live_session

  /// What the tokens of pages name it by: a live_session that is declared as "default" is not the implicit one.
  std::string_view token_name() const { return is_implicit ? std::string_view() : name; }
};

struct LiveRoute {
  std::string pattern;
  view::ViewType type;
  std::string action;
  const LiveSession* session;
  std::optional<Container> container{};
};

}  // namespace plume
