// Listener: the socket that clients connect to.
#pragma once

#include <functional>
#include <string>

#include "http/peer.h"
#include "runtime/shard.h"

namespace plume::http {

/// Accepts on one loop. Where the process has no descriptor left, it tries again a little later.
class Listener final : public runtime::Ready, private runtime::Alarm {
 public:
  /// Takes the descriptor of a client over; on the loop.
  using Accepted = std::function<void(int descriptor, Peer peer)>;

  /// Listens on an address (or the name of one) and port, 0 being any free one. Throws std::system_error, whose message
  /// names both.
  Listener(const std::string& address, int port, Accepted accepted);
  ~Listener() override;

  /// From any thread.
  int port() const { return port_; }
  /// On the loop, as what follows.
  void begin(runtime::Shard& shard);
  /// Closes the socket, so that another process can listen there: clients that connect later are refused. Those that
  /// are connected already are accepted first.
  void end();
  void serve() override;

 private:
  enum class Taken { one, none, no_room };
  Taken take();
  void fire() override;
  void rest();

  const Accepted accepted_;
  int descriptor_;  // -1: closed
  const int port_;
  runtime::Shard* shard_ = nullptr;  // between begin and end
};

}  // namespace plume::http
