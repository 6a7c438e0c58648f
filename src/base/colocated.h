// The files that colocated scripts and styles are served as.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/asset_file.h"
#include "plume/colocated.h"

namespace plume {

class ColocatedFiles {
 public:
  /// Of `first` and all that follow it. Throws std::logic_error where two have one name or path.
  explicit ColocatedFiles(const detail::Colocated* first);

  AssetBundle bundle() const { return {assets_.data(), assets_.size()}; }
  /// Returns the HTML by which a page loads the styles, and `index.js` if it `has_hooks` or there are other scripts
  /// than hooks; empty if there is nothing to load. `script_name` stands in front of the paths.
  std::string elements(std::string_view script_name, bool has_hooks) const;
  /// Whether pages without hooks leave `index.js` out.
  bool holds_hooks_only() const { return holds_hooks_only_; }

 private:
  using Group = std::vector<const detail::Colocated*>;
  const AssetFile& add(std::string path, std::string body);
  void add_manifest(std::string_view name, const Group& scripts);

  std::deque<AssetFile> files_;
  std::deque<std::string> etags_;
  std::vector<Asset> assets_;
  struct Element {
    std::string_view begin;
    std::string path;
    std::string_view end;
    bool of_index = false;
  };
  std::vector<Element> elements_;
  bool holds_hooks_only_ = false;
};

/// The files of the whole program. Throws as colocated_assets() does.
const ColocatedFiles& colocated_files();

}  // namespace plume
