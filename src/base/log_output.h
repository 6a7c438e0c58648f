// The way of a line of the log out of the process: to the sink of the application, or to the standard error stream.
#pragma once

#include <string>
#include <string_view>

#include "plume/log.h"

namespace plume {

/// Returns the level as lines name it.
std::string_view name_of(LogLevel level);

/// Appends the time of now as LogFormat::json has it.
void append_utc_time(std::string& line);

/// Hands a line, without line break, to the sink of the application. Without one, writes it to the standard error
/// stream, in LogFormat::text with time and level before it. From any thread.
void write_log_line(LogLevel level, LogFormat format, std::string_view line);

}  // namespace plume
