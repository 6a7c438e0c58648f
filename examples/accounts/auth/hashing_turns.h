#pragma once

#include <condition_variable>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Lets few passwords be hashed at the same time. A hash takes a good part of a second and much memory on purpose, so
/// anyone could keep all cores busy by sending passwords: hashing gets half of them, the pages keep the rest. Clients
/// take turns, in the order in which they came; of each only a few may wait, and only so many in all. May be used by
/// several threads at once.
class HashingTurns {
 public:
  struct Limits {
    std::size_t at_once = half_of_the_cores();
    std::size_t per_client = 2;  ///< under way or waiting
    std::size_t in_all = 40;     ///< the same, of all clients
  };
  /// May hash a password as long as it lives.
  class Turn {
   public:
    Turn(Turn&& other) noexcept;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    friend class HashingTurns;
    Turn(HashingTurns& turns, std::string client) : turns_(&turns), client_(std::move(client)) {}
    HashingTurns* turns_;
    std::string client_;
  };

  HashingTurns() : HashingTurns(Limits()) {}
  explicit HashingTurns(const Limits& limits) : limits_(limits) {}

  /// Waits for a turn. Returns nothing at once if too many of this client, or in all, are there already. `client` is
  /// its network address (Request::peer), of which plume::network_of counts.
  std::optional<Turn> take(std::string_view client);

  /// How many wait now.
  std::size_t waiting();

  static std::size_t half_of_the_cores();

 private:
  void give_back(const std::string& client);

  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::size_t> clients_;  ///< how many each has here
  std::list<std::string> waiting_;              ///< the clients, in their order
  std::size_t here_ = 0, hashing_ = 0;
};
