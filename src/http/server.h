// Server: listens, and spreads its connections over the loops.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/connection.h"
#include "runtime/runtime.h"

namespace plume::http {

/// The connections of one loop; used on it only, but for the counter.
class Connections {
 public:
  Connections(runtime::Shard& shard, const ServerParts& parts, std::atomic<std::size_t>& count)
      : shard_(shard), parts_(parts), count_(count) {}
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  /// Takes `descriptor` over.
  void add(int descriptor, std::string peer);
  /// Destroys the connection.
  void remove(Connection& connection);
  /// Drains up to `most` connections that were not drained yet; gives how many.
  std::size_t drain(std::size_t most);
  void clear() { all_.clear(); }

 private:
  runtime::Shard& shard_;
  const ServerParts& parts_;
  std::atomic<std::size_t>& count_;
  bool draining_ = false;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> all_;
  std::vector<Connection*> to_drain_;
};

class Server {
 public:
  /// `parts` must outlive it.
  Server(runtime::Runtime& runtime, const ServerParts& parts, const EndpointOptions& options);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// Listens, before the runtime starts or after. Throws std::system_error, whose message names the address.
  void listen();
  int port() const { return port_; }
  /// Stops accepting, closes the sockets in batches, and waits for requests in progress, at most as long as the options
  /// say. Not on a loop.
  void drain();
  std::size_t connections() const { return count_; }

 private:
  class Listener;
  void accepted(int descriptor, std::string peer);

  runtime::Runtime& runtime_;
  const ServerParts& parts_;
  const EndpointOptions& options_;
  int port_ = 0;
  std::atomic<std::size_t> count_{0};
  std::vector<std::unique_ptr<Connections>> connections_;  // one for each loop
  std::unique_ptr<Listener> listener_;
};

}  // namespace plume::http
