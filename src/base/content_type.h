#pragma once

#include <string_view>

namespace plume {

/// The media type by which a file is served, told from the ending of `path` ("/assets/app.js" gives
/// "text/javascript; charset=utf-8"). Text types carry the charset. Unknown endings, and none, give
/// "application/octet-stream". Letters of either case are the same.
std::string_view content_type_of(std::string_view path);

}  // namespace plume
