// The C++ names of types, as they stand in tokens, logs and messages.
#pragma once

#include <string>

namespace plume::view {

std::string type_name(const char* pretty_function);

/// For example "app::Counter".
template <class V>
std::string type_name_of() {
  return type_name(__PRETTY_FUNCTION__);
}

}  // namespace plume::view
