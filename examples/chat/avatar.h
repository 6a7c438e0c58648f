#pragma once

#include <plume/component.h>

#include <functional>
#include <string>
#include <string_view>

/// A coloured disc with the first letter of a name; the same name always has the same colour.
struct avatar {
  plume::Required<std::string_view> name;

  std::size_t hue() const { return std::hash<std::string_view>{}(name) % 360; }
  /// The first character, all of its bytes.
  std::string_view initial() const {
    std::size_t end = 1;
    while (end < name->size() && (static_cast<unsigned char>((*name)[end]) & 0xC0) == 0x80) ++end;
    return name->substr(0, end);
  }

  PLUME_HEEX(R"heex(<span class="avatar" style={["--hue: ", @hue()]} aria-hidden="true">{@initial()}</span>)heex")
};
