#include "bench/count_allocations.h"

#include <atomic>
#include <cstddef>

namespace {
std::atomic<unsigned long> count{0};
}

// glibc's own, beneath the functions that are replaced here.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t items, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

void* malloc(std::size_t size) {
  count.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}
void* calloc(std::size_t items, std::size_t size) {
  count.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(items, size);
}
void* realloc(void* memory, std::size_t size) {
  count.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(memory, size);
}
}

namespace bench {
unsigned long allocations() { return count.load(); }
}  // namespace bench
