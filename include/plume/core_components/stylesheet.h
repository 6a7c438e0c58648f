// The style sheet of the core components.
#pragma once

#include <string>

#include "plume/assets.h"

namespace plume::core {

/// The style sheet, to be served by the endpoint: `options.assets = {plume::core::assets()}`. It styles only the
/// components, by classes that begin with `core-`. Its looks are variables, which an application sets anew in a sheet
/// of its own; docs/core_components.md lists them. It is light or dark as the browser prefers, or as the attribute
/// `data-theme="light"` or `"dark"` says, on the page or any part of it.
const AssetBundle& assets();

/// Its path with a hash of its content, for the layout: `<link rel="stylesheet" href={plume::core::stylesheet()} />`.
std::string stylesheet();

}  // namespace plume::core
