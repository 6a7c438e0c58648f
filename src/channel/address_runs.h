// AddressRuns: the groups of blocked runs, one for each address.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "plume/hash.h"
#include "plume/network.h"
#include "runtime/run_group.h"

namespace plume::channel {

/// Everything that runs for one address is in one RunGroup, which is there as long as something uses it; of IPv6 it is
/// one for each network of 64 bits. From any thread.
class AddressRuns {
 public:
  explicit AddressRuns(std::size_t max_blocked) : max_blocked_(max_blocked) {}

  std::shared_ptr<runtime::RunGroup> of(std::string_view address) {
    std::string network = network_of(address);
    const std::scoped_lock lock(mutex_);
    if (groups_.size() >= size_to_clean_) clean();
    auto& known = groups_[std::move(network)];
    auto group = known.lock();
    if (!group) known = group = std::make_shared<runtime::RunGroup>(max_blocked_);
    return group;
  }
  /// How many addresses are known.
  std::size_t size() {
    const std::scoped_lock lock(mutex_);
    return groups_.size();
  }

 private:
  // Each time that there are twice as many as were in use.
  void clean() {
    std::erase_if(groups_, [](const auto& entry) { return entry.second.expired(); });
    size_to_clean_ = std::max<std::size_t>(64, 2 * groups_.size());
  }

  const std::size_t max_blocked_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::weak_ptr<runtime::RunGroup>, detail::TextHash> groups_;
  std::size_t size_to_clean_ = 64;
};

}  // namespace plume::channel
