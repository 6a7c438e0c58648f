// Arrival: how a view that is being mounted was reached.
#pragma once

#include "plume/connect_info.h"
#include "plume/value.h"

namespace plume::view {

/// What a view may ask for while it is mounted (server-api 11.4).
class Arrival {
 public:
  virtual ~Arrival() = default;
  /// Null in an HTTP request.
  virtual const Params& connect_params() const = 0;
  virtual const ConnectInfo& connect_info() = 0;
  virtual bool static_changed() const = 0;
};

}  // namespace plume::view
