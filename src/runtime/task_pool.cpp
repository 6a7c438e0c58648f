#include "runtime/task_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace plume::runtime {

using Clock = std::chrono::steady_clock;

struct TaskPool::Entry {
  Owner owner;
  Work work;  // empty once a thread is there for it, or it was dropped
  Clock::time_point since = Clock::now();
  std::list<std::shared_ptr<Entry>>::iterator place{};
};

// Shared with the threads, which are detached: some may outlive the pool.
struct TaskPool::State {
  using Entries = std::list<std::shared_ptr<Entry>>;
  struct View {
    ViewId id;
    Entries waiting;  // never empty
  };
  using Turns = std::list<View>;
  struct Client {
    std::size_t waiting = 0, running = 0;
  };

  struct Assigned {
    std::uint64_t client;
    Work work;
    Clock::time_point since;
  };

  explicit State(const Limits& given) : limits(given), max_threads(std::max<std::size_t>(1, given.threads)) {}

  void work(const std::shared_ptr<State>& self) {
    std::unique_lock lock(mutex);
    for (;;) {
      ++idle;
      changed.wait(lock, [this] { return stopping || !assigned.empty(); });
      --idle;
      if (stopping) break;
      auto task = std::move(assigned.front());
      assigned.pop_front();
      lock.unlock();
      task.work(Clock::now() - task.since);
      task.work = nullptr;
      lock.lock();
      --running;
      --clients[task.client].running;
      forget_idle(task.client);
      assign();
      if (assigned.size() > idle + 1) start_another(self);
    }
    --threads;
    changed.notify_all();
  }

  // Gives the free threads to those whose turn it is. These tasks are not dropped any more: what need not wait runs.
  void assign() {
    for (auto view = next(); view != turns.end(); view = next()) {
      const auto entry = take(view);
      const auto client = entry->owner.client;
      assigned.push_back({client, std::exchange(entry->work, nullptr), entry->since});
      ++running;
      ++clients[client].running;
      changed.notify_one();
    }
  }

  // The view whose turn it is; end() if none waits that may have a thread.
  Turns::iterator next() {
    const auto free = max_threads - running;
    if (free == 0) return turns.end();
    return std::find_if(turns.begin(), turns.end(),
                        [&](const View& view) { return clients[view.waiting.front()->owner.client].running <= free; });
  }

  // Takes the view's oldest task; its next one comes after those of all others.
  std::shared_ptr<Entry> take(Turns::iterator view) {
    turns.splice(turns.end(), turns, view);
    auto entry = view->waiting.front();
    remove(*entry);
    return entry;
  }

  void add(const std::shared_ptr<Entry>& entry) {
    const auto [found, is_new] = views.try_emplace(entry->owner.view, turns.end());
    if (is_new) found->second = turns.insert(turns.end(), View{entry->owner.view, {}});
    auto& of_view = found->second->waiting;
    entry->place = of_view.insert(of_view.end(), entry);
    ++clients[entry->owner.client].waiting;
  }

  void remove(const Entry& entry) {
    const auto found = views.find(entry.owner.view);
    const auto client = entry.owner.client;
    found->second->waiting.erase(entry.place);
    if (found->second->waiting.empty()) {
      turns.erase(found->second);
      views.erase(found);
    }
    --clients[client].waiting;
    forget_idle(client);
  }

  void forget_idle(std::uint64_t client) {
    const auto found = clients.find(client);
    if (found != clients.end() && found->second.waiting == 0 && found->second.running == 0) clients.erase(found);
  }

  bool is_crowded(const Owner& owner) const {
    const auto view = views.find(owner.view);
    const auto client = clients.find(owner.client);
    return (view != views.end() && view->second->waiting.size() >= limits.waiting_per_view) ||
           (client != clients.end() && client->second.waiting >= limits.waiting_per_client);
  }

  // Throws std::system_error if there is no thread at all.
  void start_thread(const std::shared_ptr<State>& self) {
    try {
      std::thread([self] { self->work(self); }).detach();
      ++threads;
    } catch (const std::system_error&) {
      if (threads == 0) throw;
    }
  }

  // If there is none to be had, a task waits for one that there is.
  void start_another(const std::shared_ptr<State>& self) {
    if (threads < max_threads) start_thread(self);
  }

  const Limits limits;
  const std::size_t max_threads;
  std::mutex mutex;
  std::condition_variable changed;
  Turns turns;  // the views that wait, in the order of their turns
  std::unordered_map<ViewId, Turns::iterator> views;
  std::unordered_map<std::uint64_t, Client> clients;
  std::deque<Assigned> assigned;  // to threads that are free, but have not begun yet
  std::size_t threads = 0, idle = 0;
  std::size_t running = 0;  // with those that are assigned
  bool stopping = false;
};

TaskPool::TaskPool(const Limits& limits) : state_(std::make_shared<State>(limits)) {}

TaskPool::~TaskPool() { stop(Clock::now()); }

std::optional<TaskPool::Ticket> TaskPool::submit(const Owner& owner, Work work) {
  auto entry = std::make_shared<Entry>(Entry{.owner = owner, .work = std::move(work)});
  const std::scoped_lock lock(state_->mutex);
  if (state_->is_crowded(owner)) return std::nullopt;
  Ticket ticket;
  if (state_->stopping) return ticket;
  if (state_->idle <= state_->assigned.size()) state_->start_another(state_);
  state_->add(entry);
  state_->assign();
  ticket.pool_ = state_;
  ticket.entry_ = std::move(entry);
  return ticket;
}

void TaskPool::Ticket::drop() {
  Work dropped;  // destroyed without the lock
  const auto pool = pool_.lock();
  if (!pool) return;
  const std::scoped_lock lock(pool->mutex);
  if (!entry_->work) return;
  dropped.swap(entry_->work);
  pool->remove(*entry_);
}

void TaskPool::stop(Clock::time_point deadline) {
  std::vector<Work> dropped;  // destroyed without the lock
  std::unique_lock lock(state_->mutex);
  state_->stopping = true;
  while (!state_->turns.empty()) dropped.push_back(std::exchange(state_->take(state_->turns.begin())->work, nullptr));
  for (auto& task : state_->assigned) dropped.push_back(std::move(task.work));
  state_->assigned.clear();
  state_->changed.notify_all();
  state_->changed.wait_until(lock, deadline, [this] { return state_->threads == 0; });
  lock.unlock();
}

}  // namespace plume::runtime
