#include "forecast/weather.h"

#include <plume/async.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace {

using std::chrono::milliseconds;

void wait(milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any stopped;
  stopped.wait_for(lock, stop, time, [] { return false; });
  if (stop.stop_requested()) throw plume::AsyncError("It was asked to stop.");
}

}  // namespace

const Place* find_place(std::string_view id) {
  const auto* found =
      std::find_if(std::begin(places), std::end(places), [&](const Place& one) { return one.id == id; });
  return found == std::end(places) ? nullptr : found;
}

Forecast ask_for_forecast(const Place& place, const std::stop_token& stop) {
  wait(place.id == "pole" ? std::chrono::minutes(5) : milliseconds(700), stop);
  if (place.id == "atlantis") throw plume::AsyncError("Nothing is known of " + std::string(place.name) + ".");
  static constexpr std::string_view days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};
  static constexpr std::string_view skies[] = {"Sunny", "Clouds", "Rain", "Wind"};
  Forecast forecast;
  std::size_t seed = place.name.size() + place.name[1];
  for (const auto day : days) {
    seed = seed * 31 + 7;
    const int high = 12 + static_cast<int>(seed % 17);
    forecast.push_back({day, skies[seed % std::size(skies)], high, high - 8});
  }
  return forecast;
}
