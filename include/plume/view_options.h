// ViewOptions: what a class of views declares about itself.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plume/hooks.h"

namespace plume {

/// The element around a view. `id` and `data-phx-…` are Plume's, and are left out of `attributes`.
struct Container {
  std::string tag = "div";
  std::vector<std::pair<std::string, std::string>> attributes{};
};

/// Declared by a view where the defaults do not do (the options of the seed's `use Phoenix.LiveView`):
///
///     class Dashboard : public plume::LiveView {
///      public:
///       static plume::ViewOptions view_options() { return {.container = {"main", {{"class", "wide"}}}}; }
struct ViewOptions {
  Container container{};
  std::vector<OnMount> on_mount{};  ///< in this order, after those of the live_session
};

}  // namespace plume
