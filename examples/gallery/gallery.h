#pragma once

#include <plume/endpoint.h>

#include "chat/room.h"

namespace gallery {

/// All examples in one endpoint.
class Gallery {
 public:
  Gallery();
  plume::Endpoint& endpoint() { return endpoint_; }

 private:
  Rooms rooms_;
  plume::Endpoint endpoint_;
};

}  // namespace gallery
