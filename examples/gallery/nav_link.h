#pragma once

#include <plume/component.h>

#include <string_view>

namespace gallery {

/// A link to another live page, which the browser opens over the connection it has: `<.gallery::nav_link
/// to="/">Home</…>`. Where there is no connection, it is an ordinary link.
struct nav_link {
  plume::Required<std::string_view> to;
  plume::Rest rest;
  plume::Slot<> inner_block;

  PLUME_HEEX(R"heex(
    <.link navigate={@to} {@rest}>{render_slot(@inner_block)}</.link>
  )heex")
};

}  // namespace gallery
