// What tests of the runtime, and of what stands on it, share.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/runtime.h"

namespace plume::runtime {

/// Things that happened, in order; threads wait for them.
class Journal {
 public:
  void add(std::string entry);
  std::vector<std::string> entries() const;
  /// False where there are not that many within ten seconds.
  bool wait_for(std::size_t count) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> entries_;
};

/// A door that threads wait at.
class Gate {
 public:
  Gate();
  void open();
  void wait() const;

 private:
  std::promise<void> opened_;
  std::shared_future<void> future_;
};

struct Script {
  std::function<void(Turn&, Mail&)> run = [](Turn&, Mail&) {};
  std::function<void(Turn&)> commit = [](Turn&) {};
  std::function<void()> stopped = [] {};
  std::function<void()> drained = [] {};
  bool may_block = true;
};

Mail text(std::string_view bytes);

/// Does `work` on the loop, and waits for its end.
void run_on(Shard& shard, const std::function<void()>& work);

/// The result of `work`, done on the loop.
template <class Work>
auto on(Shard& shard, Work work) {
  if constexpr (std::is_void_v<decltype(work())>) {
    run_on(shard, work);
  } else {
    std::optional<decltype(work())> result;
    run_on(shard, [&] { result.emplace(work()); });
    return *std::move(result);
  }
}

/// An actor that does what the script says. `group` must outlive it.
ViewId adopt(Shard& shard, Script script, RunGroup* group = nullptr);

class Started {
 public:
  explicit Started(RuntimeOptions options = {.shards = 1});
  ~Started();
  Shard& shard() { return runtime.shard(0); }
  Runtime runtime;
};

}  // namespace plume::runtime
