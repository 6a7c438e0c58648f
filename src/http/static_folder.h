// StaticFolder: the files of a folder, and nothing beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/file_body.h"

namespace plume::http {

/// What is served of a folder beyond its own plain files.
struct StaticAccess {
  bool links = false;      ///< symbolic links may lead out of the folder
  bool dot_files = false;  ///< names may begin with a dot, not only the first one `.well-known`
};

/// An open file.
struct StaticFile {
  std::shared_ptr<FileBody> body;
  std::string etag;  ///< of size and time of change
};

/// Opens regular files below a folder: no folders, devices or pipes. All members may be called from any thread, and may
/// block.
class StaticFolder {
 public:
  /// Throws std::invalid_argument if `folder` is no folder.
  StaticFolder(std::string folder, StaticAccess access);

  /// Whether a URL's path can be decoded, and holds no segment that no file can have, as "..".
  static bool can_name_file(std::string_view url_path);
  /// Returns the path, relative to the folder, that a URL's path leads to, or nullopt for names that are not served.
  /// Throws HttpError(400) if can_name_file is false.
  std::optional<std::string> path_of(std::string_view url_path) const;
  /// Returns nullopt if there is no such file, or none that may be read. Throws HttpError if there is one: 503 if the
  /// system has no descriptor or memory left for it, 500 if it cannot be read for another reason.
  std::optional<StaticFile> open(const std::string& path) const;
  /// Whether there is a regular file at this path, be it readable or not.
  bool contains(const std::string& path) const;

 private:
  int open_descriptor(const std::string& path) const;
  int open_real_path(const std::string& path) const;

  std::string folder_;
  StaticAccess access_;
};

}  // namespace plume::http
