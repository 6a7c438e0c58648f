// Static files: embedded assets, and the files of a folder (server-api 13.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/script_name.h"
#include "base/static_paths.h"
#include "http/content_hashes.h"
#include "http/static_folder.h"
#include "plume/assets.h"
#include "plume/http.h"

namespace plume::http {

/// Serves GET and HEAD. Embedded assets come first: under their hashed path they may be cached for ever, under their
/// plain one they carry an entity tag. Files of the folder carry a tag of size and time of change, unless the query
/// begins with `vsn=`: then they may be cached for ever as well; but if it names the hash of a content, as the paths of
/// hashed() do, only while that is the file's, so that a server which has another version yet does not fill caches
/// with it. `file.br` and `file.gz` beside a file are sent instead
/// where the client takes them. One range of bytes is answered with 206, unless `if-range` names another tag. Files of
/// the folder are opened, but not read: see Response::file.
///
/// All members may be called from any thread.
class StaticFiles : public StaticPaths {
 public:
  /// `bundles` must live as long as this; `folder` may be empty. Everything is below `script_name`. Throws
  /// std::invalid_argument where `folder` is no folder.
  StaticFiles(std::vector<AssetBundle> bundles, std::string folder, ScriptName script_name = {},
              StaticAccess access = {});

  /// Nothing where there is no such file. Throws HttpError as StaticFolder does. Opens files, and so may block.
  std::optional<Response> find(const Request& request) const;

  /// `/assets/app-HASH.js` for an embedded asset, `/logo.svg?vsn=HASH` for a file of the folder of up to 16 MiB. A
  /// fragment stays behind it; what has a query of its own stays as it is, if it is none of an embedded asset.
  std::string hashed(std::string_view path) const override;

  /// Whether this URL is that of a file: of an embedded asset, plain or hashed, also below another path or on another
  /// host, or of a file of the folder. Its query does not count, unless it names the hash of another content. May
  /// block.
  bool serves(std::string_view url) const;

  /// Whether find() gives a response to such a request. Opens the file, and so may block.
  bool answers(std::string_view method, std::string_view path) const;

  /// Whether a file may have this URL's path, so that find() may be called. One that no file can have, as
  /// "/..%2fsecret", is a bad request only if no route leads there either.
  bool can_name_file(std::string_view url_path) const { return !folder_ || StaticFolder::can_name_file(url_path); }

  /// Whether an embedded asset answers this path: then find() does not block.
  const Asset* asset(std::string_view path) const;

 private:
  const Asset* asset_below(std::string_view path) const;
  bool is_in_folder(std::string_view path) const;
  std::optional<std::string> hash_in_folder(std::string_view path) const;
  std::optional<Response> file(const Request& request, std::string_view url_path) const;

  std::vector<AssetBundle> bundles_;
  std::optional<StaticFolder> folder_;
  mutable ContentHashes hashes_;
  ScriptName script_name_;
};

}  // namespace plume::http
