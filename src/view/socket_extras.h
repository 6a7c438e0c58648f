// SocketExtras: what few views and components have.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "plume/render.h"
#include "view/hooks.h"

namespace plume::view {

struct SocketExtras {
  Hooks hooks;
  std::function<void(Render&)> render;  ///< in place of the own template, where there is one

  /// The temporary assigns: what gives each its value after a render.
  struct Reset {
    const void* field;
    std::function<void()> run;
  };
  std::vector<Reset> resets;

  void reset_after_render(const void* field, std::function<void()> run) {
    std::erase_if(resets, [&](const Reset& known) { return known.field == field; });
    resets.push_back({field, std::move(run)});
  }
};

/// Runs the hooks of a socket that may have none.
template <class Stage, class... A>
HookResult run_hooks(const std::unique_ptr<SocketExtras>& extras, const A&... arguments) {
  return extras ? extras->hooks.run<Stage>(arguments...) : HookResult::cont;
}

/// A render was written: what follows changes the assigns, but counts as rendered.
inline void after_render(const std::unique_ptr<SocketExtras>& extras) {
  if (!extras) return;
  extras->hooks.run<stage::AfterRender>();
  for (const auto& reset : extras->resets) reset.run();
}

}  // namespace plume::view
