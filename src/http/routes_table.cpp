#include "http/routes_table.h"

#include <algorithm>
#include <array>

namespace plume::http {
namespace {

using Line = std::array<std::string, 6>;

Line line_of(const RouteInfo& route) {
  std::string pipelines;
  for (const std::string& name : route.pipelines) pipelines.append(pipelines.empty() ? "" : ", ").append(name);
  return {route.method, route.pattern,      route.view.empty() ? "(handler)" : route.view,
          route.action, route.live_session, std::move(pipelines)};
}

}  // namespace

std::string routes_table(const std::vector<RouteInfo>& routes) {
  std::vector<Line> lines{{"METHOD", "PATH", "LEADS TO", "ACTION", "LIVE_SESSION", "PIPELINES"}};
  std::transform(routes.begin(), routes.end(), std::back_inserter(lines), line_of);
  std::array<std::size_t, std::tuple_size_v<Line>> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size() + 2);
  std::string table;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) table.append(line[i]).append(widths[i] - line[i].size(), ' ');
    table.erase(table.find_last_not_of(' ') + 1);
    table.push_back('\n');
  }
  return table;
}

}  // namespace plume::http
