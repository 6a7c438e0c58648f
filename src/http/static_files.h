// Static files: embedded assets, and the files of a folder (server-api 13.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/script_name.h"
#include "http/static_folder.h"
#include "plume/assets.h"
#include "plume/http.h"

namespace plume::http {

/// Serves GET and HEAD. Embedded assets come first: under their hashed path they may be cached for ever, under their
/// plain one they carry an entity tag. Files of the folder carry a tag of size and time of change, unless the query
/// begins with `vsn=`: then they may be cached for ever as well. `file.br` and `file.gz` beside a file are sent instead
/// where the client takes them. One range of bytes is answered with 206, unless `if-range` names another tag. Files of
/// the folder are opened, but not read: see Response::file.
///
/// All members may be called from any thread.
class StaticFiles {
 public:
  /// `bundles` must live as long as this; `folder` may be empty. Everything is below `script_name`. Throws
  /// std::invalid_argument where `folder` is no folder.
  StaticFiles(std::vector<AssetBundle> bundles, std::string folder, ScriptName script_name = {},
              StaticAccess access = {});

  /// Nothing where there is no such file. Throws HttpError as StaticFolder does. Opens files, and so may block.
  std::optional<Response> find(const Request& request) const;

  /// Whether this URL, without a query, is that of a file: of an embedded asset, plain or hashed, also below another
  /// path or on another host, or of a file of the folder. May block.
  bool serves(std::string_view url) const;

  /// Whether find() gives a response to such a request. Opens the file, and so may block.
  bool answers(std::string_view method, std::string_view path) const;

  /// Whether an embedded asset answers this path: then find() does not block.
  const Asset* asset(std::string_view path) const;

 private:
  bool is_in_folder(std::string_view path) const;
  std::optional<Response> file(const Request& request, std::string_view url_path) const;

  std::vector<AssetBundle> bundles_;
  std::optional<StaticFolder> folder_;
  ScriptName script_name_;
};

}  // namespace plume::http
