#include "feed/readings.h"

#include <plume/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace {

constexpr const char* sensors[] = {"Roof", "Cellar", "Greenhouse", "Garage", "Attic"};

// One a minute: the weather of a week, made up of two waves.
Reading reading(int id) {
  const double day = id / 1440.0;
  const double celsius = 14 + 7 * std::sin(day * 6.2832) + 3 * std::sin(day * 1.7) + id % 5;
  const int minute = id % 1440;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return {id, sensors[id % 5],
          "day " + std::to_string(id / 1440 + 1) + ", " + two(minute / 60) + ":" + two(minute % 60),
          plume::fixed(celsius, 1) + " °C"};
}

}  // namespace

std::vector<Reading> readings(int newest, int oldest) {
  std::vector<Reading> found;
  for (int id = newest; id >= std::max(oldest, 1); --id) found.push_back(reading(id));
  return found;
}
