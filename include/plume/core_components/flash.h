// Flash: short messages of the page to its user.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/icon.h"
#include "plume/flash.h"
#include "plume/js.h"

namespace plume::core {

/// A message above the page (the seed's generated `flash/1`): that of its kind in `flash`, or its content. It is not
/// there where both are empty. A click takes it away.
///
///     <.flash kind="info" flash={@flash} />
///     <.flash kind="error" title="Not saved" id="not-saved">Somebody else was faster.</.flash>
struct flash {
  OneOf<"info", "error"> kind;
  Flash flash;                         ///< of the view: `flash={@flash}`
  std::optional<std::string_view> id;  ///< none: "flash-info", "flash-error"
  std::string_view title;
  std::string_view close_label = "Close";  ///< of the button, for screen readers
  /// What a click does besides; none: the event `lv:clear-flash`. Events come with the kind as `key`.
  std::optional<JS> on_clear;
  /// How long it stands before it goes as by a click; it waits while it has the pointer or the focus. 0: until a click.
  std::chrono::milliseconds hide_after{0};
  std::string class_;
  Rest rest;
  Slot<> inner_block;

  // What the template writes.
  std::string dom_id() const;
  std::string_view message() const { return flash[std::string_view(kind)].value_or(""); }
  JS clearing() const;
  std::optional<std::string_view> hook() const;
  std::optional<std::int64_t> hide_after_ms() const;
};

}  // namespace plume::core
