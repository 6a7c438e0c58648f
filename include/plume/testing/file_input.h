// FileInput: files that a test chooses and sends.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "plume/testing/form.h"
#include "plume/value.h"

namespace plume::testing {

/// A file as a browser tells of it.
struct File {
  std::string name;
  std::string content{};
  std::string type = "application/octet-stream";
  std::string relative_path{};
  std::int64_t last_modified = 0;      ///< ms since 1970
  std::optional<std::int64_t> size{};  ///< what is said of it; default: that of the content
  Value meta{};                        ///< what the page's script adds
};

/// Thrown where the server does not take files. `errors`: pairs of the ref of a file, or of the upload, and a reason.
class UploadRefused : public std::runtime_error {
 public:
  explicit UploadRefused(Value errors)
      : std::runtime_error("the upload was refused: " + errors.json()), errors_(std::move(errors)) {}
  const Value& errors() const { return errors_; }

 private:
  Value errors_;
};

/// Files chosen in the `<.live_file_input>` of a form (LiveViewTest: file_input/4):
///
///     const auto photos = view.file_input("#album", "photos", {{.name = "a.jpg", .content = bytes}});
///     photos.render_change();
///     photos.render_upload("a.jpg");
///     view.form("#album").render_submit();
///
/// A handle: copies are of the same files.
class FileInput {
 public:
  /// The event phx-change of the form, with the files (LiveViewTest: render_change/2 with an upload).
  Result render_change(Value value = {}) const;
  /// Asks the server whether it takes the files, as the browser does before it sends them. Returns its answer:
  /// `{"ref":…,"config":…,"entries":…,"errors":…}`, or `{"ref":…,"error":…}` (LiveViewTest: preflight_upload/1).
  Value preflight_upload() const;
  /// Sends so many percent more of a file (LiveViewTest: render_upload/3). Asks for leave first, if that was not done;
  /// files that go elsewhere only tell how far they are. Throws UploadRefused if the server does not take the file, or
  /// stops it; std::invalid_argument if no file has that name.
  Result render_upload(std::string_view name, int percent = 100) const;

 private:
  friend class View;
  struct State;
  explicit FileInput(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace plume::testing
