#pragma once

#include <plume/component.h>

#include <string_view>
#include <vector>

#include "gallery/highlight.h"

/// One component as it lives, with the source of just that beside it.
struct demo {
  plume::Required<std::string_view> name;
  plume::Required<std::string_view> title;
  plume::Slot<> inner_block;

  /// What stands between `<.demo name="…">` and `</.demo>` in the page's template.
  const std::vector<gallery::Line>& source() const;
};
