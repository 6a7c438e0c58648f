#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

/// Makes those wait who fail to log in again and again, so that passwords cannot be guessed: after five failures for an
/// e-mail address, whether or not somebody has it, and after twenty of a client. The first wait is half a minute, each
/// further failure doubles it, up to a quarter of an hour; an hour without any forgets them. Whoever fails for an
/// address makes its owner wait, too. Kept in memory, of the latest ten thousand of each. May be used by several
/// threads at once.
class LogInLimit {
 public:
  using Clock = std::chrono::steady_clock;
  /// `now`: for tests.
  explicit LogInLimit(std::function<Clock::time_point()> now = Clock::now) : now_(std::move(now)) {}

  /// Takes an attempt, which counts as a failure unless succeeded() follows: attempts at the same time are no way
  /// around. Where it must not be made, gives how long to wait, else 0. Case does not matter in `email`; `client` is
  /// its network address (Request::peer), of which plume::network_of counts.
  std::chrono::seconds begin(std::string_view email, std::string_view client);
  /// Forgets the failures for the address. Those of the client stay, without this attempt: else a client with an
  /// account of its own would log in there after every guess.
  void succeeded(std::string_view email, std::string_view client);

  static constexpr int most_of_email = 5, most_of_client = 20;
  static constexpr std::size_t most_kept = 10'000;

 private:
  struct Failures {
    int count = 0;
    Clock::time_point last{};   ///< the latest one
    Clock::time_point until{};  ///< no attempt before
  };
  using FailuresByName = std::map<std::string, Failures, std::less<>>;
  static std::chrono::seconds begin(FailuresByName& known, std::string_view name, int most, Clock::time_point now);

  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  FailuresByName emails_, clients_;
};
