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
constexpr std::ptrdiff_t worth_it = 8 * 1024 * 1024;

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
// Resident memory that the allocator holds and nobody uses, and what is no memory of the allocator, as stacks.
std::ptrdiff_t unused_bytes() {
  std::ptrdiff_t all = 0, resident = 0, of_files = 0;
  std::ifstream("/proc/self/statm") >> all >> resident >> of_files;
  const auto heap = ::mallinfo2();
  return (resident - of_files) * ::sysconf(_SC_PAGESIZE) - static_cast<std::ptrdiff_t>(heap.uordblks + heap.hblkhd);
}

void trim() { ::malloc_trim(0); }

// The end of a thread's heap is given back by free() alone, from a threshold on that would grow with each large block.
void fix_thresholds() {
  ::mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
  ::mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
}
#else
std::ptrdiff_t unused_bytes() { return 0; }
void trim() {}
void fix_thresholds() {}
#endif

}  // namespace

MemoryTrimmer::MemoryTrimmer(std::function<std::size_t()> connections) : connections_(std::move(connections)) {
  fix_thresholds();
}

MemoryTrimmer::~MemoryTrimmer() = default;

void MemoryTrimmer::wake(runtime::Shard& shard) {
  if (std::exchange(shard_, &shard)) return;
  shard.arm(*this, shard.now() + between_looks);
}

void MemoryTrimmer::end() {
  if (auto* const shard = std::exchange(shard_, nullptr)) shard->disarm(*this);
}

// Pages of which something is in use stay, so it takes more than those to try again.
MemoryTrimmer::Look MemoryTrimmer::look(std::ptrdiff_t unused) {
  const auto now = unused_bytes();
  if (now <= unused + worth_it) return {false, std::min(now, unused)};
  trim();
  return {true, unused_bytes()};
}

void MemoryTrimmer::fire() {
  shard_->arm(*this, shard_->now() + between_looks);
  const bool is_idle = connections_() == 0;
  if (looking_.valid()) {
    if (looking_.wait_for(0s) != std::future_status::ready) return;
    const Look last = looking_.get();
    unused_ = last.unused;
    if (was_idle_ && is_idle && !last.trimmed) return end();
  }
  was_idle_ = is_idle;
  try {
    looking_ = std::async(std::launch::async, look, unused_);
  } catch (const std::system_error&) {  // no thread to be had: the next time
  }
}

}  // namespace plume::http
