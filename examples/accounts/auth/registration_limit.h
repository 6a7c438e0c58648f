#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

/// Lets each client register twenty accounts, and one more every three minutes: many people may share an address, but
/// nobody shall fill the database. Kept in memory, of the latest ten thousand clients. May be used by several threads
/// at once.
class RegistrationLimit {
 public:
  using Clock = std::chrono::steady_clock;
  /// `now`: for tests.
  explicit RegistrationLimit(std::function<Clock::time_point()> now = Clock::now) : now_(std::move(now)) {}

  /// Takes one. If the client has none left, gives how long to wait for one, else 0. `client` is its network address
  /// (Request::peer), of which plume::network_of counts.
  std::chrono::seconds begin(std::string_view client);

  static constexpr int at_first = 20;
  static constexpr std::chrono::seconds for_each{3 * 60};
  static constexpr std::size_t most_kept = 10'000;

 private:
  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::map<std::string, Clock::time_point, std::less<>> full_again_;  ///< when the client has all of them again
};
