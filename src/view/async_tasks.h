// AsyncTasks: the asynchronous work of one view and its components.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "plume/async.h"
#include "plume/socket.h"
#include "runtime/task_pool.h"

namespace plume::view {

class Process;

/// The message of a task_wait_mail.
struct TaskWait {
  std::uint64_t token;
  std::string supervisor;
  std::chrono::nanoseconds waited;
};

/// Used by the view's thread only, but for what runs in a task.
class AsyncTasks {
 public:
  explicit AsyncTasks(Process& process) : process_(process) {}
  AsyncTasks(const AsyncTasks&) = delete;
  AsyncTasks& operator=(const AsyncTasks&) = delete;
  /// Asks all tasks to stop; nobody hears of them any more.
  ~AsyncTasks();

  /// Starts a task. One under the same key of that socket is dropped: asked to stop if it runs. If too many tasks of
  /// the view or its connection wait, the task fails, as a message.
  void start(Socket& socket, AsyncTask task, const AsyncOptions& options);
  /// Asks a task to stop, and has it fail for that reason, as a message. Nothing happens where there is none.
  void cancel(const Socket& socket, std::string_view key, std::string_view reason);
  /// The same, at once, for the tasks whose key has `field` in it.
  void cancel_field(const Socket& socket, std::string_view field, std::string_view reason);
  /// The component is gone.
  void drop(const Socket& socket);
  /// Those that go on: all, or those of `socket`.
  std::vector<std::uint64_t> running(const Socket* socket = nullptr) const;
  /// The mail of a task that has ended: whose it is; null where nobody waits for it.
  Socket* finish(std::uint64_t token, const std::optional<AsyncFailure>& failure);
  /// The mail of a task that begins, and waited long for that.
  void tell_of_wait(const TaskWait& wait) const;

 private:
  struct Running {
    Socket* socket;
    std::string key;
    std::stop_source stop;
    std::function<void(const std::optional<AsyncFailure>&)> done;
    runtime::TaskPool::Ticket ticket{};

    /// Drops it if it waits for a thread, else asks it to stop.
    void stop_it() {
      stop.request_stop();
      ticket.drop();
    }
  };
  using Tasks = std::map<std::uint64_t, Running>;
  Tasks::iterator find(const Socket& socket, std::string_view key);
  Socket* deliver(Tasks::iterator task, const std::optional<AsyncFailure>& failure);
  void refuse(std::uint64_t token);

  Process& process_;
  Tasks tasks_;
  std::uint64_t last_token_ = 0;
  bool told_of_refusal_ = false;
};

}  // namespace plume::view
