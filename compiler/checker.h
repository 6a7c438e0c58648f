// The fourth step: what a tree may not hold.
#pragma once

#include "compiler/ast.h"
#include "compiler/diagnostics.h"

namespace plume::compiler {

/// Checks names, attributes, special attributes and the outlines of all C++ (1.7, 1.9 from T21, T23, T25, T30 on, and
/// the warnings). A tree without errors can be emitted.
void check(const Source& source, const Nodes& nodes, Diagnostics& diagnostics);

}  // namespace plume::compiler
