#include "measure.h"

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <limits>

namespace plume::testing {
namespace {

constexpr double enough_seconds = 0.001;
constexpr double good_growth = 6;
constexpr int tries = 10;  // what else the machine does makes one of them slow, but not all

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Memory that is freed stays with the process. Else the large work may ask the kernel for each page that it touches,
// round after round, while the small work gets by with what the allocator kept.
void keep_freed_memory() {
  ::mallopt(M_MMAP_MAX, 0);
  ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

// Of 4n beside n.
double growth_at(const std::function<Work(std::size_t n)>& make, std::size_t n) {
  const Work small = make(n), large = make(4 * n);
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < tries && least > good_growth; ++i)
    least = std::min(least, least_seconds(large) / std::max(least_seconds(small), enough_seconds / 4));
  return least;
}

}  // namespace

double least_seconds(const Work& work, int rounds) {
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < rounds; ++i) {
    const double begin = thread_seconds();
    work();
    least = std::min(least, thread_seconds() - begin);
  }
  return least;
}

double growth(const std::function<Work(std::size_t n)>& make, std::size_t smallest, std::size_t largest) {
  keep_freed_memory();
  std::size_t n = smallest;
  while (n < largest && least_seconds(make(n)) < enough_seconds) n *= 2;
  const double here = growth_at(make, n);
  return here <= good_growth ? here : std::min(here, growth_at(make, 4 * n));
}

}  // namespace plume::testing
