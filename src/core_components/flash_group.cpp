#include "plume/core_components/flash_group.h"

#include <string>

#include "plume/core_components/show.h"

namespace plume::core {

JS flash_group::trouble(std::string_view state, std::string_view id) {
  const auto notice = std::string(".").append(state).append(" #").append(id);
  return show(notice, {}, "flex").remove_attribute("hidden", {.to = notice});
}

JS flash_group::fine(std::string_view id) {
  const auto notice = std::string("#").append(id);
  return hide(notice).set_attribute("hidden", "", {.to = notice});
}

}  // namespace plume::core
