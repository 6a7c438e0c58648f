// LiveRoute: where a live page is, and in which live_session.
#pragma once

#include <string>

#include "plume/live_view.h"
#include "plume/root_layout.h"

namespace plume {

/// Options of a live route.
struct LiveOptions {
  std::string action{};  ///< LiveView::live_action
};

/// Options of a live_session.
struct LiveSessionOptions {
  Session session = Session::object();  ///< merged over the session of the cookie for each of its views
  /// Makes the document around the views; none: the endpoint's.
  RootLayoutFactory root_layout{};
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
};

}  // namespace plume
