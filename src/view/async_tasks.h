// AsyncTasks: the asynchronous work of one view and its components.
#pragma once

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

namespace plume::view {

class Process;

/// Used by the view's thread only, but for what runs in a task.
class AsyncTasks {
 public:
  explicit AsyncTasks(Process& process) : process_(process) {}
  AsyncTasks(const AsyncTasks&) = delete;
  AsyncTasks& operator=(const AsyncTasks&) = delete;
  /// Asks all tasks to stop; nobody hears of them any more.
  ~AsyncTasks();

  /// Starts a task; the result of one that goes on under the same key of that socket is not delivered any more.
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

 private:
  struct Running {
    Socket* socket;
    std::string key;
    std::stop_source stop;
    std::function<void(const std::optional<AsyncFailure>&)> done;
  };
  using Tasks = std::map<std::uint64_t, Running>;
  Tasks::iterator find(const Socket& socket, std::string_view key);
  Socket* deliver(Tasks::iterator task, const std::optional<AsyncFailure>& failure);

  Process& process_;
  Tasks tasks_;
  std::uint64_t last_token_ = 0;
};

}  // namespace plume::view
