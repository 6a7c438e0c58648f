#include "runtime/task_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace plume::runtime {

// Shared with the threads, which are detached: some may outlive the pool.
struct TaskPool::State {
  explicit State(std::size_t most) : most_threads(std::max<std::size_t>(1, most)) {}

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      ++idle;
      changed.wait(lock, [this] { return stopping || !tasks.empty(); });
      --idle;
      if (stopping) break;
      auto task = std::move(tasks.front());
      tasks.pop_front();
      lock.unlock();
      task();
      task = nullptr;
      lock.lock();
    }
    --threads;
    changed.notify_all();
  }

  const std::size_t most_threads;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> tasks;
  std::size_t threads = 0, idle = 0;
  bool stopping = false;
};

TaskPool::TaskPool(std::size_t most_threads) : state_(std::make_shared<State>(most_threads)) {}

TaskPool::~TaskPool() { stop(std::chrono::steady_clock::now()); }

void TaskPool::submit(std::function<void()> task) {
  const std::scoped_lock lock(state_->mutex);
  if (state_->stopping) return;
  state_->tasks.push_back(std::move(task));
  if (state_->idle < state_->tasks.size() && state_->threads < state_->most_threads) {
    try {
      std::thread([state = state_] { state->work(); }).detach();
      ++state_->threads;
    } catch (const std::system_error&) {
      if (state_->threads > 0) return;  // it waits for one of those
      state_->tasks.pop_back();
      throw;
    }
  }
  state_->changed.notify_one();
}

void TaskPool::stop(std::chrono::steady_clock::time_point deadline) {
  std::deque<std::function<void()>> dropped;  // destroyed without the lock
  std::unique_lock lock(state_->mutex);
  state_->stopping = true;
  dropped.swap(state_->tasks);
  state_->changed.notify_all();
  state_->changed.wait_until(lock, deadline, [this] { return state_->threads == 0; });
  lock.unlock();
}

}  // namespace plume::runtime
