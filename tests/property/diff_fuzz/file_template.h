// FileTemplate: its template stands in a file, where white space around code tags is trimmed.
#pragma once

#include "components.h"
#include "fields.h"

namespace property {

class FileTemplate : public Fields {
 public:
  void render(plume::Render& r) override { plume::render_template(*this, r); }
};

}  // namespace property
