// What is said in the chat, kept in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

struct ChatMessage {
  std::uint64_t number;  ///< counts up within a room
  std::string author;
  std::string text;
  std::string time;  ///< of the server, such as "14:05"

  bool operator==(const ChatMessage&) const = default;
};

/// The last messages of one room. All functions may be called from any thread.
class Room {
 public:
  static constexpr std::size_t kept = 100;

  /// Keeps a message, and forgets the oldest one where there are too many.
  void say(std::string_view author, std::string_view text);
  /// The messages that are kept, the oldest first.
  std::vector<ChatMessage> messages() const;

 private:
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::vector<ChatMessage> messages_;
};

/// The rooms that there are, by name. Filled before the first view is made, and never changed afterwards.
using Rooms = std::map<std::string, Room, std::less<>>;
