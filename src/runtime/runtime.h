// Runtime: the shards of an endpoint, their threads, and the monitor that watches for blocked handlers.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/shard.h"

namespace plume::runtime {

struct RuntimeOptions {
  unsigned shards = 0;  ///< 0: one for each core
  std::size_t mailbox_limit = 1000;
  std::chrono::milliseconds blocked_after{5};  ///< a run() of this length loses the loop
  std::size_t spare_threads = 1024;            ///< at most, for blocked handlers
};

class Runtime {
 public:
  explicit Runtime(RuntimeOptions options);
  ~Runtime();
  void start();
  /// Stops all loops and joins all threads; waits for run()s in progress, at most `wait`, then detaches… see source.
  void stop(std::chrono::milliseconds wait);
  std::size_t size() const;
  Shard& shard(std::size_t index);
  /// The shard for a new connection.
  Shard& next_shard();
  /// Mail to any actor, from any thread.
  void send(ViewId to, Mail&& mail);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume::runtime
