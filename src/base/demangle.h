// The names of types as they are written in C++.
#pragma once

#include <string>

namespace plume {

/// Of what std::type_info::name() gives.
std::string demangled(const char* name);

}  // namespace plume
