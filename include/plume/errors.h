// What an application says about its errors: which status they have, and what pages show them.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "plume/http.h"

namespace plume {

/// The HTTP status of an exception that is no HttpError, say 404 of a database's "no such row"; nullopt: it has none,
/// which makes 500. For a request it becomes that response. In the mount of a live page a status of 4xx makes the
/// browser load the page, which then answers with it. From any thread. What it throws is logged, and means none.
using StatusOfError = std::function<std::optional<int>(const std::exception&)>;

/// What an error page tells.
struct ErrorInfo {
  int status;
  std::string_view detail;  ///< the name of the status: "Not Found"
  const Request& request;   ///< as far as it was read: parameters and session may be missing
};

/// Makes the body of an error page; nullopt: Plume's own page. From any thread. What it throws is logged, and Plume's
/// own page is sent.
using ErrorPage = std::function<std::optional<std::string>(const ErrorInfo&)>;

/// An application's own error pages (the seed's `render_errors`): for clients that take HTML, and for those that take
/// JSON. Not used where EndpointOptions::debug_errors is set.
struct RenderErrors {
  ErrorPage html{};
  ErrorPage json{};
};

}  // namespace plume
