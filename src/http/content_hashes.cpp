#include "http/content_hashes.h"

#include <utility>

#include "base/asset_file.h"

namespace plume::http {
namespace {

constexpr std::size_t max_known = 10'000;  // links within a folder may give one file any number of paths

}  // namespace

std::optional<std::string> ContentHashes::of(const std::string& path, const StaticFile& file) {
  if (file.body->size() > max_file_bytes) return std::nullopt;
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(path);
    if (known != known_.end() && known->second.etag == file.etag) return known->second.hash;
  }
  const auto content = file.body->whole();
  if (!content) return std::nullopt;
  std::string hash = content_hash(*content);
  const std::lock_guard lock(mutex_);
  if (known_.size() >= max_known) known_.clear();
  known_.insert_or_assign(path, Known{file.etag, hash});
  return hash;
}

}  // namespace plume::http
