#include "plume/core_components/show.h"

namespace plume::core {

JS show(const Selector& to, JS js, std::string_view display) {
  return js.show({.to = to,
                  .display = std::string(display),
                  .transition = Transition("core-enter", "core-away", "core-there"),
                  .time = 150});
}

JS hide(const Selector& to, JS js) {
  return js.hide({.to = to, .transition = Transition("core-leave", "core-there", "core-away"), .time = 150});
}

}  // namespace plume::core
