#pragma once

#include <plume/live_view.h>

#include <string>
#include <string_view>
#include <vector>

#include "board/task_card.h"
#include "gallery/page.h"

/// Tasks in columns, each of them a live component. Nothing is stored.
class BoardLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<Task>> tasks;
  plume::Assign<std::string> draft;  ///< the title of the next task

  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  /// What cards say.
  void handle_info(const plume::Message& message) override;

  std::size_t count_in(std::size_t column) const;

 private:
  Task* find(int id);
  void rename(Task& task, const std::string& title);
  int last_id_ = 0;
};
