#include "runtime/monitor.h"

#include <algorithm>
#include <utility>

namespace plume::runtime {
namespace {

using Clock = std::chrono::steady_clock;

// Looks per blocked_after: how late a stuck loop may be noticed.
constexpr int looks = 4;
// How long it stays awake after the last run, so that loops under load need not wake it.
constexpr auto stay_awake = std::chrono::milliseconds(50);
// Handlers that block tend to come together, as when a database hangs. A loop that was rescued just now is therefore
// rescued again after a fraction of the time: else n of them would hold it n times as long.
constexpr auto alert = std::chrono::seconds(1);

}  // namespace

Monitor::Monitor(std::chrono::microseconds blocked_after, Rescue rescue)
    : blocked_after_(blocked_after), rescue_(std::move(rescue)) {}

Monitor::~Monitor() { stop(); }

void Monitor::start() {
  thread_ = std::thread([this] { watch_all(); });
}

void Monitor::stop() {
  if (!thread_.joinable()) return;
  stopping_.store(true);
  wake();
  thread_.join();
}

void Monitor::wake() {
  asleep_.store(false, std::memory_order_seq_cst);
  asleep_.notify_one();
}

void Monitor::watch_all() {
  auto last_run = Clock::now();
  while (!stopping_.load()) {
    std::this_thread::sleep_for(blocked_after_ / looks);
    const auto now = Clock::now();
    if (look())
      last_run = now;
    else if (now - last_run > stay_awake) {
      doze();
      last_run = Clock::now();
    }
  }
}

// Whether any loop ran an actor since the last look.
bool Monitor::look() {
  bool active = false;
  const auto now = Clock::now();
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    auto& watched = watched_[i];
    const auto word = watched.word->current();
    if (word != watched.seen) {
      active = true;
      watched.seen = word;
      watched.since = now;
    }
    if (!RunWord::is_running(word)) continue;
    active = true;
    const bool alerted = now - watched.rescued < alert;
    if (now - watched.since < (alerted ? blocked_after_ / looks : blocked_after_)) continue;
    rescue_(i, word);
    watched.rescued = now;
  }
  return active;
}

// Either a loop that begins a run() sees that the monitor is asleep, or the monitor sees the run here: both sides write
// their word first and then read the other's, in one order that all threads agree on.
void Monitor::doze() {
  asleep_.store(true, std::memory_order_seq_cst);
  const bool quiet = std::none_of(watched_.begin(), watched_.end(),
                                  [](const Watched& watched) { return watched.word->current() != watched.seen; });
  if (quiet && !stopping_.load()) asleep_.wait(true);
  asleep_.store(false, std::memory_order_seq_cst);
}

}  // namespace plume::runtime
