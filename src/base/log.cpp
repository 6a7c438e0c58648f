#include "base/log.h"

#include <atomic>
#include <string>
#include <utility>

#include "base/json.h"
#include "base/log_output.h"
#include "base/utf8.h"
#include "foundation/json_text.h"
#include "foundation/utf8.h"

namespace plume {
namespace {

std::atomic<LogLevel> lowest_level{LogLevel::info};

std::atomic<LogFormat> line_format{LogFormat::text};

// What a terminal obeys, a reader takes for the end of a line, or what shows the text around it in another order.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool needs_quotes(std::string_view text) {
  if (text.empty() || text.find_first_of(" \"=\\") != text.npos || !is_utf8(text)) return true;
  while (!text.empty()) {
    const auto character = text.substr(0, utf8_length(text));
    if (is_harmful(utf8_decoded(character))) return true;
    text.remove_prefix(character.size());
  }
  return false;
}

// A JSON string, in which all that is harmful is written as \uXXXX.
void append_quoted(std::string& line, std::string_view text) {
  std::string quoted;
  append_json_string(quoted, text);
  for (std::string_view rest = quoted; !rest.empty();) {
    const auto character = rest.substr(0, utf8_length(rest));
    const auto c = utf8_decoded(character);
    if (is_harmful(c))
      append_unicode_escape(line, static_cast<std::uint16_t>(c));
    else
      line.append(character);
    rest.remove_prefix(character.size());
  }
}

std::string text_line(std::string_view message, LogFields fields) {
  std::string line(message);
  for (const auto& [key, value] : fields) {
    if (value.is_nothing()) continue;
    line.append(" ").append(key).append("=");
    value.append_to(line);
  }
  return line;
}

std::string json_line(LogLevel level, std::string_view message, LogFields fields) {
  std::string line = R"({"time":")";
  append_utc_time(line);
  line.append(R"(","level":")").append(name_of(level)).append(R"(","message":)");
  append_quoted(line, message);
  for (const auto& [key, value] : fields) {
    if (value.is_nothing()) continue;
    line.append(",\"").append(key).append("\":");
    value.append_json_to(line);
  }
  return line.append("}");
}

}  // namespace

void LogValue::append_to(std::string& line) const {
  const auto* text = std::get_if<std::string_view>(&held_);
  if (text && !needs_quotes(*text))
    line += *text;
  else
    append_json_to(line);
}

void LogValue::append_json_to(std::string& line) const {
  if (const auto* text = std::get_if<std::string_view>(&held_))
    append_quoted(line, *text);
  else if (const auto* number = std::get_if<double>(&held_))
    append_json(line, Value(*number));
  else
    append_json(line, Value(std::get<std::int64_t>(held_)));
}

void log(LogLevel level, std::string_view message, LogFields fields) {
  if (!is_logged(level)) return;
  const LogFormat format = line_format.load(std::memory_order_relaxed);
  const std::string line = format == LogFormat::text ? text_line(message, fields) : json_line(level, message, fields);
  write_log_line(level, format, line);
}

void set_log_level(LogLevel level) { lowest_level = level; }

LogLevel log_level() { return lowest_level.load(std::memory_order_relaxed); }

void set_log_format(LogFormat format) { line_format = format; }

}  // namespace plume
