// The first render of a live page: the HTML that answers its URL (wire-protocol 2, server-api 1.2).
#pragma once

#include "channel/app.h"
#include "plume/html.h"
#include "plume/http.h"
#include "plume/live_render.h"

namespace plume::channel {

/// Mounts the route's view for one request and renders it into its document. Calls the application and lets its
/// exceptions through. `request.path_params` are those of the route.
Response dead_render(const App& app, const LiveRoute& route, Request& request);

/// The container of a sticky view by itself, mounted and rendered for one request; or where it goes.
Response dead_render(const App& app, const NestedView& view, Request& request);

}  // namespace plume::channel
