// Hooks: functions that run before the callbacks of a view or component.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/async.h"
#include "plume/message.h"
#include "plume/value.h"

namespace plume {

class LiveView;

/// What comes after a hook: the next hook and at last the callback, or none of them. Rendering and the answer to the
/// client follow in both cases.
enum class HookResult { cont, halt };

/// Where hooks can be attached (the seed's `attach_hook/4`), and what they look like:
///
///     attach_hook("guard", stage::handle_event, [this](std::string_view event, const plume::Params&) {
///       return event == "forbidden" ? plume::HookResult::halt : plume::HookResult::cont;
///     });
namespace stage {
/// Before LiveView::handle_params, when mounted and at each patch. Views that the router mounted only.
struct HandleParams {
  using Hook = std::function<HookResult(const Params& params, std::string_view uri)>;
};
/// Before handle_event. Its hook may reply() as handle_event may.
struct HandleEvent {
  using Hook = std::function<HookResult(std::string_view event, const Params& params)>;
};
/// Before LiveView::handle_info. Views only.
struct HandleInfo {
  using Hook = std::function<HookResult(const Message& message)>;
};
/// Before handle_async.
struct HandleAsync {
  using Hook = std::function<HookResult(std::string_view name, const AsyncOutcome& outcome)>;
};
/// After each render of a connected view. Those of a live component run for the HTTP request, too, after the whole view
/// was rendered. What it assigns is kept, but not rendered before it changes again.
struct AfterRender {
  using Hook = std::function<void()>;
};
inline constexpr HandleParams handle_params{};
inline constexpr HandleEvent handle_event{};
inline constexpr HandleInfo handle_info{};
inline constexpr HandleAsync handle_async{};
inline constexpr AfterRender after_render{};
}  // namespace stage

/// A hook before mount (the seed's `on_mount/1`), declared by a view (ViewOptions::on_mount) or for all views of a
/// live_session (LiveSessionOptions::on_mount). It may do what mount may: assign, attach hooks, choose a layout and
/// temporary assigns, redirect. One that halts must have called redirect or push_navigate, and one that continues must
/// not have, else throws std::logic_error: nothing of a view is mounted or shown where a hook halts.
///
/// Called for the HTTP request and for the connected view. Hooks of a live_session run for views that the router
/// mounted only: a view that is nested in another one checks what it must itself.
using OnMount = std::function<HookResult(LiveView& view, const Params& params, const Session& session)>;

/// An OnMount for views of class V or derived from it: `on_mount<MemberLive>([](MemberLive& view, …) { … })`. For other
/// views it throws std::logic_error.
template <class V, class Hook>
OnMount on_mount(Hook hook) {
  return [hook = std::move(hook)](auto& view, const Params& params, const Session& session) {
    if (auto* const as = dynamic_cast<V*>(&view)) return hook(*as, params, session);
    throw std::logic_error("an on_mount hook is for views of another class than the one that is mounted");
  };
}

}  // namespace plume
