// StaticPaths: by which paths the pages of an endpoint name its files.
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// All members may be called from any thread.
class StaticPaths {
 public:
  virtual ~StaticPaths() = default;
  /// The path that changes when the content of the file at `path` does; `path` itself if there is no such file. `path`
  /// and the result are without the endpoint's own path. May block.
  virtual std::string hashed(std::string_view path) const = 0;
};

}  // namespace plume
