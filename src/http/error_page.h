// What is answered where something went wrong.
#pragma once

#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// A page for browsers that take HTML, else a line of text. `detail` is shown where it is not empty. 404 is always the
/// text "Not Found" alone.
Response error_page(int status, std::string_view accept, std::string_view detail);

}  // namespace plume::http
