// LiveRoute: where a live page is, and in which live_session.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plume/live_view.h"
#include "plume/root_layout.h"

namespace plume {

/// Options of a live route.
struct LiveOptions {
  std::string action{};  ///< LiveView::live_action
  /// Instead of the view's own one: the tag, and attributes beside those of the view.
  std::optional<Container> container{};
};

/// Options of a live_session.
struct LiveSessionOptions {
  Session session = Session::object();  ///< merged over the session of the cookie for each of its views
  /// Makes the document around the views; none: the endpoint's.
  RootLayoutFactory root_layout{};
  std::vector<OnMount> on_mount{};  ///< for all its views, before their own ones
};

struct LiveSession {
  std::string name;
  LiveSessionOptions options;
};

struct LiveRoute {
  std::string pattern;
  view::ViewType type;
  std::string action;
  const LiveSession* session;
  std::optional<Container> container{};
};

}  // namespace plume
