// Crew: the threads of a runtime. Each runs one job at a time: a loop, until it loses it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace plume::runtime {

/// May be used from any thread; lend() after reserve() by one thread at a time.
class Crew {
 public:
  explicit Crew(std::size_t most_threads);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  /// stop() without waiting.
  ~Crew();

  /// Sees to it that a thread is free; false where there are too many already, or the system gives none.
  bool reserve();
  /// Gives a job to a free thread.
  void lend(std::function<void()> job);
  /// Lets the free threads end, and joins all that are free until `deadline`. Those still in a job then are left to
  /// themselves: they end when their job does.
  void stop(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plume::runtime
