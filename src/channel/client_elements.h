// The elements by which a page loads the client, and the styles and scripts of templates.
#pragma once

#include <string_view>

#include "base/script_name.h"
#include "plume/html.h"

namespace plume::channel {

class ClientElements {
 public:
  /// Those of no client.
  ClientElements() = default;
  /// Those of this program. Throws as colocated_assets() does.
  explicit ClientElements(const ScriptName& script_name);

  /// Those of a page with this content: the file of hooks is left out if it has none. The client loads it if a hook
  /// comes later.
  const Safe& of(std::string_view content) const;

 private:
  Safe with_hooks_ = raw("");
  Safe without_hooks_ = raw("");
  bool differ_ = false;
};

}  // namespace plume::channel
