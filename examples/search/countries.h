#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

struct Country {
  std::string_view code;  ///< of ISO 3166, two letters
  std::string_view name, capital;

  bool operator==(const Country&) const = default;
};

std::size_t count_countries();

/// The countries whose name or capital contains `text`, without regard to case; all of them where it is empty.
std::vector<Country> find_countries(std::string_view text);

/// Where `part` begins in `text`, without regard to the case of the letters A to Z; npos where it does not occur.
std::size_t find_text(std::string_view text, std::string_view part);
