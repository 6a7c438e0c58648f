#pragma once

#include <plume/js.h>
#include <plume/live_component.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "board/task.h"

/// A task on the board. Whether it is being edited is a matter of the card; what changes the board, it tells the board.
class TaskCard : public plume::LiveComponent {
 public:
  plume::Assign<Task> task;
  plume::Assign<std::optional<std::string>> draft;  ///< the title, while it is edited
  plume::Assign<std::string> owner;
  plume::Assign<std::size_t> loaded_with{0};  ///< how many owners were asked for at once
  plume::Assign<bool> saved{false};           ///< says so

  // To the board.
  struct Renamed {
    int id;
    std::string title;
  };
  struct Moved {
    int id;
    int by;  ///< columns
  };
  struct Removed {
    int id;
  };

  static void update_many(std::span<TaskCard* const> cards);
  void handle_event(std::string_view event, const plume::Params& params) override;
};
