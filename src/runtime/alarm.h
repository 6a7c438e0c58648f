// Alarm: something to be done at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace plume::runtime {

using Clock = std::chrono::steady_clock;

/// Base of what waits for a time. Not armed at first; disarmed by its destructor. On the loop only.
class Alarm {
 public:
  Alarm() = default;
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  virtual ~Alarm();
  /// At the top level of the loop; the alarm is no longer armed, and may be armed again or destroyed here.
  virtual void fire() = 0;

 private:
  friend class Alarms;
  class Alarms* owner_ = nullptr;
  std::size_t position_ = 0;
};

/// The armed alarms of a loop: a heap with the earliest on top.
class Alarms {
 public:
  Alarms() = default;
  Alarms(const Alarms&) = delete;
  Alarms& operator=(const Alarms&) = delete;
  ~Alarms();

  /// Arms, or moves an armed one to another time.
  void arm(Alarm& alarm, Clock::time_point due);
  void disarm(Alarm& alarm);
  bool empty() const { return heap_.empty(); }
  /// When the earliest is due. Must not be empty.
  Clock::time_point next() const { return heap_.front().due; }
  /// Fires what is due.
  void fire(Clock::time_point now);

 private:
  struct Entry {
    Clock::time_point due;
    Alarm* alarm;
  };
  void place(std::size_t position, Entry entry);
  void settle(std::size_t position, Entry entry);

  std::vector<Entry> heap_;
};

}  // namespace plume::runtime
