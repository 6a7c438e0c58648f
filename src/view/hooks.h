// Hooks: the attached hooks of one view or component.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "plume/hooks.h"

namespace plume::view {

class Hooks {
 public:
  using Function = std::variant<stage::HandleParams::Hook, stage::HandleEvent::Hook, stage::HandleInfo::Hook,
                                stage::HandleAsync::Hook, stage::AfterRender::Hook>;

  /// Throws std::invalid_argument where the stage has a hook of that id.
  void attach(std::string_view id, Function hook);
  /// Of the stage whose hooks are of type Hook.
  template <class Hook>
  void detach(std::string_view id) {
    std::erase_if(entries_, [&](const auto& e) { return e->id == id && std::holds_alternative<Hook>(e->hook); });
  }

  /// Calls the hooks of Stage in the order in which they were attached, until one halts. What they attach and detach
  /// counts from the next run.
  template <class Stage, class... A>
  HookResult run(const A&... arguments) const {
    const auto entries = entries_;
    for (const auto& entry : entries)
      if (const auto* hook = std::get_if<typename Stage::Hook>(&entry->hook))
        if (call(*hook, arguments...) == HookResult::halt) return HookResult::halt;
    return HookResult::cont;
  }

 private:
  struct Entry {
    std::string id;
    Function hook;
  };
  template <class Hook, class... A>
  static HookResult call(const Hook& hook, const A&... arguments) {
    if constexpr (std::is_void_v<typename Hook::result_type>)
      return hook(arguments...), HookResult::cont;
    else
      return hook(arguments...);
  }
  std::vector<std::shared_ptr<const Entry>> entries_;
};

}  // namespace plume::view
