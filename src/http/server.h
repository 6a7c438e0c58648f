// Server: listens, and spreads its connections over the loops.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "http/connections.h"
#include "http/listener.h"
#include "http/memory_trimmer.h"
#include "runtime/runtime.h"

namespace plume::http {

/// The members are for one thread, which is none of the loops'.
class Server {
 public:
  /// Listens at once, but accepts nobody before start(). All parameters must outlive it. Throws std::system_error,
  /// whose message names the address.
  Server(runtime::Runtime& runtime, const ServerParts& parts, const EndpointOptions& options);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  int port() const { return listener_.port(); }
  std::size_t connections() const { return count_; }
  /// Stops accepting, closes the sockets and long-poll sessions in batches, and waits until the requests in progress
  /// are answered and all connections are gone; at `deadline` it closes what is left. Only while the runtime runs.
  void drain(runtime::Clock::time_point deadline);

 private:
  void accepted(int descriptor, Peer peer);
  std::size_t drain_batch();
  std::size_t drain_loop(std::size_t index, std::size_t most);
  void clear_loop(std::size_t index);
  template <class Work>
  auto on_loop(std::size_t index, Work work);

  runtime::Runtime& runtime_;
  const ServerParts& parts_;
  const EndpointOptions& options_;
  Telemetry& telemetry_;
  Listener listener_;
  std::atomic<std::size_t> count_{0};
  MemoryTrimmer trimmer_{[this] { return count_.load(); }};  // on the first loop
  std::vector<std::unique_ptr<Connections>> connections_;    // one for each loop
};

}  // namespace plume::http
