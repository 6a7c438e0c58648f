// TaskPool: threads for the asynchronous work of views.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "plume/message.h"

namespace plume::runtime {

/// Runs tasks on a bounded number of threads, which are started as they are needed. Views take turns: of each the
/// oldest task that waits, one after another. A client whose tasks hold n threads gets another one only while n are
/// free, so that others find one. May be used from any thread.
class TaskPool {
  struct State;
  struct Entry;

 public:
  struct Limits {
    std::size_t threads = 16;
    std::size_t waiting_per_view = 1000;    ///< tasks that have no thread yet
    std::size_t waiting_per_client = 2000;  ///< the same of all its views
  };
  /// Whom a task is for.
  struct Owner {
    ViewId view;
    std::uint64_t client = 0;  ///< the connection of the view
  };
  /// `waited`: how long it took until the task began. Must not throw.
  using Work = std::function<void(std::chrono::nanoseconds waited)>;

  /// A task that was submitted. It may outlive the pool.
  class Ticket {
   public:
    Ticket() = default;
    /// Drops the task if it waits for a thread, and destroys it in this thread.
    void drop();

   private:
    friend class TaskPool;
    std::weak_ptr<State> pool_;
    std::shared_ptr<Entry> entry_;
  };

  explicit TaskPool(const Limits& limits);
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;
  /// stop() without waiting.
  ~TaskPool();

  /// Returns nothing, and drops `work`, if too many tasks of the owner wait. Drops it as well if the pool has stopped.
  /// Throws std::system_error if it needs a first thread, and the system gives none.
  std::optional<Ticket> submit(const Owner& owner, Work work);
  /// Drops what has not begun, and waits until `deadline` for what has. Tasks that still run then are left to
  /// themselves.
  void stop(std::chrono::steady_clock::time_point deadline);

 private:
  std::shared_ptr<State> state_;
};

}  // namespace plume::runtime
