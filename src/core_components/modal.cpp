#include "plume/core_components/modal.h"

namespace plume::core {
namespace {

std::string part(std::string_view id, std::string_view suffix) { return std::string("#").append(id).append(suffix); }

JS open(std::string_view id, JS js) {
  const Transition fading("core-enter", "core-away", "core-there");
  return js.show({.to = part(id, "")})
      .transition(fading, {.to = part(id, "-backdrop"), .time = 150})
      .transition(fading, {.to = part(id, "-panel"), .time = 150})
      .add_class("core-behind-modal", {.to = "body"})
      .focus_first({.to = part(id, "-panel")});
}

}  // namespace

JS show_modal(std::string_view id, JS js) { return open(id, js.push_focus()); }

/// At once: while it fades it could be opened again, and would then be closed by the end of the fading.
JS hide_modal(std::string_view id, JS js) {
  return js.hide({.to = part(id, "")}).remove_class("core-behind-modal", {.to = "body"}).pop_focus();
}

/// Where it opens by itself, the focus goes back to the element that has it then.
JS modal::opening() const { return open(id, JS().push_focus({.to = ":focus"})); }

JS modal::closing() const { return hide_modal(id); }

JS modal::cancelling() const { return JS(on_cancel).exec("phx-remove", {.to = part(id, "")}); }

}  // namespace plume::core
