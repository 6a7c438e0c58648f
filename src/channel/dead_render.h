// The first render of a live page: the HTML that answers its URL (wire-protocol 2, server-api 1.2).
#pragma once

#include "channel/app.h"
#include "plume/http.h"

namespace plume::channel {

/// Mounts the route's view for one request and renders it into its document. Calls the application and lets its
/// exceptions through. `request.path_params` are those of the route.
Response dead_render(const App& app, const LiveRoute& route, Request& request);

}  // namespace plume::channel
