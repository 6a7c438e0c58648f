// TaskPool: threads for the asynchronous work of views.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace plume::runtime {

/// Runs tasks in the order in which they come, on so many threads at most, which are started as they are needed. From
/// any thread.
class TaskPool {
 public:
  explicit TaskPool(std::size_t most_threads);
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;
  /// stop() without waiting.
  ~TaskPool();

  /// `task` must not throw. Dropped where the pool has stopped. Throws std::system_error where it needs a first thread,
  /// and the system gives none.
  void submit(std::function<void()> task);
  /// Drops what has not begun, and waits until `deadline` for what has. Tasks that still go on then are left to
  /// themselves.
  void stop(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plume::runtime
