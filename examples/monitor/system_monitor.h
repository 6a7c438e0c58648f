#pragma once

#include <cstdint>
#include <vector>

/// How busy the machine was between two samples. All shares are percents.
struct SystemSample {
  double processor = 0;
  std::vector<double> cores;
  double memory = 0;
  double memory_used_gib = 0, memory_total_gib = 0;
  double load = 0;              ///< average length of the run queue in the last minute
  std::int64_t up_minutes = 0;  ///< since the machine was started
};

/// Reads /proc. What cannot be read there counts as 0.
class SystemMonitor {
 public:
  /// How busy it was since the last call; the first time, since the machine was started.
  SystemSample sample();

 private:
  struct Ticks {
    std::int64_t busy = 0, all = 0;
  };
  static std::vector<Ticks> read_ticks();
  std::vector<Ticks> last_;  ///< of the whole machine, then of each core
};
