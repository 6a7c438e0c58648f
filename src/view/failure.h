// Failure: what an exception was, for the log and for error pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plume/errors.h"
#include "plume/generated/template_trace.h"

namespace plume::view {

/// Of an exception that was caught.
struct Failure {
  std::string type;     ///< its class
  std::string message;  ///< what it says
  int status = 500;     ///< that answers an HTTP request (server-api 16.1)
  /// Where it left templates, the innermost first; empty where it came from none, or from one without debug
  /// annotations.
  std::vector<TemplatePosition> trail{};

  bool is_client_error() const { return status >= 400 && status < 500; }
  /// `counter.html.heex:12:8, called from page.html.heex:30:3`, for a field of the log.
  std::optional<std::string> where() const;
};

/// What the exception that is being handled was. Once for each, since it takes the trail. `status_of`: of exceptions
/// that are no HttpError.
Failure current_failure(const StatusOfError& status_of = {});

}  // namespace plume::view
