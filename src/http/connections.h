// Connections: those of one loop.
#pragma once

#include <atomic>
#include <cstddef>
#include <list>
#include <string>

#include "http/connection.h"

namespace plume::http {

/// Used on its loop only.
class Connections {
 public:
  /// `count` counts the connections of all loops: add() expects one to be counted already, remove() takes it off.
  Connections(runtime::Shard& shard, const ServerParts& parts, std::atomic<std::size_t>& count)
      : shard_(shard), parts_(parts), count_(count) {}
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  /// Takes `descriptor` over. Never throws: a connection for which there is no room is closed.
  void add(int descriptor, Peer peer);
  /// Destroys the connection.
  void remove(Connection& connection);
  /// Drains up to `most` connections that were not drained yet, and gives how many; later ones are drained at once.
  std::size_t drain(std::size_t most);
  void clear();

 private:
  runtime::Shard& shard_;
  const ServerParts& parts_;
  std::atomic<std::size_t>& count_;
  bool draining_ = false;
  std::list<Connection> open_;
  std::list<Connection> draining_ones_;
};

}  // namespace plume::http
