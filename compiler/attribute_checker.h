// Attributes of HTML tags that do not do what they seem to.
#pragma once

#include "compiler/ast.h"
#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Warns of interpolations in quotes (V08), unknown attributes of the client (V09), forms that the client cannot
/// restore (V10), and addresses that nothing checks (V11).
void check_attributes(const Source& source, const Element& element, Diagnostics& diagnostics);

}  // namespace plume::compiler
