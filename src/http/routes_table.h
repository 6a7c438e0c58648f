// The routes of an application as a table for its developer.
#pragma once

#include <string>
#include <vector>

#include "plume/router.h"

namespace plume::http {

/// One line for each route, below a line that names the columns; ends with a line break.
std::string routes_table(const std::vector<RouteInfo>& routes);

}  // namespace plume::http
