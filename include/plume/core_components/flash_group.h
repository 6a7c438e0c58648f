// FlashGroup: all messages of the page to its user.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/flash.h"
#include "plume/js.h"

namespace plume::core {

/// The messages of a page (the seed's generated `flash_group/1`): those of both kinds, and what is shown while the
/// browser finds no network, or the page has crashed. Stands once in a page, above its content: the messages push that
/// down, so that they cover nothing, and stay in sight when the page is scrolled. Behind the content they come at its
/// end.
///
///     <.flash_group flash={@flash} />
struct flash_group {
  Flash flash;  ///< of the view
  std::string_view id = "flash-group";
  std::optional<JS> on_clear;  ///< see flash
  /// How long messages of kind "info" stand; 0: until a click. Those of kind "error" always do.
  std::chrono::milliseconds hide_info_after = std::chrono::seconds(8);
  std::string class_;

  // What the template writes.
  static JS trouble(std::string_view state, std::string_view id);
  static JS fine(std::string_view id);
};

}  // namespace plume::core
