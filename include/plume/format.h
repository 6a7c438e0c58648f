// Numbers, dates and durations as people read them: for templates, as `{plume::fixed(@degrees, 1)} °C`.
//
// None of them asks the locale of the process: what they write is the same on every machine. They may be called from
// any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace plume {

/// `value` with so many digits behind the point, rounded: fixed(2.345, 1) is "2.3", fixed(-0.01, 1) is "0.0". A
/// template that shows a number without it writes the shortest text that reads back as the same number. Throws
/// std::invalid_argument if `decimals` is not 0 to 100.
std::string fixed(double value, int decimals);

/// How thousands() writes a number.
struct ThousandsStyle {
  std::string_view separator = ",";  ///< between groups of three digits
  std::string_view point = ".";      ///< before the digits behind it
};

/// `value` with its digits in groups: thousands(1234567) is "1,234,567", thousands(1234567, {.separator = " "}) is
/// "1 234 567".
std::string thousands(int value, const ThousandsStyle& style = {});
std::string thousands(long value, const ThousandsStyle& style = {});
std::string thousands(long long value, const ThousandsStyle& style = {});
std::string thousands(unsigned value, const ThousandsStyle& style = {});
std::string thousands(unsigned long value, const ThousandsStyle& style = {});
std::string thousands(unsigned long long value, const ThousandsStyle& style = {});
/// The same with so many digits behind the point, as fixed(): thousands(1234.5, 2, {".", ","}) is "1.234,50".
std::string thousands(double value, int decimals, const ThousandsStyle& style = {});

/// Which clock on the wall date() means: that of Greenwich, or that of the machine (TZ, /etc/localtime).
enum class TimeZone : std::uint8_t { utc, local };

/// A point in time by a format of strftime, as "%d.%m.%Y %H:%M"; names of days and months are English. Takes
/// std::chrono::sys_days and sys_seconds, too. Throws std::invalid_argument for a format that is none, and for times
/// beyond what the system's calendar holds.
std::string date(std::chrono::system_clock::time_point at, std::string_view format = "%Y-%m-%d",
                 TimeZone zone = TimeZone::utc);

/// A length of time in its two largest units, cut off behind them: "2 d 3 h", "1 h 5 min", "3 min 20 s", "4.2 s",
/// "350 ms", "12 µs".
std::string duration(std::chrono::nanoseconds length);
/// The same by a format of strftime, as "%H:%M:%S"; %Q is the number of seconds. Throws as date() does.
std::string duration(std::chrono::nanoseconds length, std::string_view format);

}  // namespace plume
