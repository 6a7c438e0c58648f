// A file as it is served: hashed and compressed.
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// What a plume::Asset is a view of.
struct AssetFile {
  std::string path, hashed_path, hash, body, gzip, brotli;
};

/// What stands for a content in the names of files: 16 hexadecimal digits, the same in every process.
std::string content_hash(std::string_view body);

/// The file `body` served under the URL path `path`. Throws std::runtime_error where it cannot be compressed.
AssetFile make_asset_file(std::string path, std::string body);

}  // namespace plume
