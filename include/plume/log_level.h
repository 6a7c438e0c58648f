// LogLevel: how important a line of the log is.
#pragma once

#include <cstdint>

namespace plume {

enum class LogLevel : std::uint8_t { debug, info, warning, error, off };

}  // namespace plume
