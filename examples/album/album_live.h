#pragma once

#include <plume/core_components/file_drop.h>
#include <plume/live_view.h>
#include <plume/upload.h>

#include <string>
#include <string_view>
#include <vector>

#include "album/pictures.h"
#include "gallery/page.h"

namespace core = plume::core;

/// Pictures of all visitors, and a form to add some.
class AlbumLive : public plume::LiveView {
 public:
  /// `pictures` must outlive the view.
  explicit AlbumLive(Pictures& pictures) : pictures_(pictures) {}

  plume::Upload photos{
      {.accept = {".jpg", ".jpeg", ".png", ".gif", ".webp"}, .max_entries = 6, .max_file_size = 8'000'000}};
  plume::Assign<std::vector<Picture>> shown;
  plume::Assign<std::string> refused;  ///< what the last files were, if not pictures

  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_info(const plume::Message& message) override;

 private:
  void save();
  Pictures& pictures_;
};
