// Timers: the mail that a loop's actors are to get at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

#include "runtime/actor.h"
#include "runtime/alarm.h"

namespace plume::runtime {

/// On the loop only.
class Timers {
 public:
  /// Hands over the mail that `make` makes; `again`: of a timer that repeats.
  using Deliver = std::function<void(ViewId to, const std::function<Mail()>& make, bool again)>;

  Timers(Alarms& alarms, Deliver deliver);
  ~Timers();

  /// `id` is chosen by the caller and must be new. `every` zero: once.
  void add(std::uint64_t id, ViewId to, std::function<Mail()> make, Clock::time_point due, Clock::duration every);
  void cancel(std::uint64_t id);
  void cancel_all(ViewId of);

 private:
  class Timer;
  Alarms& alarms_;
  const Deliver deliver_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Timer>> timers_;
  std::unordered_multimap<ViewId, std::uint64_t> of_actor_;
};

}  // namespace plume::runtime
