#include "support/runtime_harness.h"

#include <chrono>
#include <memory>

namespace plume::runtime {
namespace {

class ScriptedActor : public Actor {
 public:
  explicit ScriptedActor(Script script) : script_(std::move(script)) {}
  void run(Turn& turn, Mail& mail) override { script_.run(turn, mail); }
  void commit(Turn& turn) override { script_.commit(turn); }
  void stopped() override { script_.stopped(); }
  void drained() override { script_.drained(); }
  bool may_block() override { return script_.may_block; }

 private:
  Script script_;
};

}  // namespace

void Journal::add(std::string entry) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back(std::move(entry));
  changed_.notify_all();
}

std::vector<std::string> Journal::entries() const {
  const std::scoped_lock lock(mutex_);
  return entries_;
}

bool Journal::wait_for(std::size_t count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return entries_.size() >= count; });
}

Gate::Gate() : future_(opened_.get_future().share()) {}

void Gate::open() { opened_.set_value(); }

void Gate::wait() const { future_.wait(); }

Mail text(std::string_view bytes) {
  Mail mail;
  mail.bytes = bytes;
  return mail;
}

void run_on(Shard& shard, const std::function<void()>& work) {
  std::promise<void> done;
  shard.post([&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

ViewId adopt(Shard& shard, Script script, RunGroup* group) {
  return on(shard, [&] { return shard.adopt(std::make_unique<ScriptedActor>(std::move(script)), group); });
}

Started::Started(RuntimeOptions options) : runtime(options) { runtime.start(); }

Started::~Started() { runtime.stop(std::chrono::seconds(10)); }

}  // namespace plume::runtime
