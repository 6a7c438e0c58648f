// ParameterFilter: keeps secrets out of the log (server-api 13.12).
#pragma once

#include <string>
#include <vector>

#include "plume/value.h"

namespace plume {

struct ParameterFilter {
  enum class Mode {
    hide,  ///< hides the values of all keys that contain one of `keys`, and texts that contain one followed by "="
    keep,  ///< hides everything but the values of exactly these keys
  };
  Mode mode = Mode::hide;
  std::vector<std::string> keys = {"password", "token"};  ///< case counts

  /// A copy of `params` with "[FILTERED]" in the place of what must not be seen, at any depth.
  Value apply(const Value& params) const;
};

}  // namespace plume
