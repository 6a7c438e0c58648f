#include "board/board_live.h"

#include <algorithm>
#include <chrono>

namespace {

constexpr std::size_t longest_title = 320;  // bytes of the 80 characters which the inputs take
constexpr std::size_t most_tasks = 100;

bool acceptable(std::string_view title) {
  return title.size() <= longest_title && title.find_first_not_of(" \t") != title.npos;
}

}  // namespace

void BoardLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Board";
  tasks = first_tasks();
  last_id_ = tasks->back().id;
}

void BoardLive::handle_event(std::string_view event, const plume::Params& params) {
  draft = params["title"].text();
  if (event != "add" || !acceptable(*draft) || tasks->size() == most_tasks) return;
  tasks.edit().push_back({++last_id_, *draft, 0});
  draft = "";
}

void BoardLive::handle_info(const plume::Message& message) {
  if (const auto* renamed = message.get_if<TaskCard::Renamed>()) {
    if (auto* task = find(renamed->id); task && acceptable(renamed->title)) rename(*task, renamed->title);
  } else if (const auto* moved = message.get_if<TaskCard::Moved>()) {
    const auto* task = find(moved->id);
    if (task && task->column + moved->by < std::size(columns)) find(moved->id)->column += moved->by;
  } else if (const auto* removed = message.get_if<TaskCard::Removed>()) {
    std::erase_if(tasks.edit(), [&](const Task& task) { return task.id == removed->id; });
  }
}

void BoardLive::rename(Task& task, const std::string& title) {
  task.title = title;
  send_update<TaskCard>(task.id, [](TaskCard& card) { card.saved = true; });
  send_update_after<TaskCard>(task.id, [](TaskCard& card) { card.saved = false; }, std::chrono::seconds(2));
}

std::size_t BoardLive::count_in(std::size_t column) const {
  return std::count_if(tasks->begin(), tasks->end(), [&](const Task& task) { return task.column == column; });
}

/// To be changed. Nothing where the task was removed meanwhile.
Task* BoardLive::find(int id) {
  auto& all = tasks.edit();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Task& task) { return task.id == id; });
  return found == all.end() ? nullptr : &*found;
}
