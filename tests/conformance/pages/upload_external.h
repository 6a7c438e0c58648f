// upload-external: the server gives the meta data, the client's uploader does the rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/upload.h"
#include "text.h"

namespace corpus {

class UploadExternal : public plume::LiveView {
 public:
  plume::Upload pics{{.accept = {".png"}, .max_entries = 2, .external = [](const plume::UploadEntry& entry) {
                        if (entry.client_name == "bad.png")
                          return plume::ExternalUpload::refuse({{"reason", "no room"}});
                        return plume::ExternalUpload{{{"bytes", entry.client_size},
                                                      {"key", "shelf/" + entry.client_name},
                                                      {"uploader", "Shelf"}}};
                      }}};
  plume::Assign<std::vector<std::string>> saved;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "drop") pics.cancel(params["ref"].text());
    if (event == "save")
      pics.consume([this](const plume::UploadedFile& file) { saved.edit().emplace_back(file.meta()["key"].text()); });
  }

  static std::string why(const plume::UploadError& error) {
    return std::string(error.kind == plume::UploadError::Kind::external_metadata_failure ? error.meta["reason"].text()
                                                                                         : error.name());
  }

  PLUME_HEEX(R"noformat(<form id="f" phx-change="validate" phx-submit="save">
  <.live_file_input upload={@pics} class="picker" />
  <p :for={entry <- @pics.entries()}>
    {entry.client_name} {entry.progress}%
    <b :for={error <- upload_errors(@pics, entry)}>{why(error)}</b>
    <button type="button" id={"drop-" + entry.ref} phx-click="drop" phx-value-ref={entry.ref}>x</button>
  </p>
  <button id="save">save</button>
</form>
<p id="saved">{join(@saved, " ")}</p>)noformat")
};

}  // namespace corpus
