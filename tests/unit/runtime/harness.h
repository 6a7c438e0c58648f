// What the tests of the runtime share.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/runtime.h"

namespace plume::runtime {

/// Things that happened, in order; threads wait for them.
class Journal {
 public:
  void add(std::string entry) {
    const std::scoped_lock lock(mutex_);
    entries_.push_back(std::move(entry));
    changed_.notify_all();
  }
  std::vector<std::string> entries() const {
    const std::scoped_lock lock(mutex_);
    return entries_;
  }
  /// False where there are not that many within ten seconds.
  bool wait_for(std::size_t count) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return entries_.size() >= count; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> entries_;
};

/// A door that threads wait at.
class Gate {
 public:
  void open() { opened_.set_value(); }
  void wait() const { future_.wait(); }

 private:
  std::promise<void> opened_;
  std::shared_future<void> future_ = opened_.get_future().share();
};

struct Script {
  std::function<void(Turn&, Mail&)> run = [](Turn&, Mail&) {};
  std::function<void(Turn&)> commit = [](Turn&) {};
  std::function<void()> stopped = [] {};
  std::function<void()> drained = [] {};
};

class ScriptedActor : public Actor {
 public:
  explicit ScriptedActor(Script script) : script_(std::move(script)) {}
  void run(Turn& turn, Mail& mail) override { script_.run(turn, mail); }
  void commit(Turn& turn) override { script_.commit(turn); }
  void stopped() override { script_.stopped(); }
  void drained() override { script_.drained(); }

 private:
  Script script_;
};

inline Mail text(std::string_view bytes) {
  Mail mail;
  mail.bytes = bytes;
  return mail;
}

/// The result of `work`, done on the loop.
template <class Work>
auto on(Shard& shard, Work work) {
  std::promise<decltype(work())> result;
  auto future = result.get_future();
  shard.post([&] {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      result.set_value();
    } else {
      result.set_value(work());
    }
  });
  return future.get();
}

inline ViewId adopt(Shard& shard, Script script) {
  return on(shard, [&] { return shard.adopt(std::make_unique<ScriptedActor>(std::move(script))); });
}

class Started {
 public:
  explicit Started(RuntimeOptions options = {.shards = 1}) : runtime(options) { runtime.start(); }
  ~Started() { runtime.stop(std::chrono::seconds(10)); }
  Shard& shard() { return runtime.shard(0); }
  Runtime runtime;
};

}  // namespace plume::runtime
