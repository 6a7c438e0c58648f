// App: what the live part of an endpoint works with.
#pragma once

#include "channel/tokens.h"
#include "plume/endpoint.h"
#include "plume/pubsub.h"
#include "plume/router.h"
#include "runtime/runtime.h"

namespace plume::channel {

/// Everything in it outlives all sockets and views of the endpoint, and is not changed once it serves.
struct App {
  const Router& router;
  const EndpointOptions& options;
  PubSub& pubsub;
  runtime::Runtime& runtime;
  Tokens tokens;
};

}  // namespace plume::channel
