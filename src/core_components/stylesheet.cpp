#include "plume/core_components/stylesheet.h"

#include "plume/path.h"

namespace plume::core {

std::string stylesheet() { return static_path(assets().find("/assets/core_components.css")->hashed_path); }

}  // namespace plume::core
