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
  /// The HTML by which a page loads the styles and the modules of `index.js`, these all at once; empty where there are
  /// none. `script_name` stands in front of their paths.
  std::string elements(std::string_view script_name) const;

 private:
  using Group = std::vector<const detail::Colocated*>;
  const AssetFile& add(std::string path, std::string body);
  std::string manifest(const Group& scripts) const;
  const AssetFile& file_of(const detail::Colocated& script) const;

  std::deque<AssetFile> files_;
  std::deque<std::string> etags_;
  std::vector<Asset> assets_;
  struct Element {
    std::string_view begin;
    std::string path;
    std::string_view end;
  };
  std::vector<Element> elements_;
};

/// The elements() of the whole program's. Throws as colocated_assets() does.
std::string colocated_elements(std::string_view script_name);

}  // namespace plume
