// FlashGroup: all messages of the page to its user.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/flash.h"
#include "plume/js.h"

namespace plume::core {

/// The messages of a page (the seed's generated `flash_group/1`): those of both kinds, and what is shown while the
/// browser finds no network, or the page has crashed. Stands once in a page.
///
///     <.flash_group flash={@flash} />
struct flash_group {
  Flash flash;  ///< of the view
  std::string_view id = "flash-group";
  std::optional<JS> on_clear;  ///< see flash
  std::string class_;

  // What the template writes.
  static JS trouble(std::string_view state, std::string_view id);
  static JS fine(std::string_view id);
};

}  // namespace plume::core
