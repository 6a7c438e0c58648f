#include "plume/core_components/tabs.h"

namespace plume::core {

std::string_view tabs::shown() const {
  for (const auto& one : *tab)
    if (*one.id == selected) return selected;
  return tab->empty() ? std::string_view() : *(*tab->begin()).id;
}

}  // namespace plume::core
