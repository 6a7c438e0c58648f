// ContentHashes: hashes of files that may change while the server runs.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http/static_folder.h"

namespace plume::http {

/// Hashes a file when it is first asked for, and again when its size or time of change are others. All members may be
/// called from any thread.
class ContentHashes {
 public:
  /// Larger files have no hash: to read them takes too long for a page.
  static constexpr std::uint64_t max_file_bytes = 16 * 1024 * 1024;

  /// The hash of the content of `file`, which was opened at `path`; nullopt if it is too large or cannot be read. Reads
  /// it, and leaves it where it was. May block.
  std::optional<std::string> of(const std::string& path, const StaticFile& file);

 private:
  struct Known {
    std::string etag, hash;
  };
  std::mutex mutex_;
  std::map<std::string, Known, std::less<>> known_;  // by path
};

}  // namespace plume::http
