#include "base/log_output.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iterator>
#include <mutex>
#include <utility>

#include "base/line_writer.h"

namespace plume {
namespace {

constexpr auto flushed_at_exit = std::chrono::seconds(1);
constexpr std::string_view end_of_color = "\033[m";

std::mutex sink_mutex;
LogSink own_sink;

struct Now {
  std::time_t seconds;
  int milliseconds;
};

Now now() {
  const auto time = std::chrono::system_clock::now();
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  return {std::chrono::system_clock::to_time_t(time), static_cast<int>(since_epoch.count() % 1000)};
}

std::string_view color_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "\033[36m";
    case LogLevel::warning:
      return "\033[33m\033[1m";
    case LogLevel::error:
      return "\033[31m\033[1m";
    case LogLevel::info:
    case LogLevel::off:
      break;
  }
  return "\033[32m";
}

bool is_color_terminal() {
  const char* const terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && terminal && std::string_view(terminal) != "dumb" && !std::getenv("NO_COLOR");
}

void append_level(std::string& out, LogLevel level) {
  static const bool is_colored = is_color_terminal();
  if (is_colored) out += color_of(level);
  out += name_of(level);
  if (is_colored) out += end_of_color;
}

// A line as it stands in the standard error stream.
std::string whole_line(LogLevel level, LogFormat format, std::string_view line) {
  std::string whole;
  if (format == LogFormat::text) {
    const auto [seconds, milliseconds] = now();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    fmt::format_to(std::back_inserter(whole), "{:%Y-%m-%d %H:%M:%S}.{:03} ", local, milliseconds);
    append_level(whole, level);
    whole += ' ';
  }
  return whole.append(line).append("\n");
}

std::string notice_of_dropped(std::size_t count) {
  return whole_line(LogLevel::warning, LogFormat::text,
                    "lines of the log were dropped: its reader stalled count=" + std::to_string(count));
}

// Never destroyed, since a thread of it may wait for the reader when the process ends.
LineWriter& standard_error() {
  static LineWriter& writer = *new LineWriter(STDERR_FILENO, notice_of_dropped);
  return writer;
}

// Around fork(): what other threads hold would stay locked in the child.
void watch_forks() {
  ::pthread_atfork(
      [] {
        sink_mutex.lock();
        standard_error().before_fork();
      },
      [] {
        standard_error().after_fork_in_parent();
        sink_mutex.unlock();
      },
      [] {
        standard_error().after_fork_in_child();
        sink_mutex.unlock();
      });
}

void write_to_standard_error(std::string_view whole) {
  static const bool is_ready = [] {
    watch_forks();
    return std::atexit([] { flush_log(flushed_at_exit); }) == 0;
  }();
  static_cast<void>(is_ready);
  standard_error().write(whole);
}

}  // namespace

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
    case LogLevel::off:
      break;
  }
  return "off";
}

void append_utc_time(std::string& line) {
  const auto [seconds, milliseconds] = now();
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  fmt::format_to(std::back_inserter(line), "{:%Y-%m-%dT%H:%M:%S}.{:03}Z", utc, milliseconds);
}

void write_log_line(LogLevel level, LogFormat format, std::string_view line) {
  {
    const std::lock_guard lock(sink_mutex);
    if (own_sink) return own_sink(level, line);
  }
  write_to_standard_error(whole_line(level, format, line));
}

void set_log_sink(LogSink sink) {
  const std::lock_guard lock(sink_mutex);
  own_sink = std::move(sink);
}

bool flush_log(std::chrono::milliseconds timeout) { return standard_error().flush(timeout); }

}  // namespace plume
