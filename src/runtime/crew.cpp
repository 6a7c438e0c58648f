#include "runtime/crew.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace plume::runtime {

// Shared with the threads, since some may outlive the crew.
struct Crew::State {
  struct Worker {
    std::thread thread;
    std::condition_variable called;
    std::function<void()> job;
  };
  using Workers = std::list<Worker>;

  State(std::size_t max, std::chrono::milliseconds time) : max_busy(max), idle_time(time) {}

  void work(Workers::iterator self) {
    std::unique_lock lock(mutex);
    while (wait_for_job(*self, lock)) {
      lock.unlock();
      self->job();
      self->job = nullptr;
      lock.lock();
      idle.push_back(&*self);
    }
    std::erase(idle, &*self);
    // Each thread that ends joins those that ended before it, so at most one is left unjoined.
    Workers before = std::exchange(ended, {});
    ended.splice(ended.end(), workers, self);
    changed.notify_all();
    lock.unlock();
    join(before);
  }

  // Returns false if the thread is to end.
  bool wait_for_job(Worker& self, std::unique_lock<std::mutex>& lock) {
    const auto called = [&] { return self.job || stopping; };
    while (!self.called.wait_for(lock, idle_time, called))
      if (idle.size() > reserved) return false;
    return self.job != nullptr;
  }

  static void join(Workers& workers) {
    for (auto& worker : workers)
      if (worker.thread.joinable()) worker.thread.join();  // stop() may have detached it
  }

  const std::size_t max_busy;
  const std::chrono::milliseconds idle_time;
  std::mutex mutex;
  std::condition_variable changed;
  Workers workers, ended;
  std::vector<Worker*> idle;  // the last one is called first, so that the others may end
  std::size_t reserved = 0;
  bool stopping = false;
};

Crew::Crew(std::size_t max_busy, std::chrono::milliseconds idle_time)
    : state_(std::make_shared<State>(max_busy, idle_time)) {}

Crew::~Crew() { stop(std::chrono::steady_clock::now()); }

bool Crew::reserve() {
  State& state = *state_;
  const std::scoped_lock lock(state.mutex);
  if (state.stopping || state.workers.size() - state.idle.size() >= state.max_busy) return false;
  if (state.idle.size() <= state.reserved) {
    const auto worker = state.workers.emplace(state.workers.end());
    try {
      worker->thread = std::thread([state = state_, worker] { state->work(worker); });
    } catch (const std::system_error&) {
      state.workers.erase(worker);
      return false;
    }
    state.idle.push_back(&*worker);
  }
  ++state.reserved;
  return true;
}

void Crew::lend(std::function<void()> job) {
  const std::scoped_lock lock(state_->mutex);
  State::Worker& worker = *state_->idle.back();
  state_->idle.pop_back();
  --state_->reserved;
  worker.job = std::move(job);
  worker.called.notify_one();
}

std::size_t Crew::threads() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->workers.size();
}

void Crew::stop(std::chrono::steady_clock::time_point deadline) {
  State& state = *state_;
  State::Workers ended;
  {
    std::unique_lock lock(state.mutex);
    state.stopping = true;
    for (auto* const worker : state.idle) worker->called.notify_one();
    state.changed.wait_until(lock, deadline, [&] { return state.workers.empty(); });
    for (auto& worker : state.workers)
      if (worker.thread.joinable()) worker.thread.detach();
    ended.swap(state.ended);
  }
  State::join(ended);
}

}  // namespace plume::runtime
