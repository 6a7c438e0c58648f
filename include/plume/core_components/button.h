// Button: a button, or a link that looks like one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/built_in.h"
#include "plume/component.h"

namespace plume::core {

/// A button (the seed's generated `button/1`); with navigate, patch or href a link, as `<.link>` makes it:
///
///     <.button phx-click="save" variant="primary">Save</.button>
///     <.button navigate="/birds">All birds</.button>
///
/// Without a `type` it submits the form that it stands in, as HTML has it.
struct button {
  std::optional<std::string_view> navigate, patch;
  Href href;
  bool replace = false;                  ///< see plume::link
  std::string_view method = "get";       ///< see plume::link
  std::optional<std::string_view> type;  ///< of a button: "button", "submit", "reset"
  OneOf<"plain", "primary", "danger", "quiet"> variant;
  std::string class_;
  Rest rest;
  Required<Slot<>> inner_block;

  static constexpr std::string_view included[] = {"disabled", "download", "form",   "hreflang",
                                                  "name",     "rel",      "target", "value"};
  bool is_link() const { return navigate || patch || href.url(); }
};

}  // namespace plume::core
