#include "runtime/alarm.h"

namespace plume::runtime {

Alarm::~Alarm() {
  if (owner_) owner_->disarm(*this);
}

Alarms::~Alarms() {
  for (auto& entry : heap_) entry.alarm->owner_ = nullptr;
}

void Alarms::arm(Alarm& alarm, Clock::time_point due) {
  if (!alarm.owner_) {
    alarm.owner_ = this;
    alarm.position_ = heap_.size();
    heap_.emplace_back();
  }
  settle(alarm.position_, {due, &alarm});
}

void Alarms::disarm(Alarm& alarm) {
  if (!alarm.owner_) return;
  alarm.owner_ = nullptr;
  const Entry last = heap_.back();
  heap_.pop_back();
  if (last.alarm != &alarm) settle(alarm.position_, last);
}

void Alarms::fire(Clock::time_point now) {
  while (!heap_.empty() && heap_.front().due <= now) {
    Alarm& alarm = *heap_.front().alarm;
    disarm(alarm);
    alarm.fire();
  }
}

void Alarms::place(std::size_t position, Entry entry) {
  heap_[position] = entry;
  entry.alarm->position_ = position;
}

// Puts an entry where it belongs, starting from a free place.
void Alarms::settle(std::size_t position, Entry entry) {
  while (position > 0 && entry.due < heap_[(position - 1) / 2].due) {
    place(position, heap_[(position - 1) / 2]);
    position = (position - 1) / 2;
  }
  for (;;) {
    std::size_t child = 2 * position + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1].due < heap_[child].due) ++child;
    if (entry.due <= heap_[child].due) break;
    place(position, heap_[child]);
    position = child;
  }
  place(position, entry);
}

}  // namespace plume::runtime
