#include "runtime/crew.h"

#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace plume::runtime {

// Shared with the threads, since some may outlive the crew.
struct Crew::State {
  explicit State(std::size_t most) : most_threads(most) {}
  struct Worker {
    std::thread thread;
    bool ended = false;
  };

  void work(Worker& self) {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (jobs.empty()) break;
      auto job = std::move(jobs.front());
      jobs.pop_front();
      --free;
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
      ++free;
    }
    self.ended = true;
    changed.notify_all();
  }

  const std::size_t most_threads;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> jobs;
  std::size_t free = 0;
  bool stopping = false;
  std::list<Worker> workers;
};

Crew::Crew(std::size_t most_threads) : state_(std::make_shared<State>(most_threads)) {}

Crew::~Crew() { stop(std::chrono::steady_clock::now()); }

bool Crew::reserve() {
  const std::scoped_lock lock(state_->mutex);
  if (state_->free > state_->jobs.size()) return true;
  if (state_->workers.size() >= state_->most_threads) return false;
  auto& worker = state_->workers.emplace_back();
  try {
    worker.thread = std::thread([state = state_, &worker] { state->work(worker); });
  } catch (const std::system_error&) {
    state_->workers.pop_back();
    return false;
  }
  ++state_->free;
  return true;
}

void Crew::lend(std::function<void()> job) {
  const std::scoped_lock lock(state_->mutex);
  state_->jobs.push_back(std::move(job));
  state_->changed.notify_one();
}

void Crew::stop(std::chrono::steady_clock::time_point deadline) {
  std::list<State::Worker> ended;
  {
    std::unique_lock lock(state_->mutex);
    state_->stopping = true;
    state_->changed.notify_all();
    auto& workers = state_->workers;
    const auto all_ended = [&] {
      for (const auto& worker : workers)
        if (!worker.ended) return false;
      return true;
    };
    state_->changed.wait_until(lock, deadline, all_ended);
    for (auto worker = workers.begin(); worker != workers.end();) {
      const auto next = std::next(worker);
      if (worker->ended)
        ended.splice(ended.end(), workers, worker);
      else if (worker->thread.joinable())
        worker->thread.detach();
      worker = next;
    }
  }
  for (auto& worker : ended) worker.thread.join();
}

}  // namespace plume::runtime
