// What is answered where something went wrong.
#pragma once

#include <string_view>

#include "plume/errors.h"
#include "plume/http.h"

namespace plume::http {

/// In which form a client wants to read of an error.
enum class ErrorFormat { html, json, text };
/// `accept`: the header.
ErrorFormat error_format(std::string_view accept);

/// Says the status and nothing else, in the client's format: the application's own page, or else Plume's, which for 404
/// is the text "Not Found".
Response error_page(int status, const Request& request, const RenderErrors& pages);

}  // namespace plume::http
