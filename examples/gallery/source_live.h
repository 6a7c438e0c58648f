#pragma once

#include <plume/live_view.h>

#include <string_view>
#include <vector>

#include "gallery/frame.h"
#include "gallery/highlight.h"

namespace gallery {

struct SourceFile {
  std::string_view name;
  std::vector<Line> lines;
};

/// The files of an example's folder, as they were when the gallery was built.
class SourceLive : public plume::LiveView {
 public:
  const Example* example = nullptr;
  std::vector<SourceFile> files;

  /// `params`: `example` of the path. Throws HttpError 404 where there is no such example.
  void mount(const plume::Params& params, const plume::Session& session) override;
};

}  // namespace gallery
