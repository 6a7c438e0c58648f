#include "pubsub/local_pubsub.h"

#include <algorithm>
#include <utility>

#include "plume/hash.h"

namespace plume::pubsub {
namespace {

std::shared_ptr<const std::vector<ViewId>> list(const std::unordered_map<ViewId, std::size_t>& counts) {
  auto views = std::make_shared<std::vector<ViewId>>();
  views->reserve(counts.size());
  for (const auto& [view, count] : counts) views->insert(views->end(), count, view);
  std::sort(views->begin(), views->end(), [](ViewId a, ViewId b) { return a.index < b.index; });
  return views;
}

}  // namespace

LocalPubSub::LocalPubSub(runtime::Runtime& runtime, int mail_kind) : runtime_(runtime), mail_kind_(mail_kind) {}

LocalPubSub::~LocalPubSub() = default;

LocalPubSub::Topics& LocalPubSub::topics_of(std::string_view topic) {
  return topics_[detail::hash_bytes(topic) % cuts];
}

LocalPubSub::Views& LocalPubSub::views_of(ViewId view) { return views_[view.generation % cuts]; }

void LocalPubSub::subscribe(ViewId view, std::string_view topic) {
  {
    auto& views = views_of(view);
    const std::scoped_lock lock(views.mutex);
    views.table[view].emplace(topic);
  }
  auto& topics = topics_of(topic);
  const std::scoped_lock lock(topics.mutex);
  auto found = topics.table.find(topic);
  if (found == topics.table.end()) found = topics.table.emplace(topic, Topic()).first;
  auto& subscribers = found->second[view.shard];
  ++subscribers.counts[view];
  subscribers.receivers.reset();
}

void LocalPubSub::unsubscribe(ViewId view, std::string_view topic) {
  {
    auto& views = views_of(view);
    const std::scoped_lock lock(views.mutex);
    const auto subscribed = views.table.find(view);
    if (subscribed == views.table.end()) return;
    const auto found = subscribed->second.find(topic);
    if (found == subscribed->second.end()) return;
    subscribed->second.erase(found);
    if (subscribed->second.empty()) views.table.erase(subscribed);
  }
  remove(view, topic);
}

void LocalPubSub::unsubscribe_all(ViewId view) {
  auto& views = views_of(view);
  std::unique_lock lock(views.mutex);
  const auto subscribed = views.table.extract(view);
  lock.unlock();
  if (subscribed.empty()) return;
  for (const auto& topic : subscribed.mapped()) remove(view, topic);
}

void LocalPubSub::remove(ViewId view, std::string_view topic) {
  auto& topics = topics_of(topic);
  const std::scoped_lock lock(topics.mutex);
  const auto found = topics.table.find(topic);
  if (found == topics.table.end()) return;
  const auto shard = found->second.find(view.shard);
  if (shard == found->second.end()) return;
  shard->second.counts.erase(view);
  shard->second.receivers.reset();
  if (shard->second.counts.empty()) found->second.erase(shard);
  if (found->second.empty()) topics.table.erase(found);
}

void LocalPubSub::broadcast(std::string_view topic, Message message, ViewId except) {
  std::vector<std::pair<std::uint32_t, Receivers>> batches;
  {
    auto& topics = topics_of(topic);
    const std::scoped_lock lock(topics.mutex);
    const auto found = topics.table.find(topic);
    if (found == topics.table.end()) return;
    for (auto& [shard, subscribers] : found->second) {
      if (!subscribers.receivers) subscribers.receivers = list(subscribers.counts);
      batches.emplace_back(shard, subscribers.receivers);
    }
  }
  for (auto& [index, receivers] : batches)
    runtime_.shard(index).broadcast(std::move(receivers), mail_kind_, message, except);
}

std::size_t LocalPubSub::topics() const {
  std::size_t count = 0;
  for (const auto& topics : topics_) {
    const std::scoped_lock lock(topics.mutex);
    count += topics.table.size();
  }
  return count;
}

}  // namespace plume::pubsub
