// Icon: a drawing in the size of the text.
#pragma once

#include <string_view>

#include "plume/component.h"

namespace plume::core {

/// The icons that there are.
using IconName =
    OneOf<"arrow-down", "arrow-left", "arrow-path", "arrow-right", "arrow-up", "arrows-up-down", "bars", "bell",
          "check", "chevron-down", "chevron-left", "chevron-right", "ellipsis", "exclamation-circle", "heart", "home",
          "information-circle", "minus", "pencil", "plus", "search", "star", "trash", "user", "x-mark">;

/// An icon in the colour and size of the text around it (the seed's generated `icon/1`): `<.icon name="check" />`.
/// It is hidden from screen readers: what it means is said beside it, or by the `aria-label` of what holds it.
struct icon {
  Required<IconName> name;
  std::string class_;
  Rest rest;

  /// Its path in a square of 24 units, drawn as a line.
  std::string_view path() const;
};

}  // namespace plume::core
