// require: what must hold in a fuzzer, whatever the input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace plume::testing {

/// Ends the process, which libFuzzer reports together with the input, unless `holds`.
inline void require(bool holds, std::string_view rule, std::string_view found = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n%.*s\n", static_cast<int>(rule.size()), rule.data(),
               static_cast<int>(found.size()), found.data());
  std::abort();
}

}  // namespace plume::testing
