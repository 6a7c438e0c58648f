// MemoryTrimmer: gives memory that the process no longer uses back to the system.
#pragma once

#include <cstddef>
#include <functional>
#include <future>

#include "runtime/shard.h"

namespace plume::http {

/// What a burst of requests needed stays with the allocator, in pieces of which few lie at the end of a heap. While
/// there are connections, and until nothing comes of it after that, this looks every few seconds whether the process
/// has grown, and if so asks the allocator to give back whole pages; then again and again, less often while little
/// comes of it. That is done in a thread of its own. Otherwise used on one loop only.
class MemoryTrimmer final : private runtime::Alarm {
 public:
  /// `connections` says how many there are.
  explicit MemoryTrimmer(std::function<std::size_t()> connections);
  ~MemoryTrimmer() override;

  /// A connection was taken on the loop `shard`.
  void wake(runtime::Shard& shard);
  void end();

 private:
  struct Trimmed {
    std::size_t before = 0, after = 0;  // bytes resident
  };
  static Trimmed trim();
  void begin_trim(std::size_t connections);
  bool has_grown() const;
  void fire() override;

  const std::function<std::size_t()> connections_;
  runtime::Shard* shard_ = nullptr;  // null: asleep
  std::future<Trimmed> trimming_;
  std::size_t connections_then_ = 0;  // when the last trim began
  Trimmed last_;
  int pause_ = 1;  // looks between two trims
  int looks_ = 0;  // since the last one
};

}  // namespace plume::http
