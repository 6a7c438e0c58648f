#pragma once

#include <plume/form_data.h>

#include <string>
#include <vector>

enum class Size { small, medium, large };
PLUME_ENUM(Size, small, medium, large)

/// A bird that somebody saw.
struct Bird {
  std::string name;
  Size size = Size::medium;
  int wingspan = 20;  ///< in centimetres
  bool rare = false;
  PLUME_FIELDS(name, size, wingspan, rare)

  void check(plume::FormErrors& errors) const;
};

/// Those that the page begins with.
std::vector<Bird> known_birds();

/// Sorts by a field; by none where there is no such field.
void sort_birds(std::vector<Bird>& birds, std::string_view by, bool descending);
