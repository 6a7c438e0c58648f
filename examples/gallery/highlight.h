#pragma once

#include <string_view>
#include <vector>

namespace gallery {

/// A piece of a line of source code.
struct Piece {
  std::string_view kind;  ///< its class in the style sheet: "comment", "keyword", "string", "tag", or "" for the rest
  std::string_view text;

  bool operator==(const Piece&) const = default;
};

using Line = std::vector<Piece>;

/// Splits source code into lines, and those into pieces. Looks at one line at a time, which is enough for colours.
std::vector<Line> highlight(std::string_view source);

}  // namespace gallery
