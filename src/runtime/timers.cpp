#include "runtime/timers.h"

#include <algorithm>
#include <utility>

namespace plume::runtime {

class Timers::Timer : public Alarm {
 public:
  Timer(Timers& timers, std::uint64_t id, ViewId to, std::function<Mail()> make, Clock::time_point due,
        Clock::duration every)
      : timers_(timers), id_(id), to_(to), make_(std::move(make)), due_(due), every_(every) {
    timers_.alarms_.arm(*this, due_);
  }

  ViewId to() const { return to_; }

  void fire() override {
    const bool again = every_ != Clock::duration::zero();
    if (again) {
      due_ = std::max(due_ + every_, Clock::now());
      timers_.alarms_.arm(*this, due_);
    }
    timers_.deliver_(to_, make_, again);
    if (!again) timers_.cancel(id_);
  }

 private:
  Timers& timers_;
  const std::uint64_t id_;
  const ViewId to_;
  const std::function<Mail()> make_;
  Clock::time_point due_;
  const Clock::duration every_;
};

Timers::Timers(Alarms& alarms, Deliver deliver) : alarms_(alarms), deliver_(std::move(deliver)) {}

Timers::~Timers() = default;

void Timers::add(std::uint64_t id, ViewId to, std::function<Mail()> make, Clock::time_point due,
                 Clock::duration every) {
  timers_.emplace(id, std::make_unique<Timer>(*this, id, to, std::move(make), due, every));
  of_actor_.emplace(to, id);
}

void Timers::cancel(std::uint64_t id) {
  const auto timer = timers_.find(id);
  if (timer == timers_.end()) return;
  const auto [begin, end] = of_actor_.equal_range(timer->second->to());
  of_actor_.erase(std::find_if(begin, end, [id](const auto& entry) { return entry.second == id; }));
  timers_.erase(timer);
}

void Timers::cancel_all(ViewId of) {
  const auto [begin, end] = of_actor_.equal_range(of);
  for (auto entry = begin; entry != end; ++entry) timers_.erase(entry->second);
  of_actor_.erase(begin, end);
}

}  // namespace plume::runtime
