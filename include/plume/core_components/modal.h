// Modal: a dialog above the page.
#pragma once

#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/icon.h"
#include "plume/js.h"

namespace plume::core {

/// A dialog above the page (the seed's `modal/1`). It keeps the focus inside; Escape, a click beside it and its Close
/// button close it, and the focus goes back to where it was.
///
///     <.button phx-click={plume::core::show_modal("delete")}>Delete …</.button>
///     <.modal id="delete" title="Delete this bird?">
///       It cannot be brought back.
///       <:actions>
///         <.button phx-click={plume::core::hide_modal("delete", plume::JS().push("delete"))}>Delete</.button>
///       </:actions>
///     </.modal>
///
/// A dialog that the server opens is put on the page, and taken away by it:
///
///     <.modal :if={@editing} id="edit" title="Edit" show on_cancel={plume::JS().push("cancel")}>…</.modal>
struct modal {
  Required<std::string_view> id;
  Required<std::string_view> title;        ///< its heading, which names it
  bool show = false;                       ///< opens as soon as it is on the page
  JS on_cancel;                            ///< what happens besides, when the user closes it
  std::string_view close_label = "Close";  ///< of the button, for screen readers
  std::string class_;
  Required<Slot<>> inner_block;
  Slot<> actions;

  // What the template writes.
  JS opening() const;
  JS closing() const;
  JS cancelling() const;
};

/// Appends commands that open a dialog: for the `phx-click` of its opener, which gets the focus back.
JS show_modal(std::string_view id, JS js = {});
/// Appends commands that close a dialog.
JS hide_modal(std::string_view id, JS js = {});

}  // namespace plume::core
