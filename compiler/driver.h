// What `plume compile`, `plume format` and `plume docs` do with files.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "compiler/markup.h"

namespace plume::compiler {

struct CompileCommand {
  std::string file;     ///< `name.html.heex`, or a C++ file
  std::string output;   ///< empty: written to `out`
  std::string depfile;  ///< empty: none
  bool json = false;
  std::string root{};      ///< folder of the project: annotations name files below it
  MarkupOptions markup{};  ///< all but `file`
  std::string header{};    ///< for the functions of class templates; empty: they are in `output`
  /// Holds the class of `folder/name.html.heex`. Empty: it is name.h, .hpp, .hh, .cpp or .cc beside it, or else
  /// folder.h, .hpp or .hh beside its folder.
  std::string host{};
  /// Where `#include` finds files, after the folder of the file that includes: messages name what stands in them.
  std::vector<std::string> include_directories{};
  std::vector<std::string> template_files{};  ///< see OutputFile
};

/// Compiles one file. Errors and warnings go to `err`; false where there were errors, and then the output file is gone,
/// so that nothing stale is built. Throws std::runtime_error where a file cannot be read or written.
bool run(const CompileCommand& command, std::ostream& out, std::ostream& err);

struct FormatCommand {
  std::vector<std::string> files = {};  ///< templates `*.heex`, or C++ files with PLUME_HEEX(…)
  bool check = false;                   ///< only print the names of files that would change
  bool from_stdin = false;              ///< format what `in` holds, to `out`; of `files` the first one says what it is
  std::size_t line_length = 98;
  std::string clang_format = {};  ///< see FormatOptions
};

/// Formats files in place; those that are right already are not written. Errors go to `err`, and files with errors stay
/// as they are. False where there were errors, or where `check` found something to change. Throws std::runtime_error
/// where a file cannot be read or written.
bool run(const FormatCommand& command, std::istream& in, std::ostream& out, std::ostream& err);

struct DocsCommand {
  std::vector<std::string> files = {};  ///< C++ files
};

/// Writes the documentation of the files' components to `out`, see component_docs. Errors go to `err`; false where
/// there were some. Throws std::runtime_error where a file cannot be read.
bool run(const DocsCommand& command, std::ostream& out, std::ostream& err);

}  // namespace plume::compiler
