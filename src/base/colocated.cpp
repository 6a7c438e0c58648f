#include "base/colocated.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/content_type.h"
#include "base/js_module.h"
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

/// Writes an ES module that holds others, with the default exports of the named ones in objects, one for each key. A
/// page finds them in `window.PlumeColocated`, where app.js takes up hooks and uploaders.
class ManifestWriter {
 public:
  void add(const Colocated& script, std::string_view code) {
    modules_ += fmt::format("// {}\n", script.path);
    modules_ += script.name.empty() ? fmt::format("{};\n", code) : fmt::format("const {} = {};\n", give(script), code);
  }
  void import(const Colocated& script, std::string_view hashed_path) {
    const auto url = quoted(fmt::format(".{}", hashed_path.substr(folder.size() - 1)));
    imports_ +=
        script.name.empty() ? fmt::format("import {};\n", url) : fmt::format("import {} from {};\n", give(script), url);
  }

  std::string text() const {
    std::string objects, exports, page;
    int number = 0;
    for (const auto& [key, members] : groups_) {
      objects += fmt::format("const g{} = {{\n{}}};\n", number, members);
      exports += fmt::format("{}g{} as {}", number ? ", " : "", number, key);
      page += fmt::format("all.{0} = {{...all.{0}, ...g{1}}};\n", key, number);
      ++number;
    }
    return fmt::format("{}{}{}export {{{}}};\nconst all = window.PlumeColocated || (window.PlumeColocated = {{}});\n{}",
                       imports_, modules_, objects, exports, page);
  }

 private:
  /// Puts the script into the object of its key, and returns the name of its value.
  std::string give(const Colocated& script) {
    auto variable = fmt::format("m{}", count_++);
    groups_[script.key.empty() ? "default" : script.key] += fmt::format("  {}: {},\n", quoted(script.name), variable);
    return variable;
  }

  std::string imports_, modules_;
  std::map<std::string_view, std::string> groups_{{"default", ""}, {"hooks", ""}};
  int count_ = 0;
};

}  // namespace

ColocatedFiles::ColocatedFiles(const Colocated* first) {
  const auto all = in_order(first);
  check_names(all);
  std::map<std::string_view, Group> manifests;
  std::string css;
  for (const auto* one : all) {
    if (one->kind == Kind::style)
      css.append(one->text).append("\n");
    else
      manifests[one->manifest].push_back(one);
  }
  if (!css.empty())
    elements_.push_back(
        {"<link rel=\"stylesheet\" phx-track-static href=\"", add(path_of("colocated.css"), css).hashed_path, "\">"});
  for (const auto& [name, scripts] : manifests) add_manifest(name, scripts);
  std::sort(assets_.begin(), assets_.end(), [](auto& a, auto& b) { return a.path < b.path; });
}

std::string ColocatedFiles::elements(std::string_view script_name, bool has_hooks) const {
  std::string html;
  for (const auto& [begin, path, end, of_index] : elements_)
    if (has_hooks || !of_index || !holds_hooks_only_) html.append(begin).append(script_name).append(path).append(end);
  return html;
}

const AssetFile& ColocatedFiles::add(std::string path, std::string body) {
  const auto& file = files_.emplace_back(make_asset_file(std::move(path), std::move(body)));
  const auto& etag = etags_.emplace_back(fmt::format("W/\"{}\"", file.hash));
  assets_.push_back({file.path, file.hashed_path, content_type_of(file.path), file.body, file.gzip, file.brotli, etag});
  return file;
}

/// Adds the file of a manifest, and those of its modules that cannot stand in it.
void ColocatedFiles::add_manifest(std::string_view name, const Group& scripts) {
  const bool is_index = name == "index.js";
  ManifestWriter writer;
  for (const auto* script : scripts) {
    const auto inlined = module_expression(script->text);
    if (inlined && (inlined->has_default || script->name.empty())) {
      writer.add(*script, inlined->code);
      continue;
    }
    const auto& file = add(path_of(script->path), std::string(script->text));
    writer.import(*script, file.hashed_path);
    if (is_index) elements_.push_back({"<link rel=\"modulepreload\" href=\"", file.hashed_path, "\">", true});
  }
  const auto& file = add(path_of(name), writer.text());
  if (!is_index) return;
  elements_.push_back({"<script type=\"module\" phx-track-static src=\"", file.hashed_path, "\"></script>", true});
  holds_hooks_only_ =
      std::all_of(scripts.begin(), scripts.end(), [](auto* script) { return script->kind == Kind::hook; });
}

const ColocatedFiles& colocated_files() {
  static const ColocatedFiles files(Colocated::first);
  return files;
}

const AssetBundle& colocated_assets() {
  static const AssetBundle bundle = colocated_files().bundle();
  return bundle;
}

}  // namespace plume
