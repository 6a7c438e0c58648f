#include "runtime/runtime.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/crew.h"
#include "runtime/monitor.h"

namespace plume::runtime {

// Shared with every job of the crew: an abandoned run() comes back to its shard, however late.
struct Runtime::Impl : std::enable_shared_from_this<Impl> {
  explicit Impl(const RuntimeOptions& options)
      : monitor(options.blocked_after, [this](std::size_t index, std::uint64_t run) { rescue(index, run); }),
        long_wait(options.long_wait),
        crew(most_busy(options), options.spare_idle_time) {
    for (unsigned i = 0; i < shard_count(options); ++i) {
      shards.push_back(std::make_shared<Shard>(i, options.mailbox_limit, monitor, crew));
      monitor.watch(shards.back()->run_word());
    }
    pools.emplace("", std::make_unique<TaskPool>(options.tasks));
    for (const auto& [name, threads] : options.supervisors) {
      auto limits = options.tasks;
      limits.threads = threads;
      pools.emplace(name, std::make_unique<TaskPool>(limits));
    }
  }

  void send(ViewId to, Mail&& mail) {
    if (to && to.shard < shards.size()) shards[to.shard]->send(to, std::move(mail));
  }

  std::optional<TaskPool::Ticket> run_task(std::string_view supervisor, Task task) {
    const auto pool = pools.find(supervisor);
    if (pool == pools.end())
      throw std::invalid_argument("there is no task supervisor \"" + std::string(supervisor) +
                                  "\": name it in EndpointOptions::task_supervisors");
    const auto owner = task.owner;
    return pool->second->submit(owner,
                                [self = weak_from_this(), task = std::move(task), most = long_wait](auto waited) {
                                  // A task may outlive all this.
                                  const auto send = [&](Mail mail) {
                                    if (const auto impl = self.lock()) impl->send(task.owner.view, std::move(mail));
                                  };
                                  if (waited > most) send(task.waited(waited));
                                  send(task.run());
                                });
  }

  static std::size_t most_busy(const RuntimeOptions& options) {
    const std::size_t spare = std::max<std::size_t>(1, options.spare_threads);
    return std::min(spare, SIZE_MAX - shard_count(options)) + shard_count(options);
  }
  static unsigned shard_count(const RuntimeOptions& options) {
    return options.shards ? options.shards : std::max(1u, std::thread::hardware_concurrency());
  }

  void lend(const std::shared_ptr<Shard>& shard) {
    crew.lend([self = shared_from_this(), shard] { shard->loop(); });
  }

  // On the monitor's thread. The loop has reserved a thread before it began the run.
  void rescue(std::size_t index, std::uint64_t run) {
    if (shards[index]->take(run)) lend(shards[index]);
  }

  void start() {
    for (const auto& shard : shards) {
      if (!crew.reserve())
        throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again), "starting the loops");
      lend(shard);
    }
    monitor.start();
    started = true;
  }

  std::size_t stop(std::chrono::milliseconds wait) {
    if (!std::exchange(started, false)) return 0;
    const auto deadline = Clock::now() + wait;
    for (const auto& shard : shards) shard->end(deadline);
    for (const auto& shard : shards) shard->wait_for_end();
    monitor.stop();
    for (const auto& [name, pool] : pools) pool->stop(deadline);
    crew.stop(deadline + std::chrono::milliseconds(100));
    std::size_t abandoned = 0;
    for (const auto& shard : shards) abandoned += shard->abandoned();
    return abandoned;
  }

  std::vector<std::shared_ptr<Shard>> shards;
  std::map<std::string, std::unique_ptr<TaskPool>, std::less<>> pools;
  Monitor monitor;
  const std::chrono::milliseconds long_wait;
  Crew crew;
  std::atomic<std::size_t> next{0};
  bool started = false;
};

Runtime::Runtime(RuntimeOptions options) : options_(options), impl_(std::make_shared<Impl>(options)) {}

Runtime::~Runtime() { stop(std::chrono::milliseconds(0)); }

void Runtime::resize(unsigned shards) {
  options_.shards = shards;
  impl_ = std::make_shared<Impl>(options_);
}

void Runtime::start() { impl_->start(); }
std::size_t Runtime::stop(std::chrono::milliseconds wait) { return impl_->stop(wait); }
std::size_t Runtime::size() const { return impl_->shards.size(); }
std::size_t Runtime::threads() const { return impl_->crew.threads(); }
Shard& Runtime::shard(std::size_t index) { return *impl_->shards[index]; }

Shard& Runtime::next_shard() {
  return *impl_->shards[impl_->next.fetch_add(1, std::memory_order_relaxed) % impl_->shards.size()];
}

void Runtime::send(ViewId to, Mail&& mail) { impl_->send(to, std::move(mail)); }

std::optional<TaskPool::Ticket> Runtime::run_task(std::string_view supervisor, Task task) {
  return impl_->run_task(supervisor, std::move(task));
}

}  // namespace plume::runtime
