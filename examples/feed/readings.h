#pragma once

#include <string>
#include <vector>

/// What a sensor has told.
struct Reading {
  int id;  ///< 1 is the oldest
  std::string sensor, time, value;
};

/// The readings from `newest` down to `oldest`. Those below 1 do not exist.
std::vector<Reading> readings(int newest, int oldest);

/// How many there are when the page is opened.
inline constexpr int first_count = 10'000;
