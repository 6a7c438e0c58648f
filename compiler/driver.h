// What `plume compile` does with files.
#pragma once

#include <iosfwd>
#include <string>

#include "compiler/markup.h"

namespace plume::compiler {

struct CompileCommand {
  std::string file;     ///< `name.html.heex`, whose class is in name.h, .hpp, .hh, .cpp or .cc beside it; or a C++ file
  std::string output;   ///< empty: written to `out`
  std::string depfile;  ///< empty: none
  bool json = false;
  std::string root{};      ///< folder of the project: annotations name files below it
  MarkupOptions markup{};  ///< all but `file`
};

/// Compiles one file. Errors and warnings go to `err`; false where there were errors, and then the output file is gone,
/// so that nothing stale is built. Throws std::runtime_error where a file cannot be read or written.
bool run(const CompileCommand& command, std::ostream& out, std::ostream& err);

}  // namespace plume::compiler
