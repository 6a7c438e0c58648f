// Tabs: one of several panels at a time.
#pragma once

#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/command.h"

namespace plume::core {

/// Panels of which one is shown. Arrow keys, Home and End go through the tabs.
///
///     <.tabs id="bird" label="About this bird" selected={@tab} on_select="tab">
///       <:tab id="looks" label="Looks">…</:tab>
///       <:tab id="voice" label="Voice">…</:tab>
///     </.tabs>
///
///     if (event == "tab") tab = params["tab"].text();
///
/// Only the selected panel is rendered.
struct tabs {
  struct Tab {
    Required<std::string_view> id;  ///< unique among these tabs
    Required<std::string_view> label;
  };

  Required<std::string_view> id;
  Required<std::string_view> label;  ///< of all, for screen readers
  std::string_view selected;         ///< a tab's id; the first tab where there is none of that id
  Required<Command> on_select;       ///< an event comes with the tab's id as `tab`
  std::string class_;
  Required<Slot<None, Tab>> tab;

  /// The id of the tab that is shown; "" where there are no tabs.
  std::string_view shown() const;
};

}  // namespace plume::core
