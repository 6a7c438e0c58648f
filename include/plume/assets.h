#pragma once

#include <cstddef>
#include <string_view>

namespace plume {

/// One file embedded into the program. All views point into the program's constant data and stay valid for ever.
struct Asset {
  std::string_view path;          ///< The URL path by which a page names it: "/assets/app.js".
  std::string_view hashed_path;   ///< The same with a hash of the content: "/assets/app-1f2e4c….js". What this path
                                  ///< answers never changes, so it may be cached for ever.
  std::string_view content_type;  ///< "text/javascript; charset=utf-8".
  std::string_view body;          ///< The file as it is.
  std::string_view gzip;          ///< Compressed for `Content-Encoding: gzip`; empty where that saves little.
  std::string_view brotli;        ///< Compressed for `Content-Encoding: br`; empty where that saves little.
  std::string_view etag;          ///< A weak entity tag, quotes included, good for all three encodings: `W/"1f2e4c…"`.
};

/// The files embedded by one call of the CMake function `plume_embed_assets`, in the order of their paths.
/// The generated function of that name returns it; it lives as long as the program.
class AssetBundle {
 public:
  constexpr AssetBundle(const Asset* first, std::size_t count) : first_(first), count_(count) {}

  constexpr const Asset* begin() const { return first_; }
  constexpr const Asset* end() const { return first_ + count_; }
  constexpr std::size_t size() const { return count_; }

  /// The asset with this path, plain or hashed; null where there is none. Looks at each in turn.
  constexpr const Asset* find(std::string_view path) const {
    for (const Asset& asset : *this)
      if (asset.path == path || asset.hashed_path == path) return &asset;
    return nullptr;
  }

 private:
  const Asset* first_;
  std::size_t count_;
};

/// Plume's own bundle: the official client with the few lines that start it, as "/assets/plume.js".
const AssetBundle& client_assets();

/// What pages load besides if EndpointOptions::debug_errors is set: it shows exceptions that end live views.
const AssetBundle& debug_assets();

/// The version of the client in `client_assets()`, such as "1.2.12": what a join reply names as `liveview_version`.
extern const std::string_view client_version;

}  // namespace plume
