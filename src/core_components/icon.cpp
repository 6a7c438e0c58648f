#include "plume/core_components/icon.h"

#include <algorithm>
#include <iterator>

namespace plume::core {
namespace {

struct Drawing {
  std::string_view name, path;
};

constexpr Drawing drawings[] = {
    {"arrow-down", "M12 5v14M6 13l6 6 6-6"},
    {"arrow-left", "M19 12H5M11 6l-6 6 6 6"},
    {"arrow-path", "M20 5v5h-5M4 19v-5h5M19 10a7.5 7.5 0 0 0-13.5-2.5M5 14a7.5 7.5 0 0 0 13.5 2.5"},
    {"arrow-right", "M5 12h14M13 6l6 6-6 6"},
    {"arrow-up", "M12 19V5M6 11l6-6 6 6"},
    {"arrows-up-down", "M8 20V4M4 8l4-4 4 4M16 4v16M12 16l4 4 4-4"},
    {"bars", "M4 6h16M4 12h16M4 18h16"},
    {"bell", "M18 10a6 6 0 1 0-12 0c0 5-2 6-2 7h16c0-1-2-2-2-7M10 20h4"},
    {"check", "M5 13l4.5 5L19 7"},
    {"chevron-down", "M6 9l6 6 6-6"},
    {"chevron-left", "M15 6l-6 6 6 6"},
    {"chevron-right", "M9 6l6 6-6 6"},
    {"ellipsis", "M5 12h.01M12 12h.01M19 12h.01"},
    {"exclamation-circle", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.5h.01"},
    {"heart", "M12 20C5 15 3 11.5 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 6.5-9 11.5Z"},
    {"home", "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6"},
    {"information-circle", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5h.01"},
    {"minus", "M5 12h14"},
    {"pencil", "M4 20l1-5L16 4l4 4L9 19l-5 1ZM13.5 6.5l4 4"},
    {"plus", "M12 5v14M5 12h14"},
    {"search", "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5L20 20"},
    {"star", "M12 4l2.5 5.2 5.5.8-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8L12 4Z"},
    {"trash", "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5"},
    {"user", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 6 0 0 1 15 0"},
    {"x-mark", "M6 6l12 12M18 6L6 18"},
};

constexpr bool every_name_has_a_drawing() {
  return std::equal(std::begin(drawings), std::end(drawings), IconName::words().begin(), IconName::words().end(),
                    [](const Drawing& drawing, std::string_view name) { return drawing.name == name; });
}
static_assert(every_name_has_a_drawing(), "drawings must stand in the order of IconName");

}  // namespace

std::string_view icon::path() const {
  return std::find_if(std::begin(drawings), std::end(drawings), [this](auto& one) { return *name == one.name; })->path;
}

}  // namespace plume::core
