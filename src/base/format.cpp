#include "plume/format.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace plume {
namespace {

constexpr int max_decimals = 100;

// `digits`: of a whole number, without a sign.
std::string grouped(std::string_view digits, std::string_view separator) {
  std::string text(digits.substr(0, (digits.size() + 2) % 3 + 1));
  for (std::size_t at = text.size(); at < digits.size(); at += 3) text.append(separator).append(digits.substr(at, 3));
  return text;
}

// A number as std::to_chars writes it.
std::string with_thousands(std::string_view number, const ThousandsStyle& style) {
  const bool is_negative = number.starts_with('-');
  if (is_negative) number.remove_prefix(1);
  const auto end = std::min(number.find_first_not_of("0123456789"), number.size());
  std::string text = is_negative ? "-" : "";
  text.append(end > 0 ? grouped(number.substr(0, end), style.separator) : "");
  const std::string_view rest = number.substr(end);
  return rest.starts_with('.') ? text.append(style.point).append(rest.substr(1)) : text.append(rest);
}

template <class T>
std::string by_format(std::string_view function, std::string_view format, const T& value) {
  try {
    return fmt::format(fmt::runtime("{:" + std::string(format) + "}"), value);
  } catch (const fmt::format_error& error) {
    throw std::invalid_argument(std::string(function) + ": \"" + std::string(format) +
                                "\" is no format of a time: " + error.what());
  }
}

std::tm calendar(std::time_t at, TimeZone zone) {
  try {
    return zone == TimeZone::utc ? fmt::gmtime(at) : fmt::localtime(at);
  } catch (const fmt::format_error& error) {
    throw std::invalid_argument(std::string("date: ") + error.what());
  }
}

std::string two_units(std::int64_t seconds, std::int64_t large, std::string_view large_unit, std::int64_t small,
                      std::string_view small_unit) {
  const auto rest = seconds % large / small;
  std::string text = fmt::format("{} {}", seconds / large, large_unit);
  return rest == 0 ? text : text.append(fmt::format(" {} {}", rest, small_unit));
}

}  // namespace

std::string fixed(double value, int decimals) {
  if (decimals < 0 || decimals > max_decimals)
    throw std::invalid_argument("fixed: a number has 0 to 100 decimals, not " + std::to_string(decimals));
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::string thousands(int value, const ThousandsStyle& style) {
  return thousands(static_cast<long long>(value), style);
}
std::string thousands(long value, const ThousandsStyle& style) {
  return thousands(static_cast<long long>(value), style);
}
std::string thousands(long long value, const ThousandsStyle& style) {
  return with_thousands(std::to_string(value), style);
}
std::string thousands(unsigned value, const ThousandsStyle& style) {
  return thousands(static_cast<unsigned long long>(value), style);
}
std::string thousands(unsigned long value, const ThousandsStyle& style) {
  return thousands(static_cast<unsigned long long>(value), style);
}
std::string thousands(unsigned long long value, const ThousandsStyle& style) {
  return with_thousands(std::to_string(value), style);
}
std::string thousands(double value, int decimals, const ThousandsStyle& style) {
  return with_thousands(fixed(value, decimals), style);
}

std::string date(std::chrono::system_clock::time_point at, std::string_view format, TimeZone zone) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  return by_format("date", format, calendar(std::chrono::system_clock::to_time_t(seconds), zone));
}

std::string duration(std::chrono::nanoseconds length) {
  constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
  if (length.count() < 0) {
    if (length == std::chrono::nanoseconds::min()) length = -std::chrono::nanoseconds::max();
    return "-" + duration(-length);
  }
  const auto micros = std::chrono::floor<std::chrono::microseconds>(length).count();
  const std::int64_t seconds = micros / 1'000'000;
  if (seconds >= day) return two_units(seconds, day, "d", hour, "h");
  if (seconds >= hour) return two_units(seconds, hour, "h", minute, "min");
  if (seconds >= minute) return two_units(seconds, minute, "min", 1, "s");
  const std::int64_t tenths = micros / 100'000 % 10;
  if (seconds > 0) return tenths ? fmt::format("{}.{} s", seconds, tenths) : fmt::format("{} s", seconds);
  if (micros >= 1000) return fmt::format("{} ms", micros / 1000);
  return micros ? fmt::format("{} µs", micros) : "0 s";
}

std::string duration(std::chrono::nanoseconds length, std::string_view format) {
  return by_format("duration", format, std::chrono::floor<std::chrono::seconds>(length));
}

}  // namespace plume
