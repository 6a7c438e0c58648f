#pragma once

#include <plume/component.h>
#include <plume/format.h>

#include <string>
#include <string_view>
#include <vector>

/// A line over time, from 0 to 100 percent, the newest value at the right.
struct chart {
  static constexpr std::size_t width = 60;  ///< values that fit in

  plume::Required<std::string_view> label;
  plume::Required<std::string_view> name;  ///< its class in the style sheet
  const std::vector<double>* values = nullptr;

  /// The line as points of an SVG polyline, in a box of 60 by 100.
  std::string points() const {
    std::string text;
    std::size_t x = width - values->size();
    for (const double value : *values) text += std::to_string(x++) + "," + plume::fixed(100 - value, 1) + " ";
    return text;
  }

  PLUME_HEEX(R"heex(
    <svg class={["chart", @name]} viewBox="0 0 59 100" preserveAspectRatio="none" role="img" aria-label={@label}>
      <path class="grid" d="M0 25H59M0 50H59M0 75H59" />
      <polygon points={
        @points() + std::to_string(width - 1) + ",100 " + std::to_string(width - @values->size()) + ",100"
      } />
      <polyline points={@points()} />
    </svg>
  )heex")
};
