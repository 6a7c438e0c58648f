// upload-auto: auto_upload of several files at once, consumed one by one.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/upload.h"
#include "text.h"

namespace corpus {

class UploadAuto : public plume::LiveView {
 public:
  plume::Upload files{{.accept = {"*"},
                       .max_entries = 3,
                       .chunk_size = 64,
                       .auto_upload = true,
                       .progress = [this](const plume::UploadEntry& entry) { take(entry); }}};
  plume::Assign<std::vector<std::string>> done;

  void handle_event(std::string_view, const plume::Params&) override {}

  PLUME_HEEX(R"noformat(<form id="f" phx-change="validate"><.live_file_input upload={@files} class="picker" /></form>
<p id="left">{@files.entries().size()} under way</p>
<p id="done">{join(@done, " ")}</p>)noformat")

 private:
  void take(const plume::UploadEntry& entry) {
    if (!entry.done) return;
    files.consume(entry, [&](const plume::UploadedFile&) {
      auto& all = done.edit();
      all.push_back(entry.client_name + ":" + std::to_string(entry.client_size));
      std::sort(all.begin(), all.end());
    });
  }
};

}  // namespace corpus
