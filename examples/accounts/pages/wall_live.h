#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "layout/frame.h"
#include "store/notes.h"

/// For members: all who look at it see at once what one writes.
class WallLive : public Page {
 public:
  explicit WallLive(Notes& store) : store_(store) {}

  plume::Assign<std::vector<Note>> notes;
  plume::Assign<std::string> draft;

  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_info(const plume::Message& message) override;

 private:
  Notes& store_;
};
