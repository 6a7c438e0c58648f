// AddressJoins: how many joins all sockets of one address may still make (server-api 14.17).
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "channel/join_budget.h"
#include "plume/hash.h"

namespace plume::channel {

/// A JoinBudget for each address; of IPv6 for each network of 64 bits, which is what one client has. An address that
/// has not joined for a minute has its whole budget again, and is forgotten. From any thread.
class AddressJoins {
 public:
  /// Of more addresses than this in one minute, those that come last are not limited.
  static constexpr std::size_t most_addresses = 100'000;

  explicit AddressJoins(std::size_t per_minute) : per_minute_(per_minute) {}

  /// Takes one; false where none is left.
  bool take(std::string_view address, runtime::Clock::time_point now);
  /// How many addresses are known.
  std::size_t size();

 private:
  using Budgets = std::unordered_map<std::string, JoinBudget, detail::TextHash>;
  Budgets turn(runtime::Clock::time_point now);

  const std::size_t per_minute_;
  std::mutex mutex_;
  Budgets recent_, older_;               // joined since turned_, and in the minute before
  runtime::Clock::time_point turned_{};  // when recent_ became older_
};

}  // namespace plume::channel
