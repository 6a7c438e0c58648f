// Calls of functions with named options: those of JS commands and of live_render.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/cpp_code.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Returns the first call in `code` whose options C++ would refuse without saying why (T26): unknown ones, another
/// order, two pairs of braces, none.
std::optional<CodeProblem> find_option_problem(std::string_view text, Span code);

}  // namespace plume::compiler
