// The command `plume`.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <string>

#include "compiler/driver.h"
#include "compiler/expression_layout.h"

int main(int argc, char** argv) {
  CLI::App app{"Plume: LiveView for C++"};
  app.require_subcommand(1);

  plume::compiler::CompileCommand command;
  auto* compile = app.add_subcommand("compile", "Compiles a template to C++");
  compile->add_option("--output", command.output, "The C++ file to write; without it, standard output");
  compile->add_option("--header", command.header, "The header to write for the templates of class templates");
  compile->add_option("--host", command.host, "The C++ file with the template's class; without it, the one beside it");
  compile->add_option("-I", command.include_directories, "Where #include finds files that messages name")
      ->allow_extra_args(false);
  compile->add_option("--template", command.template_files, "The name of a *.html.heex file of the project")
      ->allow_extra_args(false);
  compile->add_option("--depfile", command.depfile, "Also write a Makefile rule of what the output is made from");
  compile->add_flag("--json", command.json, "Print errors and warnings as JSON, one a line");
  compile->add_option("--root-tag-attribute", command.markup.root_attribute,
                      "Add this attribute to every outermost tag");
  compile->add_flag("--debug-annotations", command.markup.debug_annotations,
                    "Write comments around templates, slots and calls that say where they are from");
  compile->add_flag("--debug-attributes", command.markup.debug_attributes,
                    "Write data-phx-loc=\"LINE\" into every tag");
  compile->add_option("--app", command.markup.app, "The application's name in annotations");
  compile->add_option("--root", command.root, "The project's folder: annotations name files below it");
  compile->add_option("FILE", command.file, "A *.html.heex file, or a C++ file with PLUME_HEEX(…)")->required();

  plume::compiler::FormatCommand formatting;
  auto* format = app.add_subcommand(
      "format", "Formats templates in place; clang-format, where it is on PATH, lays out long expressions");
  format->add_flag("--check", formatting.check,
                   "Change nothing: print the files that would change, and fail if any would");
  format->add_flag("--stdin", formatting.from_stdin, "Format standard input to standard output; FILE says what it is");
  format->add_option("--line-length", formatting.line_length, "Columns that lines should fit in")
      ->capture_default_str();
  format->add_option("FILE", formatting.files, "*.html.heex files, and C++ files with PLUME_HEEX(…)");

  plume::compiler::DocsCommand documentation;
  auto* docs = app.add_subcommand("docs", "Prints what the components of C++ files take, as Markdown");
  docs->add_option("FILE", documentation.files, "C++ files")->required();

  CLI11_PARSE(app, argc, argv);
  if (app.got_subcommand(format)) formatting.clang_format = plume::compiler::find_clang_format();
  try {
    const bool right = app.got_subcommand(format) ? run(formatting, std::cin, std::cout, std::cerr)
                       : app.got_subcommand(docs) ? run(documentation, std::cout, std::cerr)
                                                  : run(command, std::cout, std::cerr);
    return right ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << "plume: " << e.what() << '\n';
    return 1;
  }
}
