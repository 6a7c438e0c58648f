// The callbacks of views and live components: a function of that name with other parameters is never called.
#pragma once

#include "compiler/diagnostics.h"
#include "compiler/host_file.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Reports the member functions of a view or live component that are named like a callback but do not have its
/// parameters (H08), as far as the text of the class shows it. A class is known by the names of its bases.
void check_callbacks(const Source& source, const HostClass& host, Diagnostics& diagnostics);

}  // namespace plume::compiler
