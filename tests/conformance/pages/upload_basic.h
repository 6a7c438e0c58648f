// upload-basic: one file: chosen, validated, uploaded in chunks with progress, consumed.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/upload.h"

namespace corpus {

class UploadBasic : public plume::LiveView {
 public:
  plume::Upload doc{{.accept = {".txt"}, .max_file_size = 1000, .chunk_size = 100}};
  plume::Assign<std::vector<std::string>> saved;
  plume::Assign<int> validations{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "validate") ++validations;
    if (event == "save")
      doc.consume([this](const plume::UploadedFile& file, const plume::UploadEntry& entry) {
        char first[10];
        std::ifstream in(file.path());
        in.read(first, sizeof first);
        saved.edit().push_back(entry.client_name + " " + entry.client_type + " " + std::to_string(entry.client_size) +
                               " " + std::string(first, static_cast<std::size_t>(in.gcount())));
      });
  }

  PLUME_HEEX(R"noformat(<form id="f" phx-change="validate" phx-submit="save">
  <.live_file_input upload={@doc} class="picker" />
  <p :for={entry <- @doc.entries()} class="entry">{entry.client_name} {entry.progress}% {entry.valid ? "valid" : "invalid"}</p>
  <button id="save">save</button>
</form>
<p :for={line <- @saved} class="saved">{line}</p>
<p>{@validations} validations</p>)noformat")
};

}  // namespace corpus
