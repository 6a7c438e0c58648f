// FileDrop: where users choose files, and see what becomes of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/icon.h"
#include "plume/core_components/progress.h"
#include "plume/upload.h"

namespace plume::core {

/// A place in a form to choose files or to drop them on, and the list of them, with a picture of images, how far each
/// is, what is wrong with it, and a button that takes it away:
///
///     <.form for={@album} phx-change="choose" phx-submit="save">
///       <.core::file_drop upload={@photos} label="Photos" hint="JPEG or PNG, up to 8 MB" />
///       <.core::button>Save</.core::button>
///     </.form>
///
/// The button of a file sends `cancel` with the parameter `ref`, for Upload::cancel.
struct file_drop {
  Required<detail::Borrowed<Upload>> upload;
  Required<std::string_view> label;
  std::string_view hint;
  std::string_view cancel = "cancel-upload";  ///< the name of an event
  bool previews = true;
  std::string class_;
  Rest rest;  ///< of the `<input type="file">`

  const Upload& shown() const { return **upload; }
  static bool is_image(const UploadEntry& entry) { return entry.client_type.starts_with("image/"); }
};

}  // namespace plume::core
