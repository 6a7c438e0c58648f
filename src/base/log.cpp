#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "base/json.h"

namespace plume {
namespace {

std::atomic<LogLevel> lowest_level{LogLevel::info};

std::mutex sink_mutex;
LogSink own_sink;

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      break;
  }
  return spdlog::level::off;
}

spdlog::logger& standard_error() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("plume", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_level(spdlog::level::trace);
    made->set_pattern("%Y-%m-%d %H:%M:%S.%e %^%l%$ %v");
    return made;
  }();
  return *logger;
}

bool needs_quotes(std::string_view text) {
  if (text.empty()) return true;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7F) return true;
  }
  return false;
}

void write(LogLevel level, std::string_view line) {
  {
    const std::lock_guard lock(sink_mutex);
    if (own_sink) return own_sink(level, line);
  }
  standard_error().log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void LogValue::append_to(std::string& line) const {
  if (const auto* text = std::get_if<std::string_view>(&held_)) {
    if (!needs_quotes(*text)) {
      line += *text;
    } else {
      append_json_string(line, *text);
    }
  } else if (const auto* number = std::get_if<double>(&held_)) {
    append_json(line, Value(*number));
  } else {
    append_json(line, Value(std::get<std::int64_t>(held_)));
  }
}

void log(LogLevel level, std::string_view message, LogFields fields) {
  if (!is_logged(level)) return;
  std::string line(message);
  for (const auto& [key, value] : fields) {
    if (value.is_nothing()) continue;
    line += ' ';
    line += key;
    line += '=';
    value.append_to(line);
  }
  write(level, line);
}

void set_log_level(LogLevel level) { lowest_level = level; }

LogLevel log_level() { return lowest_level.load(std::memory_order_relaxed); }

void set_log_sink(LogSink sink) {
  const std::lock_guard lock(sink_mutex);
  own_sink = std::move(sink);
}

}  // namespace plume
