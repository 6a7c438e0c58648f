// RunWord: one word that tells whether a loop is inside an actor's run(), and for which two threads race.
#pragma once

#include <atomic>
#include <cstdint>

namespace plume::runtime {

/// Odd: in a run(), and the number tells which one. Whoever makes an odd number even has the loop from then on: the
/// thread that ran, or the monitor. All members may be called from any thread, begin() and end() by the loop's own.
class RunWord {
 public:
  /// A run() begins. Sequentially consistent, for the sake of the monitor's falling asleep (see Monitor).
  std::uint64_t begin() {
    const auto run = word_.load(std::memory_order_relaxed) + 1;
    word_.store(run, std::memory_order_seq_cst);
    return run;
  }
  /// It ended; false where the loop was taken meanwhile.
  bool end(std::uint64_t run) { return take(run); }
  /// Takes the loop from the thread that is in that run(); false where it has come out.
  bool take(std::uint64_t run) { return word_.compare_exchange_strong(run, run + 1, std::memory_order_acq_rel); }
  std::uint64_t current() const { return word_.load(std::memory_order_seq_cst); }
  static bool is_running(std::uint64_t word) { return word % 2 == 1; }

 private:
  std::atomic<std::uint64_t> word_{0};
};

}  // namespace plume::runtime
