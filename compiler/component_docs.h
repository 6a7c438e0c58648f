// `plume docs`: what a header's components take, as Markdown.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

/// A section for each function component of a C++ file: the comment above it, and tables of its attributes (type,
/// default, comment) and of its slots, with their attributes (6.3). Components are the structs with a template: one
/// inside, a function `render`, or one in a file, as `has_template` tells of their name in snake case; and those that
/// have slots or take further attributes; but no views and live components. Read lexically: macros and base classes are
/// not followed.
std::string component_docs(const Source& source, const std::function<bool(std::string_view name)>& has_template,
                           Diagnostics& diagnostics);

}  // namespace plume::compiler
