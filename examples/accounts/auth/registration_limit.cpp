#include "auth/registration_limit.h"

#include <plume/network.h>

#include <algorithm>

std::chrono::seconds RegistrationLimit::begin(std::string_view client) {
  std::string network = plume::network_of(client);
  const std::lock_guard lock(mutex_);
  const auto now = now_();
  const auto found = full_again_.find(network);
  const auto full_again = found == full_again_.end() ? now : std::max(found->second, now);
  const auto earliest = full_again + for_each - at_first * for_each;
  if (earliest > now) return std::chrono::ceil<std::chrono::seconds>(earliest - now);
  if (found == full_again_.end() && full_again_.size() == most_kept)
    full_again_.erase(std::min_element(full_again_.begin(), full_again_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; }));
  full_again_[std::move(network)] = full_again + for_each;
  return std::chrono::seconds(0);
}
