#include "plume/plugs.h"

namespace plume {

Plug put_root_layout(RootLayoutFactory layout) {
  return
      [shared = std::make_shared<const RootLayoutFactory>(std::move(layout))](Request& request, const Handler& next) {
        request.root_layout = shared;
        return next(request);
      };
}

}  // namespace plume
