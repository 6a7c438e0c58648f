#include "compiler/included_files.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

namespace plume::compiler {

namespace {

namespace fs = std::filesystem;

/// What stands between the quotes or angles of an #include; empty if the line is none.
std::string_view included_name(std::string_view line) {
  const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  skip_blanks();
  if (!line.starts_with('#')) return {};
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return {};
  line.remove_prefix(7);
  skip_blanks();
  if (line.empty() || (line[0] != '"' && line[0] != '<')) return {};
  return line.substr(1, line.find_first_of("\">", 1) - 1);
}

class Walk {
 public:
  Walk(KnownStructs& structs, const std::vector<std::string>& directories)
      : structs_(structs), directories_(directories) {}

  void add(const fs::path& file, bool is_beside) {
    if (!seen_.insert(fs::weakly_canonical(file).string()).second) return;
    std::ifstream in(file, std::ios::binary);
    const Source source(file.string(), std::string(std::istreambuf_iterator<char>(in), {}));
    structs_.add(source);
    if (is_beside && seen_.size() > 1) beside_.push_back(file.string());
    const std::string_view text = source.text();
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      if (const auto name = included_name(text.substr(at, end - at)); !name.empty()) include(name, file, is_beside);
      at = end + 1;
    }
  }
  std::vector<std::string> beside() && { return std::move(beside_); }

 private:
  void include(std::string_view name, const fs::path& from, bool is_beside) {
    if (name.find('.') == name.npos) return;  // of the standard library
    if (const auto path = from.parent_path() / name; fs::is_regular_file(path)) return add(path, is_beside);
    for (const auto& directory : directories_)
      if (const auto path = fs::path(directory) / name; fs::is_regular_file(path)) return add(path, false);
    structs_.add_missing();
  }

  KnownStructs& structs_;
  const std::vector<std::string>& directories_;
  std::set<std::string> seen_;
  std::vector<std::string> beside_;
};

}  // namespace

std::vector<std::string> add_included_files(KnownStructs& structs, const fs::path& file,
                                            const std::vector<std::string>& directories) {
  Walk walk(structs, directories);
  walk.add(file, true);
  for (const auto& directory : directories)
    if (const auto built_in = fs::path(directory) / "plume/built_in.h"; fs::is_regular_file(built_in))
      walk.add(built_in, false);
  return std::move(walk).beside();
}

}  // namespace plume::compiler
