#include "auth/hashing_turns.h"

#include <plume/network.h>

#include <algorithm>
#include <thread>
#include <utility>

HashingTurns::Turn::Turn(Turn&& other) noexcept
    : turns_(std::exchange(other.turns_, nullptr)), client_(std::move(other.client_)) {}

HashingTurns::Turn::~Turn() {
  if (turns_) turns_->give_back(client_);
}

std::optional<HashingTurns::Turn> HashingTurns::take(std::string_view client) {
  std::string network = plume::network_of(client);
  std::unique_lock lock(mutex_);
  if (here_ >= limits_.in_all) return std::nullopt;
  auto& of_client = clients_[network];
  if (of_client >= limits_.per_client) return std::nullopt;
  ++of_client;
  ++here_;
  const auto place = waiting_.insert(waiting_.end(), network);
  changed_.wait(lock, [&] { return waiting_.begin() == place && hashing_ < limits_.at_once; });
  waiting_.erase(place);
  ++hashing_;
  changed_.notify_all();
  return Turn(*this, std::move(network));
}

void HashingTurns::give_back(const std::string& client) {
  const std::lock_guard lock(mutex_);
  --here_;
  --hashing_;
  const auto found = clients_.find(client);
  if (--found->second == 0) clients_.erase(found);
  changed_.notify_all();
}

std::size_t HashingTurns::waiting() {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

std::size_t HashingTurns::half_of_the_cores() { return std::max(1u, std::thread::hardware_concurrency() / 2); }
