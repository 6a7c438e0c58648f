// The router, as the live part sees it.
#pragma once

#include "channel/app.h"
#include "plume/router.h"

namespace plume::http {

class RouterLiveRoutes : public channel::LiveRoutes {
 public:
  /// `router` must outlive it.
  explicit RouterLiveRoutes(const Router& router) : router_(router) {}
  Match find(std::string_view path) const override {
    auto match = router_.match("GET", path);
    return {match.live, static_cast<bool>(match), std::move(match.path_params)};
  }

 private:
  const Router& router_;
};

}  // namespace plume::http
