// plume-embed: turns files into a C++ source that holds them, compressed and hashed, as a plume::AssetBundle.
// What the generated code offers is described in <plume/assets.h>; the CMake function plume_embed_assets runs it.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/asset_file.h"
#include "base/content_type.h"

namespace fs = std::filesystem;

namespace {

struct Options {
  std::string name, name_space, prefix = "/assets";
  fs::path root, output;
  std::vector<fs::path> files;
};

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("cannot read {}", file.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

plume::AssetFile embed(const Options& options, const fs::path& file) {
  const fs::path relative = options.root.empty() ? file.filename() : fs::relative(file, options.root);
  return plume::make_asset_file((fs::path(options.prefix) / relative).generic_string(), read(file));
}

// A string literal compiles many times faster than a list of numbers, and passes through the compiler's cache,
// which an assembler's .incbin does not.
std::string literal(const std::string& bytes) {
  std::string text = "\"";
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\n')
      text += "\\n\"\n\"";
    else if (byte == '"' || byte == '\\' || byte == '?')
      text += {'\\', byte};
    else if (code < 0x20 || code > 0x7e)
      text += fmt::format("\\{:03o}", code);
    else
      text += byte;
  }
  return text += '"';
}

std::string view(const std::string& bytes) { return fmt::format("{{{}, {}}}", literal(bytes), bytes.size()); }

std::string in_namespace(const Options& options, const std::string& code) {
  return options.name_space.empty()
             ? code
             : fmt::format("namespace {0} {{\n{1}}}  // namespace {0}\n", options.name_space, code);
}

std::string header(const Options& options) {
  const std::string declaration = fmt::format("const ::plume::AssetBundle& {}();\n", options.name);
  return "#pragma once\n#include <plume/assets.h>\n" + in_namespace(options, declaration);
}

std::string source(const Options& options, const std::vector<plume::AssetFile>& files) {
  std::string table;
  for (const plume::AssetFile& file : files)
    table += fmt::format("{{{}, {}, {}, {}, {}, {}, {}}},\n", view(file.path), view(file.hashed_path),
                         view(std::string(plume::content_type_of(file.path))), view(file.body), view(file.gzip),
                         view(file.brotli), view(fmt::format("W/\"{}\"", file.hash)));
  const std::string definition = fmt::format(
      "const ::plume::AssetBundle& {}() {{\n"
      "static constexpr ::plume::Asset files[] = {{\n{}}};\n"
      "static constexpr ::plume::AssetBundle bundle(files, {});\n"
      "return bundle;\n}}\n",
      options.name, table, files.size());
  return fmt::format("#include \"{}.h\"\n", options.name) + in_namespace(options, definition);
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error(fmt::format("cannot write {}", file.string()));
}

void run(const Options& options) {
  std::vector<plume::AssetFile> files;
  for (const fs::path& file : options.files) files.push_back(embed(options, file));
  std::ranges::sort(files, {}, &plume::AssetFile::path);
  write(options.output / (options.name + ".h"), header(options));
  write(options.output / (options.name + ".cpp"), source(options, files));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Embeds files into a C++ source", "plume-embed");
  app.add_option("--name", options.name, "the generated function, header and source")->required();
  app.add_option("--namespace", options.name_space, "its namespace; default: the global one");
  app.add_option("--prefix", options.prefix, "where the files are served")->capture_default_str();
  app.add_option("--root", options.root, "files are served by their path below it; default: by their name alone");
  app.add_option("--output", options.output, "the folder to write into")->required();
  app.add_option("files", options.files, "the files")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "plume-embed: {}\n", error.what());
    return 1;
  }
}
