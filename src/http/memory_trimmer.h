// MemoryTrimmer: gives memory that the process no longer uses back to the system.
#pragma once

#include <cstddef>
#include <functional>
#include <future>

#include "runtime/shard.h"

namespace plume::http {

/// What a burst of requests needed stays with the allocator, in pieces of which few lie at the end of a heap. While
/// there are connections, and until there is nothing to give back after that, this looks every two seconds how much
/// more memory is resident than in use, and has the allocator give back whole pages if it is worth it. The looks and
/// the trims are done in threads of their own. Otherwise used on one loop only. Does nothing where the C library is not
/// glibc 2.33 or later.
class MemoryTrimmer final : private runtime::Alarm {
 public:
  /// `connections` says how many there are. Fixes two thresholds of the allocator, for the whole process: blocks of
  /// 1 MiB and more, and ends of heaps of 2 MiB and more, go back to the system when they are freed.
  explicit MemoryTrimmer(std::function<std::size_t()> connections);
  ~MemoryTrimmer() override;

  /// A connection was taken on the loop `shard`.
  void wake(runtime::Shard& shard);
  void end();

 private:
  struct Look {
    bool trimmed = false;
    std::ptrdiff_t unused = 0;  // bytes resident, but not in use, that could not be given back
  };
  static Look look(std::ptrdiff_t unused);
  void fire() override;

  const std::function<std::size_t()> connections_;
  runtime::Shard* shard_ = nullptr;  // null: asleep
  std::future<Look> looking_;
  bool was_idle_ = false;      // no connection was there when the last look began
  std::ptrdiff_t unused_ = 0;  // after the last look
};

}  // namespace plume::http
