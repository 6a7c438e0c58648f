// Colocated hooks, scripts and styles: JavaScript and CSS that stand in the template they belong to.
//
// They are taken out of the template when it is compiled, and the endpoint serves those of the whole program: layouts
// load them with `{@client_assets}`. The application writes no manifest, no import, and no script of its own.
//
//     <ul id="board" phx-hook=".Sort">…</ul>
//     <script :type={plume::ColocatedHook} name=".Sort">
//       export default {
//         mounted() { this.el.addEventListener("drop", (e) => this.pushEvent("moved", {id: e.target.id})) }
//       }
//     </script>
//
// `:type` is one of
//
//   plume::ColocatedHook  A hook. Its `name` begins with a dot and is its own within the template: the compiler puts
//   the
//                         class in front (`shop.CartLive.Sort`), here and in each `phx-hook=".Sort"` of the template.
//                         The script is an ES module whose default export is the hook. With the attribute `runtime` it
//                         stays in the page, as the object itself, and may carry further attributes such as
//                         `nonce={@nonce}`.
//   plume::ColocatedJS    An ES module, run when the page loads. With a `name`, its default export is found as
//                         `window.PlumeColocated.default[name]`; with a `key` besides, as `PlumeColocated[key][name]`.
//                         Those of key="uploaders" are given to the client. `manifest="admin.js"` takes it out of the
//                         page's own scripts into `/assets/colocated/admin.js`, which a layout loads where it wants to.
//   plume::ColocatedCSS   A <style>, the first thing in its template. It holds for the elements that this template
//                         writes, and not for what the components it calls write, nor for what its callers put into its
//                         slots. It is a CSS @scope: the outermost elements are `:scope`. With the attribute `global`
//                         it holds everywhere. Scoping needs the mark that `plume_add_templates(TARGET
//                         ROOT_TAG_ATTRIBUTE phx-r)` puts on the outermost tags of all templates.
//
// The modules of a manifest are one file, whose name has a hash of its content, so browsers may cache it for ever. It
// is loaded by pages that have an element with `phx-hook`, and by all pages if there are other scripts than hooks; if
// the first hook of a page comes with a later render, the file is loaded then. A module stays a file of its own if it
// cannot stand in another: it imports, exports something besides its default, or has `await` at its top. Modules cannot
// import packages of npm, which need a bundler.
//
// This is Phoenix.LiveView.ColocatedHook, ColocatedJS and ColocatedCSS.
#pragma once

#include <string_view>
#include <utility>

#include "plume/assets.h"

namespace plume {

/// All colocated scripts and styles of the program, served below `/assets/colocated/`: `index.js`, which holds the
/// modules, other manifests, modules that stay files of their own, and `colocated.css`. Empty if there are none. Made
/// at the first call, lives as long as the program. Throws std::logic_error where two of them have the same name, which
/// can only happen to classes in anonymous namespaces. May be called from any thread.
const AssetBundle& colocated_assets();

namespace detail {

/// One of them, as compiled templates declare it: it must live as long as the program, and its texts too.
struct Colocated {
  enum class Kind { hook, script, style };
  Kind kind;
  std::string_view path;      ///< below the folder
  std::string_view manifest;  ///< by which it is imported
  std::string_view key;       ///< may be empty, as `name`
  std::string_view name;
  std::string_view text;
  const Colocated* next = std::exchange(first, this);

  static inline constinit const Colocated* first = nullptr;
};

}  // namespace detail
}  // namespace plume
