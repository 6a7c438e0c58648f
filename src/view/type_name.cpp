#include "plume/type_name.h"

#include <cstring>

namespace plume::view {

// GCC: "… [with V = app::Counter; std::string = …]", Clang: "… [V = app::Counter]".
std::string type_name(const char* pretty_function) {
  const char* begin = std::strstr(pretty_function, "V = ");
  if (!begin) return pretty_function;
  begin += 4;
  return {begin, std::strcspn(begin, ";]")};
}

}  // namespace plume::view
