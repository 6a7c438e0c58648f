#pragma once

#include <plume/endpoint.h>

#include "album/pictures.h"
#include "chat/room.h"

namespace gallery {

/// All examples in one endpoint.
class Gallery {
 public:
  Gallery();
  plume::Endpoint& endpoint() { return endpoint_; }

 private:
  Rooms rooms_;
  Pictures pictures_;
  plume::Endpoint endpoint_;
};

}  // namespace gallery
