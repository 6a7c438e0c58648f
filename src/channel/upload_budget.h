// UploadBudget: how many bytes of files a server holds.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "plume/hash.h"

namespace plume::channel {

/// Counts the size that a browser has announced of each file from the moment at which it begins to be sent until it was
/// consumed or dropped: of one socket, of one session and of all. From any thread.
class UploadBudget : public std::enable_shared_from_this<UploadBudget> {
 public:
  struct Limits {
    std::uint64_t of_socket = UINT64_MAX, of_session = UINT64_MAX, of_all = UINT64_MAX;
  };
  /// What of: names that differ for each socket and each session.
  struct Owner {
    std::string socket, session;
  };

  explicit UploadBudget(const Limits& limits) : limits_(limits) {}

  /// Returns what holds the bytes as long as it lives; null if there is no room for them.
  std::shared_ptr<const void> take(const Owner& owner, std::uint64_t bytes);
  /// How many bytes are held.
  std::uint64_t held();

 private:
  class Held;
  using Counts = std::unordered_map<std::string, std::uint64_t, detail::TextHash>;
  static bool has_room(const Counts& counts, const std::string& name, std::uint64_t bytes, std::uint64_t limit);
  void give_back(const Owner& owner, std::uint64_t bytes);

  const Limits limits_;
  std::mutex mutex_;
  Counts of_socket_, of_session_;
  std::uint64_t of_all_ = 0;
};

}  // namespace plume::channel
