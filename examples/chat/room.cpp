#include "chat/room.h"

#include <ctime>

namespace {

std::string time_of_day() {
  const std::time_t seconds = std::time(nullptr);
  std::tm local;
  localtime_r(&seconds, &local);
  char text[8];
  return {text, std::strftime(text, sizeof text, "%H:%M", &local)};
}

}  // namespace

void Room::say(std::string_view author, std::string_view text) {
  const std::scoped_lock lock(mutex_);
  if (messages_.size() == kept) messages_.erase(messages_.begin());
  messages_.push_back({++last_, std::string(author), std::string(text), time_of_day()});
}

std::vector<ChatMessage> Room::messages() const {
  const std::scoped_lock lock(mutex_);
  return messages_;
}
