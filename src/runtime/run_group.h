// RunGroup: what may hold a bounded number of threads by blocked runs, such as a connection or an address.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace plume::runtime {

/// Counts the blocked runs of those actors that belong to it. While there are as many as it may have, no further run of
/// these actors begins; their mail waits. From any thread.
class RunGroup {
 public:
  /// At most `max_blocked` runs block at the same time (0: any number), and no more than `parent` has room for, which
  /// may be null. Loops that check at the same moment may exceed it by one each.
  explicit RunGroup(std::size_t max_blocked, std::shared_ptr<RunGroup> parent = nullptr)
      : max_blocked_(static_cast<std::uint32_t>(std::min<std::size_t>(max_blocked, UINT32_MAX))),
        parent_(std::move(parent)) {}
  RunGroup(const RunGroup&) = delete;
  RunGroup& operator=(const RunGroup&) = delete;

  /// Whether it, or a parent, has as many blocked runs as it may have.
  bool is_full() const {
    if (!any_full()) return false;
    for (const auto* group = this; group; group = group->parent_.get())
      if (group->max_blocked_ && group->blocked_.load(std::memory_order_relaxed) >= group->max_blocked_) return true;
    return false;
  }
  /// A run of it blocks.
  void block() {
    for (auto* group = this; group; group = group->parent_.get())
      if (group->blocked_.fetch_add(1, std::memory_order_relaxed) + 1 == group->max_blocked_) ++full_groups;
  }
  /// A run that blocked has returned.
  void unblock() {
    for (auto* group = this; group; group = group->parent_.get())
      if (group->blocked_.fetch_sub(1, std::memory_order_relaxed) == group->max_blocked_) --full_groups;
  }
  std::size_t blocked() const { return blocked_.load(std::memory_order_relaxed); }

 private:
  // How many groups of the process are full: as a rule none, so that a run need not look at its group.
  static bool any_full() { return full_groups.load(std::memory_order_relaxed) != 0; }
  static inline std::atomic<std::size_t> full_groups{0};

  std::atomic<std::uint32_t> blocked_{0};
  const std::uint32_t max_blocked_;
  const std::shared_ptr<RunGroup> parent_;
};

}  // namespace plume::runtime
