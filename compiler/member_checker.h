// What a template does with the members of its class.
#pragma once

#include "compiler/ast.h"
#include "compiler/diagnostics.h"
#include "compiler/known_structs.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Reports what the text of the class shows to be wrong: in a template beside its class, members that are named without
/// @ (A01) or are private (A03); in any, functions that are not called (A04), and assigns that the template writes to
/// (A02).
void check_members(const Source& source, const Nodes& nodes, const Surroundings& around, Diagnostics& diagnostics);

}  // namespace plume::compiler
