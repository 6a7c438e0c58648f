// `plume format`: the layout of templates. What a template renders stays the same but for white space that shows
// nowhere, and for white space within components and code blocks where they get lines of their own (rules G1 to G17).
#pragma once

#include <optional>
#include <string>

#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

struct FormatOptions {
  std::size_t line_length = 98;  ///< in code points; what cannot be broken may be longer
  /// The program that lays out expressions which are longer than a line, once for a file; empty, or not to be run: they
  /// stay as they are.
  std::string clang_format = {};
};

/// The template file `source` as it should be. nullopt where it has errors.
std::optional<std::string> format_template_file(const Source& source, const FormatOptions& options,
                                                Diagnostics& diagnostics);

/// The C++ file `source` with each template in a PLUME_HEEX(…) as it should be, indented as the line is on which it
/// begins; the rest of the file stays. Templates whose raw string has the delimiter `noformat`, as in
/// PLUME_HEEX(R"noformat(…)noformat"), stay too. nullopt where a template has errors.
std::optional<std::string> format_inline_templates(const Source& source, const FormatOptions& options,
                                                   Diagnostics& diagnostics);

}  // namespace plume::compiler
