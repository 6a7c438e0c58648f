// Crew: the threads of a runtime. Each runs one job at a time: a loop, until it loses it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace plume::runtime {

/// Threads that are started when they are needed, and end when they were idle for a while. May be used from any thread.
class Crew {
 public:
  /// At most `max_busy` threads are in a job when another one is reserved. Threads that were idle for `idle_time` end,
  /// except those that are reserved.
  Crew(std::size_t max_busy, std::chrono::milliseconds idle_time);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  /// stop() without waiting.
  ~Crew();

  /// Keeps an idle thread for a later lend(). Returns false if too many threads are busy, or the system gives none.
  bool reserve();
  /// Gives a job to a thread that was reserved.
  void lend(std::function<void()> job);
  /// How many threads there are, idle ones included.
  std::size_t threads() const;
  /// Lets the idle threads end, and joins all that are idle until `deadline`. Those still in a job then are left to
  /// themselves: they end when their job does.
  void stop(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plume::runtime
