// What tests look for in HTML.
#pragma once

#include <string>
#include <string_view>

namespace plume::testing {

/// The text between `before` and the next `"` in `html`; "" where it is not there.
inline std::string between(std::string_view html, std::string_view before) {
  const auto at = html.find(before);
  if (at == std::string_view::npos) return {};
  const auto begin = at + before.size();
  return std::string(html.substr(begin, html.find('"', begin) - begin));
}

}  // namespace plume::testing
