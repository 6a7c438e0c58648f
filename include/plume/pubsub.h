// PubSub: topics, and those who listen to them.
#pragma once

#include <memory>
#include <string_view>

#include "plume/message.h"

namespace plume {

/// Broadcast to a topic, closes the sockets of all sessions that name it as their `live_socket_id`; see
/// Endpoint::disconnect.
struct Disconnect {};

/// Carries messages between views by topic (the seed's `Phoenix.PubSub`). Delivery is asynchronous and at most once;
/// the order of one sender is kept for each subscriber. All functions may be called from any thread.
class PubSub {
 public:
  virtual ~PubSub() = default;
  virtual void subscribe(ViewId view, std::string_view topic) = 0;
  /// Removes all subscriptions of `view` to `topic`.
  virtual void unsubscribe(ViewId view, std::string_view topic) = 0;
  /// Removes all subscriptions of a view that has ended.
  virtual void unsubscribe_all(ViewId view) = 0;
  /// To every subscriber but `except`.
  virtual void broadcast(std::string_view topic, Message message, ViewId except = {}) = 0;
};

}  // namespace plume
