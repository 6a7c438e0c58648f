// Runtime: the shards of an endpoint, their threads, and the monitor that watches for blocked handlers.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/shard.h"
#include "runtime/task_pool.h"

namespace plume::runtime {

struct RuntimeOptions {
  unsigned shards = 0;  ///< 0: one for each core
  std::size_t mailbox_limit = 1000;
  std::chrono::milliseconds blocked_after{5};  ///< a run() of this length loses the loop; of several in a second, a
                                               ///< quarter of it
  TaskPool::Limits tasks{};                    ///< of tasks without a supervisor; of others all but the threads
  std::chrono::milliseconds long_wait{1000};   ///< a task that waited longer tells its view
  std::vector<std::pair<std::string, std::size_t>> supervisors{};  ///< names, and how many threads each has at most
  /// How many handlers may block at the same time, each in a thread of its own (at least 1; one more for each loop but
  /// the first). Beyond that handlers wait, and the loops go on.
  std::size_t spare_threads = 4096;
  std::chrono::milliseconds spare_idle_time{30'000};  ///< idle threads end after it, but for one of each loop
};

class Runtime {
 public:
  /// The shards are there at once, but nothing runs before start(). Throws std::system_error.
  explicit Runtime(RuntimeOptions options);
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  /// stop() without waiting.
  ~Runtime();

  /// Makes it have so many shards (0: one for each core). Only before start(), and before anybody knows a shard.
  void resize(unsigned shards);
  /// Throws std::system_error where the system gives no threads.
  void start();
  /// Ends all actors and loops and joins the threads. Mail that waits is still handled, and run()s in progress are
  /// waited for, at most `wait`; those that still go on then are abandoned: their threads are detached and end when the
  /// run() returns, and their actors are never destroyed. From a thread that is none of the loops'. Does nothing where
  /// it does not run. Gives how many were abandoned: as long as these go on, whatever they use must stay.
  std::size_t stop(std::chrono::milliseconds wait);

  /// From any thread, as all below.
  std::size_t size() const;
  /// How many threads the loops and blocked handlers have, idle ones included.
  std::size_t threads() const;
  Shard& shard(std::size_t index);
  /// The shard for a new connection.
  Shard& next_shard();
  /// Mail to any actor, from any thread.
  void send(ViewId to, Mail&& mail);
  struct Task {
    TaskPool::Owner owner;
    std::function<Mail()> run;  ///< what it gives goes to the owner's view; must not throw
    /// The mail that tells the view how long the task has waited, if that was longer than `long_wait`; in the task's
    /// thread.
    std::function<Mail(std::chrono::nanoseconds)> waited;
  };
  /// Runs a task on the threads of a supervisor ("": those of no supervisor). Returns nothing if too many tasks of the
  /// owner wait there. Throws std::invalid_argument where there is no such supervisor.
  std::optional<TaskPool::Ticket> run_task(std::string_view supervisor, Task task);

 private:
  struct Impl;
  RuntimeOptions options_;
  std::shared_ptr<Impl> impl_;
};

}  // namespace plume::runtime
