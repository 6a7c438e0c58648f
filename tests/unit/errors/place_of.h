// Where in pages.h the code of its templates stands.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace plume::testing {

/// `…/pages.h:LINE:COLUMN` of `code` behind `after`, as traces name it.
inline std::string place_of(std::string_view code, std::string_view after = "") {
  static const std::string file = [] {
    std::ifstream in(std::string(PLUME_TEST_FOLDER) + "/pages.h");
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  const auto at = file.find(code, file.find(after));
  const auto line_begin = file.rfind('\n', at) + 1;
  const auto line = 1 + std::count(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return "tests/unit/errors/pages.h:" + std::to_string(line) + ":" + std::to_string(at - line_begin + 1);
}

}  // namespace plume::testing
