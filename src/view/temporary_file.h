// TemporaryFile: where the bytes of an upload go if nobody says otherwise.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "plume/upload.h"

namespace plume::view {

/// A file without a name, which is gone when the object or the process is. It has a name only where the file system
/// knows no such files: then it stands in a folder of the process that nobody else may read, and that a later process
/// removes if this one cannot.
class TemporaryFile final : public UploadWriter {
 public:
  TemporaryFile() = default;
  ~TemporaryFile() override;

  /// Throws std::system_error if no folder for temporary files can be written to: $TMPDIR, $TMP, $TEMP or /tmp.
  void open() override;
  void write(std::string_view bytes) override;
  void close(Close why) override;

  std::filesystem::path path() const;
  void move_to(const std::filesystem::path& to) const;

 private:
  void open_named();
  int file_ = -1;
  std::string name_;  // empty: none
};

std::shared_ptr<UploadWriter> make_temporary_file();

}  // namespace plume::view
