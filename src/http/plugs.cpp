#include "plume/plugs.h"

#include <algorithm>

#include "base/content_type.h"
#include "http/text.h"

namespace plume {
namespace {

bool takes_any(std::string_view accept, const std::vector<std::string_view>& types) {
  if (accept.empty()) return true;
  const auto ranges = http::list_elements(accept);
  return std::any_of(ranges.begin(), ranges.end(), [&](std::string_view range) {
    return std::any_of(types.begin(), types.end(),
                       [range](std::string_view type) { return http::is_in_media_range(type, range); });
  });
}

}  // namespace

Plug put_root_layout(RootLayoutFactory layout) {
  return
      [shared = std::make_shared<const RootLayoutFactory>(std::move(layout))](Request& request, const Handler& next) {
        request.root_layout = shared;
        return next(request);
      };
}

Plug accepts(const std::vector<std::string>& formats) {
  std::vector<std::string_view> types;
  for (const std::string& format : formats) types.push_back(content_type_of("." + format));
  return [types](Request& request, const Handler& next) {
    const auto accept = request.headers.get("accept");
    if (!takes_any(accept, types)) throw HttpError(406, "this page is not there as " + std::string(accept));
    return next(request);
  };
}

}  // namespace plume
