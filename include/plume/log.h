// The log of the process: its level, its format, and where its lines go.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "plume/log_level.h"

namespace plume {

/// How a line of the log is written.
enum class LogFormat : std::uint8_t {
  /// `2026-01-31 12:00:00.000 info message key=value key="another value"`, in local time, in colour on a terminal.
  text,
  /// One JSON object a line: `{"time":"2026-01-31T12:00:00.000Z","level":"info","message":"…","key":"value"}`. Numbers
  /// stay numbers. `time` is in UTC.
  json,
};

/// Drops lines below `level`, LogLevel::info by default; LogLevel::off drops all. All settings of the log hold for the
/// whole process, may be changed at any time and from any thread.
void set_log_level(LogLevel level);
/// Returns the level below which lines are dropped.
LogLevel log_level();

/// Sets how lines are written, LogFormat::text by default.
void set_log_format(LogFormat format);

/// Takes the lines of the log, for an application with a log of its own. `line` has no line break and is valid during
/// the call. In LogFormat::text it is the message and its fields, without time and level; in LogFormat::json it is the
/// whole object. Must not log.
using LogSink = std::function<void(LogLevel level, std::string_view line)>;
/// Sends lines to `sink` in place of the standard error stream; an empty sink brings that back. Calls of the sink never
/// overlap, and come from any thread.
void set_log_sink(LogSink sink);

/// Waits until the standard error stream has taken the lines that wait for its reader, at most `timeout`. Returns
/// whether it has. The log itself never waits: up to 1 MiB of lines wait for a reader that stalls. Further lines are
/// dropped, and a later line tells how many. At the normal end of the process this is called with one second.
bool flush_log(std::chrono::milliseconds timeout);

}  // namespace plume
