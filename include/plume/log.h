// The log: one line for each thing that happened, a message followed by key=value fields. Plume writes to it, and so
// may an application.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

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

/// The value of a field: text, a number, or nothing: then it is left out. It borrows text.
class LogValue {
 public:
  LogValue(std::string_view text) : held_(text) {}
  LogValue(const std::string& text) : held_(std::string_view(text)) {}
  LogValue(const char* text) : held_(std::string_view(text)) {}
  template <std::integral T>
  LogValue(T number) : held_(static_cast<std::int64_t>(number)) {}
  LogValue(double number) : held_(number) {}
  LogValue(const std::optional<std::string>& text) {
    if (text) held_ = std::string_view(*text);
  }

  bool is_nothing() const { return std::holds_alternative<std::monostate>(held_); }
  /// Appends the value as LogFormat::text has it.
  void append_to(std::string& line) const;
  /// Appends the value as JSON.
  void append_json_to(std::string& line) const;

 private:
  std::variant<std::monostate, std::string_view, std::int64_t, double> held_;
};

struct LogField {
  std::string_view key;
  LogValue value;
};
using LogFields = std::initializer_list<LogField>;

/// Writes `message key=value key="another value"`, or a JSON object (LogFormat). Values that hold spaces, quotes,
/// control characters or bytes that are not UTF-8 are quoted and escaped as in JSON, so that no client can forge a
/// line. So are U+0080 to U+009F, DEL, U+2028 and U+2029, and what changes the direction of text; U+FFFD stands for
/// bytes that are not UTF-8. Never log tokens, cookies or unfiltered parameters. From any thread; below the level that
/// is set it costs one comparison.
void log(LogLevel level, std::string_view message, LogFields fields = {});

inline void log_debug(std::string_view message, LogFields fields = {}) { log(LogLevel::debug, message, fields); }
inline void log_info(std::string_view message, LogFields fields = {}) { log(LogLevel::info, message, fields); }
inline void log_warning(std::string_view message, LogFields fields = {}) { log(LogLevel::warning, message, fields); }
inline void log_error(std::string_view message, LogFields fields = {}) { log(LogLevel::error, message, fields); }

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
/// overlap; they come in the thread that logs, so `sink` must not block.
void set_log_sink(LogSink sink);

/// Waits until the standard error stream has taken the lines that wait for its reader, at most `timeout`. Returns
/// whether it has. The log itself never waits: up to 1 MiB of lines wait for a reader that stalls. Further lines are
/// dropped, and a later line tells how many. At the normal end of the process this is called with one second.
bool flush_log(std::chrono::milliseconds timeout);

}  // namespace plume
