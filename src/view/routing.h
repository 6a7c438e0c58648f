// Routing: where paths lead, seen from a view.
#pragma once

#include <string_view>

#include "plume/socket.h"

namespace plume::view {

/// Implemented by the channel, which knows the routes.
class Routing {
 public:
  virtual ~Routing() = default;
  /// `path` is a path on this server.
  virtual NavigationType navigation_type(std::string_view path) const = 0;
};

}  // namespace plume::view
