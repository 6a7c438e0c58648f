#include "base/log.h"

#include <fmt/format.h>
#include <pthread.h>
#include <spdlog/details/os.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>

#include "base/json.h"
#include "base/line_writer.h"
#include "base/utf8.h"

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

constexpr auto flushed_at_exit = std::chrono::seconds(1);
constexpr const char* pattern = "%Y-%m-%d %H:%M:%S.%e %^%l%$ %v";

std::string notice_of_dropped(std::size_t count) {
  spdlog::pattern_formatter formatter(pattern);
  const std::string text = "lines of the log were dropped: its reader stalled count=" + std::to_string(count);
  spdlog::memory_buf_t line;
  formatter.format(spdlog::details::log_msg("plume", spdlog::level::warn, text), line);
  return fmt::to_string(line);
}

// Never destroyed, since a thread of it may wait for the reader when the process ends.
LineWriter& standard_error_writer() {
  static LineWriter& writer = *new LineWriter(STDERR_FILENO, notice_of_dropped);
  return writer;
}

std::string_view color_of(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::debug:
      return "\033[36m";
    case spdlog::level::warn:
      return "\033[33m\033[1m";
    case spdlog::level::err:
      return "\033[31m\033[1m";
    default:
      return "\033[32m";
  }
}

class StandardError final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  // Around fork(): what other threads hold would stay locked in the child.
  void before_fork() {
    sink_mutex.lock();
    mutex_.lock();
    standard_error_writer().before_fork();
  }
  void after_fork_in_parent() {
    standard_error_writer().after_fork_in_parent();
    unlock();
  }
  void after_fork_in_child() {
    standard_error_writer().after_fork_in_child();
    unlock();
  }

 private:
  void unlock() {
    mutex_.unlock();
    sink_mutex.unlock();
  }
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t buffer;
    formatter_->format(message, buffer);
    const std::string_view line(buffer.data(), buffer.size());
    if (!is_colored_) return standard_error_writer().write(line);
    std::string colored(line.substr(0, message.color_range_start));
    colored.append(color_of(message.level));
    colored.append(line.substr(message.color_range_start, message.color_range_end - message.color_range_start));
    colored.append("\033[m").append(line.substr(message.color_range_end));
    standard_error_writer().write(colored);
  }
  void flush_() override {}

  const bool is_colored_ = spdlog::details::os::in_terminal(stderr) && spdlog::details::os::is_color_terminal();
};

const std::shared_ptr<StandardError>& standard_error_sink() {
  static const auto& sink = *new auto(std::make_shared<StandardError>());
  return sink;
}

spdlog::logger& standard_error() {
  static spdlog::logger& logger = []() -> spdlog::logger& {
    auto& made = *new spdlog::logger("plume", standard_error_sink());
    made.set_level(spdlog::level::trace);
    made.set_pattern(pattern);
    std::atexit([] { flush_log(flushed_at_exit); });
    pthread_atfork([] { standard_error_sink()->before_fork(); }, [] { standard_error_sink()->after_fork_in_parent(); },
                   [] { standard_error_sink()->after_fork_in_child(); });
    return made;
  }();
  return logger;
}

// What a terminal obeys, a reader takes for the end of a line, or what shows the text around it in another order.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// The character that `text`, which is UTF-8, begins with, and how many bytes it has.
std::pair<char32_t, std::size_t> first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  return {c, size};
}

bool needs_quotes(std::string_view text) {
  if (text.empty() || text.find_first_of(" \"=\\") != text.npos || !is_utf8(text)) return true;
  while (!text.empty()) {
    const auto [c, size] = first_character(text);
    if (is_harmful(c)) return true;
    text.remove_prefix(size);
  }
  return false;
}

// A JSON string, in which all that is harmful is written as \uXXXX.
void append_quoted(std::string& line, std::string_view text) {
  std::string quoted;
  append_json_string(quoted, text);
  for (std::string_view rest = quoted; !rest.empty();) {
    const auto [c, size] = first_character(rest);
    if (is_harmful(c))
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<std::uint32_t>(c));
    else
      line.append(rest.substr(0, size));
    rest.remove_prefix(size);
  }
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
      append_quoted(line, *text);
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

bool flush_log(std::chrono::milliseconds most) { return standard_error_writer().flush(most); }

void set_log_sink(LogSink sink) {
  const std::lock_guard lock(sink_mutex);
  own_sink = std::move(sink);
}

}  // namespace plume
