#include "http/connect_query.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace plume::http {
namespace {

constexpr std::size_t most_pairs = 100;
constexpr std::size_t most_parts = 4;
constexpr std::array<std::string_view, 4> of_joins{"_track_static", "_mounts", "_mount_attempts", "_live_referer"};

bool is_bracket(std::string_view text) {
  return text.starts_with('[') || text.starts_with("%5B") || text.starts_with("%5b");
}

struct Name {
  std::string_view first;  // its first part
  std::size_t parts = 1;
};

Name name_of(std::string_view pair) {
  const auto text = pair.substr(0, pair.find('='));
  Name name{text};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_bracket(text.substr(at))) continue;
    if (name.parts == 1) name.first = text.substr(0, at);
    ++name.parts;
  }
  return name;
}

}  // namespace

std::string connect_query(std::string_view query) {
  std::string kept;
  std::size_t pairs = 0;
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const auto [first, parts] = name_of(pair);
    const bool is_needed = (first == "_csrf_token" || first == "vsn") && parts == 1;
    const bool is_kept =
        pairs < most_pairs && parts <= most_parts && std::ranges::find(of_joins, first) == of_joins.end();
    if (pair.empty() || (!is_needed && !is_kept)) continue;
    if (!kept.empty()) kept += '&';
    kept += pair;
    ++pairs;
  }
  return kept;
}

}  // namespace plume::http
