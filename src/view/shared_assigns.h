// SharedAssigns: values that a view shares with the views nested in it.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "plume/live_view.h"
#include "plume/message.h"

namespace plume::view {

/// Values by key. Those of fields are copied when the view publishes them, since nested views read them in other
/// threads. find() may be called from any thread, the rest by the view that shares.
class SharedAssigns {
 public:
  std::optional<Message> find(std::string_view key) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(key);
    return found == values_.end() ? std::nullopt : std::optional(found->second.value);
  }
  void put(std::string_view key, Message value) { put(key, Shared{.value = std::move(value)}); }

  /// Shares a field, whose present value nested views find from now on. It must live as long as publish() is called.
  /// `epoch`: that of the view's writes of now.
  void put(std::string_view key, const SharedField& field, std::uint32_t epoch) {
    put(key, Shared{field, epoch, field.value(field.field)});
  }
  bool has(std::string_view key, const void* field) const {
    const auto found = values_.find(key);
    return found != values_.end() && found->second.source.field == field;
  }
  /// Copies the values of fields that may have been written since the last time.
  void publish(std::uint32_t epoch) {
    for (auto& [key, shared] : values_) {
      const auto& [field, changed_at, value_of] = shared.source;
      if (!field || changed_at(field) < std::exchange(shared.published_at, epoch)) continue;
      Message value = value_of(field);
      const std::lock_guard lock(mutex_);
      shared.value = std::move(value);
    }
  }

 private:
  struct Shared {
    SharedField source{};  // its field is null if only the value is shared
    std::uint32_t published_at = 0;
    Message value{};
  };
  void put(std::string_view key, Shared shared) {
    const std::lock_guard lock(mutex_);
    values_.insert_or_assign(std::string(key), std::move(shared));
  }

  mutable std::mutex mutex_;
  std::map<std::string, Shared, std::less<>> values_;
};

}  // namespace plume::view
