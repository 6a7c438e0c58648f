#include "compiler/driver.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/callbacks.h"
#include "compiler/compile.h"
#include "compiler/component_docs.h"
#include "compiler/formatter.h"
#include "compiler/included_files.h"

namespace plume::compiler {

namespace {

namespace fs = std::filesystem;
constexpr std::string_view template_extension = ".html.heex";

std::string read(std::istream& in) { return {std::istreambuf_iterator<char>(in), {}}; }

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open() || fs::is_directory(path))
    throw std::runtime_error(fmt::format("{} cannot be read", path.string()));
  return read(in);
}

void write(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error(fmt::format("{} cannot be written", path.string()));
}

void report(const Source& source, const Diagnostics& diagnostics, bool json, std::ostream& err) {
  for (const auto& one : diagnostics.sorted()) err << (json ? render_json(source, one) : render(source, one));
}

/// `stem` with the first of the extensions that a file has.
std::optional<fs::path> with_extension(const fs::path& stem, std::initializer_list<std::string_view> extensions) {
  for (const auto extension : extensions) {
    auto candidate = stem;
    candidate += extension;
    if (fs::exists(candidate)) return candidate;
  }
  return std::nullopt;
}

/// The C++ file of the class of the template `stem`: beside it, or else the header beside its folder.
std::optional<fs::path> host_of(const fs::path& stem) {
  if (auto beside = with_extension(stem, {".h", ".hpp", ".hh", ".cpp", ".cc"})) return beside;
  const auto folder = stem.has_parent_path() ? stem.parent_path() : fs::absolute(stem).parent_path();
  return with_extension(folder, {".h", ".hpp", ".hh"});
}

/// A Makefile rule, with the characters escaped that are special there.
std::string make_rule(const std::string& target, const std::vector<std::string>& files) {
  const auto escape = [](std::string_view name) {
    std::string out;
    for (const char c : name) {
      if (c == ' ' || c == '#' || c == '\\') out += '\\';
      if (c == '$') out += '$';
      out += c;
    }
    return out;
  };
  auto rule = escape(target) + ":";
  for (const auto& file : files) rule += " \\\n  " + escape(file);
  return rule + "\n";
}

class Compilation {
 public:
  Compilation(const CompileCommand& command, std::ostream& err) : command_(command), err_(err) {}

  std::optional<InlineCode> run() {
    const Source source(command_.file, read(command_.file));
    files_.push_back(command_.file);
    Diagnostics diagnostics;
    std::optional<InlineCode> code;
    if (!command_.file.ends_with(template_extension))
      code = compile_inline_templates(source, output(command_.file), diagnostics, markup(), &known(command_.file));
    else if (auto text = template_file(source, diagnostics))
      code = InlineCode{std::move(*text), ""};
    report(source, diagnostics, command_.json, err_);
    return code;
  }
  const std::vector<std::string>& files() const { return files_; }

 private:
  OutputFile output(const fs::path& host) const {
    return {command_.output.empty() ? "generated.cpp" : command_.output, fs::absolute(host).string(), command_.header,
            command_.template_files};
  }

  std::optional<std::string> template_file(const Source& source, Diagnostics& diagnostics) {
    const fs::path stem = command_.file.substr(0, command_.file.size() - template_extension.size());
    const auto host_path = command_.host.empty() ? host_of(stem) : fs::path(command_.host);
    const auto name = stem.filename().string();
    if (!host_path) {
      diagnostics.error(
          "H07", 0,
          fmt::format(
              "the class of this template is missing: there is no {}.h beside it, and no {}.h beside its folder", name,
              fs::absolute(stem).parent_path().filename().string()),
          "write its class, or, for a component, its struct, into one of them");
      return std::nullopt;
    }
    files_.push_back(host_path->string());
    const Source host_source(host_path->string(), read(*host_path));
    Diagnostics host_diagnostics;
    const auto file = read_host_file(host_source, host_diagnostics);
    const auto host = find_host(file, host_path->filename().string(), name, diagnostics);
    if (!host) return std::nullopt;
    Diagnostics of_callbacks;
    check_callbacks(host_source, *host, of_callbacks);
    report(host_source, of_callbacks, command_.json, err_);
    if (of_callbacks.has_errors()) return std::nullopt;
    return compile_template_file(source, *host, output(*host_path), diagnostics, markup(),
                                 {&host_source, &known(*host_path)});
  }

  const KnownStructs& known(const fs::path& host) {
    known_ = KnownStructs([this, host](KnownStructs& structs) {
      for (const auto& file : add_included_files(structs, host, command_.include_directories)) files_.push_back(file);
    });
    return known_;
  }

  MarkupOptions markup() const {
    auto options = command_.markup;
    const fs::path file = fs::absolute(command_.file);
    options.file =
        command_.root.empty() ? command_.file : file.lexically_relative(fs::absolute(command_.root)).generic_string();
    return options;
  }

  const CompileCommand& command_;
  std::ostream& err_;
  std::vector<std::string> files_;
  KnownStructs known_;
};

}  // namespace

bool run(const CompileCommand& command, std::ostream& out, std::ostream& err) {
  if (!command.output.empty()) fs::remove(command.output);
  Compilation compilation(command, err);
  const auto code = compilation.run();
  if (!code) return false;
  if (command.output.empty())
    out << code->source;
  else
    write(command.output, code->source);
  if (!command.header.empty()) write(command.header, code->header);
  if (!command.depfile.empty()) write(command.depfile, make_rule(command.output, compilation.files()));
  return true;
}

namespace {

/// `text` as it should be; nullopt after errors, which were reported.
std::optional<std::string> formatted(const std::string& name, std::string text, const FormatCommand& command,
                                     std::ostream& err) {
  const Source source(name, std::move(text));
  Diagnostics diagnostics;
  const bool is_template = fs::path(name).extension() == ".heex";
  const FormatOptions options{command.line_length, command.clang_format};
  auto result = is_template ? format_template_file(source, options, diagnostics)
                            : format_inline_templates(source, options, diagnostics);
  if (!result) report(source, diagnostics, false, err);
  return result;
}

}  // namespace

bool run(const FormatCommand& command, std::istream& in, std::ostream& out, std::ostream& err) {
  if (command.from_stdin) {
    const auto text = read(in);
    const auto result = formatted(command.files.empty() ? "stdin.heex" : command.files[0], text, command, err);
    if (result && !command.check) out << *result;
    return result && (!command.check || *result == text);
  }
  bool right = true;
  for (const auto& file : command.files) {
    const auto text = read(fs::path(file));
    const auto result = formatted(file, text, command, err);
    if (!result) right = false;
    if (!result || *result == text) continue;
    if (command.check) {
      out << file << '\n';
      right = false;
    } else {
      write(file, *result);
    }
  }
  return right;
}

bool run(const DocsCommand& command, std::ostream& out, std::ostream& err) {
  bool right = true;
  for (const auto& file : command.files) {
    const Source source(file, read(fs::path(file)));
    const auto stem = fs::path(file).replace_extension();
    const auto has_template = [&](std::string_view name) {
      const auto template_name = std::string(name) + std::string(template_extension);
      return fs::exists(stem.parent_path() / template_name) || fs::exists(stem / template_name);
    };
    Diagnostics diagnostics;
    const auto docs = component_docs(source, has_template, diagnostics);
    report(source, diagnostics, false, err);
    right &= !diagnostics.has_errors();
    out << docs;
  }
  return right;
}

}  // namespace plume::compiler
