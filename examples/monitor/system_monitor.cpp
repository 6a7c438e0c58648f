#include "monitor/system_monitor.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace {

// The kernel's counters may step back a little.
double share(std::int64_t part, std::int64_t whole) {
  return whole <= 0 ? 0 : std::clamp(100.0 * static_cast<double>(part) / static_cast<double>(whole), 0.0, 100.0);
}

void read_memory(SystemSample& sample) {
  std::ifstream in("/proc/meminfo");
  std::int64_t total = 0, available = 0, kib = 0;
  std::string name, unit;
  while (in >> name >> kib) {
    if (name == "MemTotal:") total = kib;
    if (name == "MemAvailable:") available = kib;
    std::getline(in, unit);
  }
  constexpr double kib_per_gib = 1024 * 1024;
  sample.memory = share(total - available, total);
  sample.memory_used_gib = static_cast<double>(total - available) / kib_per_gib;
  sample.memory_total_gib = static_cast<double>(total) / kib_per_gib;
}

}  // namespace

std::vector<SystemMonitor::Ticks> SystemMonitor::read_ticks() {
  std::vector<Ticks> result;
  std::ifstream in("/proc/stat");
  for (std::string line; std::getline(in, line) && line.starts_with("cpu");) {
    std::istringstream fields(line);
    std::string name;
    fields >> name;
    // user nice system idle iowait irq softirq steal
    Ticks ticks;
    std::int64_t count = 0;
    for (int field = 0; field < 8 && fields >> count; ++field) {
      ticks.all += count;
      if (field != 3 && field != 4) ticks.busy += count;
    }
    result.push_back(ticks);
  }
  return result;
}

SystemSample SystemMonitor::sample() {
  SystemSample sample;
  auto now = read_ticks();
  last_.resize(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    const double busy = share(now[i].busy - last_[i].busy, now[i].all - last_[i].all);
    if (i == 0)
      sample.processor = busy;
    else
      sample.cores.push_back(busy);
  }
  last_ = std::move(now);

  read_memory(sample);
  std::ifstream("/proc/loadavg") >> sample.load;
  double up_seconds = 0;
  std::ifstream("/proc/uptime") >> up_seconds;
  sample.up_minutes = static_cast<std::int64_t>(up_seconds / 60);
  return sample;
}
