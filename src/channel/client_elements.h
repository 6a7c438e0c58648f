// The elements by which a page loads the client, and the styles and scripts of templates.
#pragma once

#include <string>
#include <string_view>

#include "base/script_name.h"
#include "plume/html.h"

namespace plume::channel {

class ClientElements {
 public:
  /// Those of no client.
  ClientElements() = default;
  /// Those of this program, with `debug_errors` also the script that shows why a view has ended. Throws as
  /// colocated_assets() does.
  explicit ClientElements(const ScriptName& script_name, bool debug_errors = false);

  /// Those of a page with this content. A page without live views opens no socket. One without hooks leaves their file
  /// out; the client loads it if a hook comes later.
  Safe of(std::string_view content) const;

 private:
  std::string early_socket_, with_hooks_, without_hooks_;
};

}  // namespace plume::channel
