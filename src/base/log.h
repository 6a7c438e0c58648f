// The log, as the library writes it.
#pragma once

#include "plume/log.h"

namespace plume {

/// Returns whether a line of this level is kept. Saves making the parts of one that is not.
inline bool is_logged(LogLevel level) { return level >= log_level(); }

}  // namespace plume
