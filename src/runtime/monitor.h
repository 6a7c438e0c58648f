// Monitor: notices loops that are stuck in a run().
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "runtime/run_word.h"

namespace plume::runtime {

/// A thread that looks at every watched loop several times per `blocked_after` and calls `rescue` for one that is in
/// the same run() for that long. While nothing runs it sleeps without a time limit; loops wake it as they begin a
/// run().
class Monitor {
 public:
  /// Frees the loop `index`, which is stuck in `run`, unless it comes out by itself. On the monitor's thread.
  using Rescue = std::function<void(std::size_t index, std::uint64_t run)>;

  Monitor(std::chrono::microseconds blocked_after, Rescue rescue);
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;
  ~Monitor();

  /// Before start(). The words are indexed in the order in which they come.
  void watch(const RunWord& word) { watched_.push_back({&word}); }
  void start();
  void stop();
  /// To be called after RunWord::begin(), by the loop.
  void running() {
    if (asleep_.load(std::memory_order_seq_cst)) wake();
  }

 private:
  struct Watched {
    const RunWord* word;
    std::uint64_t seen = 0;
    std::chrono::steady_clock::time_point since{};
    std::chrono::steady_clock::time_point rescued{};
  };
  void watch_all();
  bool look();
  void doze();
  void wake();

  const std::chrono::microseconds blocked_after_;
  const Rescue rescue_;
  std::vector<Watched> watched_;
  std::atomic<bool> asleep_{false};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace plume::runtime
