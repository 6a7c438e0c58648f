// Dropdown: a button that opens a menu.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/core_components/icon.h"

namespace plume::core {

/// A button that opens a menu. Its arrow keys, Home, End and Escape do what they do in menus; a click beside it and Tab
/// close it.
///
///     <.dropdown id="actions" label="Actions">
///       <:item navigate={"/birds/" + @bird.id}>Show</:item>
///       <:item phx-click="delete" phx-value-id={@bird.id}>Delete</:item>
///     </.dropdown>
struct dropdown {
  /// Of an entry: where it leads, as in `<.link>`; without that it is a button, and `phx-click` says what it does.
  struct Item {
    std::optional<std::string_view> navigate, patch;
    Href href;
    Rest rest;

    bool is_link() const { return navigate || patch || href.url(); }
  };

  Required<std::string_view> id;
  Required<std::string_view> label;  ///< on the button
  OneOf<"plain", "primary", "danger", "quiet"> variant;
  std::string class_;
  Required<Slot<None, Item>> item;
};

}  // namespace plume::core
