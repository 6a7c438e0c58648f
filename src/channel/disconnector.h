// Disconnector: closes a socket when that is broadcast to the topic which its session names (server-api 12.1).
#pragma once

#include <string_view>

#include "plume/pubsub.h"
#include "runtime/shard.h"

namespace plume::channel {

class Transport;

/// An actor beside those of the socket's views, since what subscribes to a topic is an actor.
class Disconnector : public runtime::Actor {
 public:
  Disconnector(PubSub& pubsub, Transport& transport) : pubsub_(pubsub), transport_(&transport) {}

  /// On the loop, once it is adopted.
  void listen(std::string_view topic) { pubsub_.subscribe(id(), topic); }
  /// On the loop: the socket is gone.
  void detach() { transport_ = nullptr; }

  void run(runtime::Turn&, runtime::Mail& mail) override { asked_ = mail.message.is<Disconnect>(); }
  void commit(runtime::Turn&) override;
  bool may_block() override { return false; }
  void stopped() override { pubsub_.unsubscribe_all(id()); }

 private:
  PubSub& pubsub_;
  Transport* transport_;
  bool asked_ = false;
};

}  // namespace plume::channel
