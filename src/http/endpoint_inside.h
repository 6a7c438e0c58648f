// EndpointInside: what serves an endpoint, for clients within its process.
#pragma once

#include "channel/app.h"
#include "http/pipeline.h"
#include "plume/endpoint.h"

namespace plume::http {

/// Valid until the endpoint stops.
struct EndpointInside {
  const EndpointOptions& options;
  const channel::App& app;
  const Pipeline& pipeline;

  /// Has the endpoint serve, if it does not yet; it need not listen for that. Its routes must be there.
  static EndpointInside of(Endpoint& endpoint);
};

}  // namespace plume::http
