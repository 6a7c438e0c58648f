// JoinBudget: how many joins a connection may still make.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "runtime/alarm.h"

namespace plume::channel {

/// So many at once, and as many in each minute from then on.
class JoinBudget {
 public:
  JoinBudget(std::size_t per_minute, runtime::Clock::time_point now)
      : most_(static_cast<float>(per_minute)), left_(most_), at_(now) {}

  /// Takes one; false where none is left.
  bool take(runtime::Clock::time_point now) {
    const std::chrono::duration<float, std::ratio<60>> minutes = now - at_;
    at_ = now;
    left_ = std::min(most_, left_ + minutes.count() * most_);
    if (left_ < 1) return false;
    --left_;
    return true;
  }

 private:
  float most_;
  float left_;
  runtime::Clock::time_point at_;
};

}  // namespace plume::channel
