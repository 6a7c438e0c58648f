// Plugs that come with Plume, for Router::pipeline.
#pragma once

#include <string>
#include <vector>

#include "plume/http.h"
#include "plume/root_layout.h"

namespace plume {

/// Chooses the document around the pages behind it (the seed's `put_root_layout/2`), where a live_session does not name
/// one itself: `router.pipeline("browser", {put_root_layout([] { return std::make_unique<SiteLayout>(); })})`.
Plug put_root_layout(RootLayoutFactory layout);

/// Answers 406 where the client's `accept` field takes none of the formats (the seed's `accepts/2`), which are endings
/// of files: `accepts({"html"})` for pages, `accepts({"json"})` for other programs.
Plug accepts(const std::vector<std::string>& formats);

}  // namespace plume
