#include "board/task_card.h"

#include <vector>

// Called once for all cards that are new, or were changed from outside.
void TaskCard::update_many(std::span<TaskCard* const> cards) {
  std::vector<TaskCard*> unknown;
  std::vector<int> ids;
  for (auto* card : cards) {
    if (!card->owner->empty()) continue;
    unknown.push_back(card);
    ids.push_back(card->task->id);
  }
  const auto owners = owners_of(ids);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    unknown[i]->owner = owners[i];
    unknown[i]->loaded_with = unknown.size();
  }
}

void TaskCard::handle_event(std::string_view event, const plume::Params& params) {
  if (event == "edit") draft = task->title;
  if (event == "write") draft = std::string(params["title"].text());
  if (event == "save") send(self(), Renamed{task->id, std::string(params["title"].text())});
  if (event == "save" || event == "cancel") draft = std::nullopt;
  if (event == "left") send(self(), Moved{task->id, -1});
  if (event == "right") send(self(), Moved{task->id, +1});
  if (event == "remove") send(self(), Removed{task->id});
}
