// SharedAssigns: values that a view shares with the views nested in it.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "plume/message.h"

namespace plume::view {

/// From any thread.
class SharedAssigns {
 public:
  /// Empty where there is none of that name.
  Message find(std::string_view key) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(key);
    return found == values_.end() ? Message() : found->second;
  }
  void put(std::string_view key, Message value) {
    const std::lock_guard lock(mutex_);
    values_.insert_or_assign(std::string(key), std::move(value));
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Message, std::less<>> values_;
};

}  // namespace plume::view
