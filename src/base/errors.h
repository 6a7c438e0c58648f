// The errors that Plume's own layers throw at each other. Those that an application may throw or catch are declared in
// include/plume/.
#pragma once

#include <stdexcept>
#include <string>

namespace plume {

/// Something the client sent cannot be accepted: malformed, or beyond a limit. The message says what was wrong and may
/// be logged, but is not meant for the client.
class InvalidInput : public std::runtime_error {
 public:
  /// `status` is the HTTP status that answers it.
  explicit InvalidInput(const std::string& message, int status = 400) : std::runtime_error(message), status_(status) {}

  int status() const noexcept { return status_; }

 private:
  int status_;
};

}  // namespace plume
