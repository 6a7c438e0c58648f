// The router, as the live part sees it.
#pragma once

#include <utility>

#include "base/script_name.h"
#include "channel/app.h"
#include "plume/router.h"

namespace plume::http {

class RouterLiveRoutes : public channel::LiveRoutes {
 public:
  /// `router` must outlive it.
  RouterLiveRoutes(const Router& router, ScriptName script_name)
      : router_(router), script_name_(std::move(script_name)) {}
  Match find(std::string_view path) const override {
    const auto below = script_name_.below(path);
    if (!below) return {};
    auto match = router_.match("GET", *below);
    return {match.live, static_cast<bool>(match), std::move(match.path_params)};
  }

 private:
  const Router& router_;
  const ScriptName script_name_;
};

}  // namespace plume::http
