#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct Place {
  std::string_view id, name;
};

inline constexpr Place places[] = {
    {"oslo", "Oslo"}, {"lisbon", "Lisbon"}, {"nairobi", "Nairobi"}, {"atlantis", "Atlantis"}, {"pole", "South Pole"}};

/// The place of that id, or nullptr.
const Place* find_place(std::string_view id);

struct Day {
  std::string_view name, sky;
  int high, low;  ///< degrees Celsius
  friend bool operator==(const Day&, const Day&) = default;
};
using Forecast = std::vector<Day>;

/// What a service far away says of a place; it stands for one that is asked over the network. It takes a while, and the
/// South Pole answers after minutes only. Throws plume::AsyncError where it knows nothing of the place, or was asked to
/// stop.
Forecast ask_for_forecast(const Place& place, const std::stop_token& stop);
