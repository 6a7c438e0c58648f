// LocalPubSub: topics within this process.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plume/pubsub.h"
#include "runtime/runtime.h"

namespace plume::pubsub {

/// A broadcast is one piece of work for each loop that has subscribers, however many they are. What nobody subscribes
/// to takes no memory. Messages to views that have ended are dropped; their subscriptions are not, before
/// unsubscribe_all.
class LocalPubSub : public PubSub {
 public:
  /// Messages arrive as mail of kind `mail_kind`. `runtime` must outlive this.
  LocalPubSub(runtime::Runtime& runtime, int mail_kind);
  ~LocalPubSub() override;

  void subscribe(ViewId view, std::string_view topic) override;
  void unsubscribe(ViewId view, std::string_view topic) override;
  void unsubscribe_all(ViewId view) override;
  void broadcast(std::string_view topic, Message message, ViewId except = {}) override;

  /// Topics with subscribers.
  std::size_t topics() const;

 private:
  using Receivers = std::shared_ptr<const std::vector<ViewId>>;
  struct Subscribers {
    std::unordered_map<ViewId, std::size_t> counts;  // how often each one subscribed
    Receivers receivers;                             // the same as a list, made by the broadcast that needs it
  };
  using Topic = std::map<std::uint32_t, Subscribers>;  // by shard

  // Tables are cut by hash, so that topics rarely wait for each other.
  struct Topics {
    mutable std::mutex mutex;
    std::map<std::string, Topic, std::less<>> table;
  };
  struct Views {
    std::mutex mutex;
    std::unordered_map<ViewId, std::set<std::string, std::less<>>> table;
  };
  static constexpr std::size_t cuts = 16;

  Topics& topics_of(std::string_view topic);
  Views& views_of(ViewId view);
  void remove(ViewId view, std::string_view topic);

  runtime::Runtime& runtime_;
  const int mail_kind_;
  std::array<Topics, cuts> topics_;
  std::array<Views, cuts> views_;
};

}  // namespace plume::pubsub
