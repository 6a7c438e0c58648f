#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Something to do.
struct Task {
  int id;
  std::string title;
  std::size_t column;  ///< of the board
  friend bool operator==(const Task&, const Task&) = default;
};

inline constexpr std::string_view columns[] = {"To do", "Doing", "Done"};

/// The tasks that a board begins with.
std::vector<Task> first_tasks();

/// Who does the tasks with these ids, in their order. It stands for a database, which is better asked once for all.
std::vector<std::string> owners_of(const std::vector<int>& ids);
