#include "plume/core_components/progress.h"

#include <algorithm>

namespace plume::core {

int progress::percent() const {
  if (!value || !(max > 0)) return 0;
  return static_cast<int>(std::clamp(*value / max, 0.0, 1.0) * 100);
}

}  // namespace plume::core
