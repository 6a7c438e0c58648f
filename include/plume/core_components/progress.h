// Progress: how far something is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"

namespace plume::core {

/// A bar that shows how far something is: `<.progress label="Upload" value={@bytes} max={@size} />`. Without a value it
/// shows that something goes on. Its label is shown above it, and with `label_hidden` only said by screen readers.
struct progress {
  Required<std::string_view> label;
  std::optional<double> value;  ///< from 0 to max; what lies outside is shown as the nearer end
  double max = 100;
  bool label_hidden = false;
  std::string class_;
  Rest rest;

  /// Whole percents, from 0 to 100; 0 where there is no value or max is not above 0.
  int percent() const;
};

}  // namespace plume::core
