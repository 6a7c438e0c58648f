// Plugs that come with Plume, for Router::pipeline.
#pragma once

#include "plume/http.h"
#include "plume/root_layout.h"

namespace plume {

/// Chooses the document around the live pages behind it (the seed's `put_root_layout/2`), where their live_session does
/// not name one itself: `router.pipeline("browser", {put_root_layout([] { return std::make_unique<SiteLayout>(); })})`.
Plug put_root_layout(RootLayoutFactory layout);

}  // namespace plume
