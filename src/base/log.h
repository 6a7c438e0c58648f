// The log: one line for each thing that happened, a message followed by key=value fields.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "plume/log.h"

namespace plume {

/// What a field holds: text, a number, or nothing: then it is left out. It borrows text.
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

/// Writes `message key=value key="another value"`. Values that hold spaces, quotes, control characters or bytes that
/// are not UTF-8 are quoted and escaped as in JSON, so that no client can forge a line. So are U+0080 to U+009F, DEL,
/// U+2028 and U+2029, and what changes the direction of text; U+FFFD stands for bytes that are not UTF-8. Never log
/// tokens, cookies or unfiltered parameters. From any thread; below the level that is set it costs one comparison.
void log(LogLevel level, std::string_view message, LogFields fields = {});

inline void log_debug(std::string_view message, LogFields fields = {}) { log(LogLevel::debug, message, fields); }
inline void log_info(std::string_view message, LogFields fields = {}) { log(LogLevel::info, message, fields); }
inline void log_warning(std::string_view message, LogFields fields = {}) { log(LogLevel::warning, message, fields); }
inline void log_error(std::string_view message, LogFields fields = {}) { log(LogLevel::error, message, fields); }

inline bool is_logged(LogLevel level) { return level >= log_level(); }

}  // namespace plume
