#include "base/colocated.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/content_type.h"
#include "base/json.h"

namespace plume {
namespace {

using detail::Colocated;
using Kind = Colocated::Kind;

constexpr std::string_view folder = "/assets/colocated/";

std::string quoted(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

std::string path_of(std::string_view below) { return std::string(folder).append(below); }

/// In the order of their paths, whatever the order in which the program's parts were set up.
std::vector<const Colocated*> in_order(const Colocated* first) {
  std::vector<const Colocated*> all;
  for (; first; first = first->next) all.push_back(first);
  std::sort(all.begin(), all.end(), [](auto* a, auto* b) { return a->path < b->path; });
  return all;
}

void check_names(const std::vector<const Colocated*>& all) {
  std::set<std::string> known;
  for (const auto* one : all) {
    const bool new_path = known.insert(fmt::format("path {}", one->path)).second;
    const bool new_name =
        one->name.empty() || known.insert(fmt::format("{} {} {}", one->manifest, one->key, one->name)).second;
    if (!new_path || !new_name)
      throw std::logic_error(fmt::format("two colocated scripts have the same name: {} ({})", one->name, one->path));
  }
}

}  // namespace

ColocatedFiles::ColocatedFiles(const Colocated* first) {
  const auto all = in_order(first);
  check_names(all);
  std::map<std::string_view, Group> manifests;
  std::string css;
  for (const auto* one : all) {
    if (one->kind == Kind::style) {
      css.append(one->text).append("\n");
    } else {
      manifests[one->manifest].push_back(one);
      add(path_of(one->path), std::string(one->text));
    }
  }
  if (!css.empty())
    elements_.push_back(
        {"<link rel=\"stylesheet\" phx-track-static href=\"", add(path_of("colocated.css"), css).hashed_path, "\">"});
  for (const auto& [name, scripts] : manifests) {
    const auto& file = add(path_of(name), manifest(scripts));
    if (name != "index.js") continue;
    for (const auto* script : scripts)
      elements_.push_back({"<link rel=\"modulepreload\" href=\"", file_of(*script).hashed_path, "\">"});
    elements_.push_back({"<script type=\"module\" phx-track-static src=\"", file.hashed_path, "\"></script>"});
  }
  std::sort(assets_.begin(), assets_.end(), [](auto& a, auto& b) { return a.path < b.path; });
}

std::string ColocatedFiles::elements(std::string_view script_name) const {
  std::string html;
  for (const auto& [begin, path, end] : elements_) html.append(begin).append(script_name).append(path).append(end);
  return html;
}

const AssetFile& ColocatedFiles::add(std::string path, std::string body) {
  const auto& file = files_.emplace_back(make_asset_file(std::move(path), std::move(body)));
  const auto& etag = etags_.emplace_back(fmt::format("W/\"{}\"", file.hash));
  assets_.push_back({file.path, file.hashed_path, content_type_of(file.path), file.body, file.gzip, file.brotli, etag});
  return file;
}

const AssetFile& ColocatedFiles::file_of(const Colocated& script) const {
  const auto path = path_of(script.path);
  return *std::find_if(files_.begin(), files_.end(), [&](auto& file) { return file.path == path; });
}

/// An ES module with the default exports of the named scripts in objects, one for each key. A page finds them in
/// `window.PlumeColocated`, where app.js takes up hooks and uploaders.
std::string ColocatedFiles::manifest(const Group& scripts) const {
  std::string imports;
  std::map<std::string_view, std::string> groups{{"default", ""}, {"hooks", ""}};
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const auto& script = *scripts[i];
    const auto url = quoted(fmt::format(".{}", file_of(script).hashed_path.substr(folder.size() - 1)));
    if (script.name.empty()) {
      imports += fmt::format("import {};\n", url);
    } else {
      imports += fmt::format("import m{} from {};\n", i, url);
      groups[script.key.empty() ? "default" : script.key] += fmt::format("  {}: m{},\n", quoted(script.name), i);
    }
  }
  std::string objects, exports, page;
  int number = 0;
  for (const auto& [key, members] : groups) {
    objects += fmt::format("const g{} = {{\n{}}};\n", number, members);
    exports += fmt::format("{}g{} as {}", number ? ", " : "", number, key);
    page += fmt::format("all.{0} = {{...all.{0}, ...g{1}}};\n", key, number);
    ++number;
  }
  return fmt::format("{}{}export {{{}}};\nconst all = window.PlumeColocated || (window.PlumeColocated = {{}});\n{}",
                     imports, objects, exports, page);
}

namespace {
const ColocatedFiles& files_of_program() {
  static const ColocatedFiles files(Colocated::first);
  return files;
}
}  // namespace

const AssetBundle& colocated_assets() {
  static const AssetBundle bundle = files_of_program().bundle();
  return bundle;
}

std::string colocated_elements(std::string_view script_name) { return files_of_program().elements(script_name); }

}  // namespace plume
