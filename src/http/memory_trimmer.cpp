#include "http/memory_trimmer.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>
#include <utility>

namespace plume::http {
namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 2s;
constexpr int longest_pause = 30;
constexpr std::size_t worth_it = 8 * 1024 * 1024;

// 0 if the system does not say.
std::size_t resident_bytes() {
  std::size_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

MemoryTrimmer::MemoryTrimmer(std::function<std::size_t()> connections)
    : connections_(std::move(connections)), last_{resident_bytes(), resident_bytes()} {}

MemoryTrimmer::~MemoryTrimmer() = default;

void MemoryTrimmer::wake(runtime::Shard& shard) {
  if (std::exchange(shard_, &shard)) return;
  shard.arm(*this, shard.now() + between_looks);
}

void MemoryTrimmer::end() {
  if (auto* const shard = std::exchange(shard_, nullptr)) shard->disarm(*this);
}

MemoryTrimmer::Trimmed MemoryTrimmer::trim() {
  const auto before = resident_bytes();
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
  return {before, resident_bytes()};
}

bool MemoryTrimmer::has_grown() const { return resident_bytes() > last_.after + worth_it; }

void MemoryTrimmer::begin_trim(std::size_t connections) {
  looks_ = 0;
  connections_then_ = connections;
  try {
    trimming_ = std::async(std::launch::async, trim);
  } catch (const std::system_error&) {  // no thread to be had: at a later look
  }
}

void MemoryTrimmer::fire() {
  shard_->arm(*this, shard_->now() + between_looks);
  const auto connections = connections_();
  if (trimming_.valid()) {
    if (trimming_.wait_for(0s) != std::future_status::ready) return;
    last_ = trimming_.get();
    const bool is_fruitless = last_.before < last_.after + worth_it;
    pause_ = is_fruitless ? std::min(2 * pause_, longest_pause) : 1;
    if (is_fruitless && connections_then_ == 0 && connections == 0) return end();
  }
  // Most of them have gone, and with them what they needed.
  const bool are_few = connections <= connections_then_ / 2;
  if (are_few || ++looks_ >= pause_ || has_grown()) begin_trim(connections);
}

}  // namespace plume::http
