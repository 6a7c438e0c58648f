#include "plume/core_components/stylesheet.h"

namespace plume::core {

std::string_view stylesheet() { return assets().find("/assets/core_components.css")->hashed_path; }

}  // namespace plume::core
