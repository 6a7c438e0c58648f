#include "channel/address_joins.h"

#include <utility>

#include "plume/network.h"

namespace plume::channel {

using namespace std::chrono_literals;

bool AddressJoins::take(std::string_view address, runtime::Clock::time_point now) {
  std::string network = network_of(address);
  Budgets forgotten;  // destroyed without the lock
  const std::scoped_lock lock(mutex_);
  forgotten = turn(now);
  auto known = recent_.find(network);
  if (known == recent_.end()) {
    if (auto node = older_.extract(network))
      known = recent_.insert(std::move(node)).position;
    else if (recent_.size() < most_addresses)
      known = recent_.try_emplace(std::move(network), per_minute_, now).first;
    else
      return true;
  }
  return known->second.take(now);
}

// What is forgotten.
AddressJoins::Budgets AddressJoins::turn(runtime::Clock::time_point now) {
  if (now - turned_ < 1min) return {};
  turned_ = now;
  return std::exchange(older_, std::exchange(recent_, {}));
}

std::size_t AddressJoins::size() {
  const std::scoped_lock lock(mutex_);
  return recent_.size() + older_.size();
}

}  // namespace plume::channel
