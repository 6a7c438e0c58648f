#pragma once

#include <plume/live_view.h>

#include "gallery/frame.h"
#include "gallery/picture.h"

namespace gallery {

/// The start page.
class IndexLive : public plume::LiveView {};

}  // namespace gallery
