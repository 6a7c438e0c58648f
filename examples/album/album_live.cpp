#include "album/album_live.h"

namespace {
/// To everybody who looks at the album: there are new pictures.
struct Added {};
}  // namespace

void AlbumLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Album";
  subscribe("album");
  shown = pictures_.all();
}

void AlbumLive::handle_event(std::string_view event, const plume::Params& params) {
  if (event == "cancel-upload") photos.cancel(params["ref"].text());
  if (event == "save") save();
}

void AlbumLive::handle_info(const plume::Message& message) {
  if (message.is<Added>()) shown = pictures_.all();
}

// What the browser says of a file is not believed: a picture is what has the bytes of one.
void AlbumLive::save() {
  std::string others;
  photos.consume([&](const plume::UploadedFile& file, const plume::UploadEntry& entry) {
    if (!pictures_.add({entry.uuid, entry.client_name}, file.path()))
      others += (others.empty() ? "" : ", ") + entry.client_name;
  });
  refused = others;
  broadcast("album", Added{});
}
