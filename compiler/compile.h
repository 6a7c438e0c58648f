// From templates to a C++ file, without touching any file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics.h"
#include "compiler/host_file.h"
#include "compiler/known_structs.h"
#include "compiler/markup.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Where generated code says it is, and what it includes.
struct OutputFile {
  std::string name;      ///< of the generated file, for #line
  std::string host;      ///< path of the C++ file with the class, for #include
  std::string header{};  ///< of a header for the functions of class templates; empty: they are in the file, which alone
                         ///< can use them
  /// Of the template files in the project, without their extensions: their classes have a template.
  std::vector<std::string> template_files{};
};

/// The text around a template file.
struct HostText {
  const Source* source = nullptr;         ///< of its class; null: unknown
  const KnownStructs* structs = nullptr;  ///< null: unknown
};

/// The template file `source` of the class `host`: defines plume::render_template<host>. nullopt after errors.
std::optional<std::string> compile_template_file(const Source& source, const HostClass& host, const OutputFile& output,
                                                 Diagnostics& diagnostics, const MarkupOptions& markup = {},
                                                 const HostText& host_text = {});

struct InlineCode {
  std::string source;
  std::string header;  ///< where OutputFile names one
};

/// The C++ file `source`: defines `render` of every class with a PLUME_HEEX, and what links views and live components
/// without a template. nullopt after errors.
std::optional<InlineCode> compile_inline_templates(const Source& source, const OutputFile& output,
                                                   Diagnostics& diagnostics, const MarkupOptions& markup = {},
                                                   const KnownStructs* structs = nullptr);

/// The class that a template named after `stem` (`counter_live`) belongs to: the one of `file` whose name in snake_case
/// is `stem`. Where there is none or several, an error at the front of the template that says what was found.
std::optional<HostClass> find_host(const HostFile& file, std::string_view file_name, std::string_view stem,
                                   Diagnostics& diagnostics);

}  // namespace plume::compiler
