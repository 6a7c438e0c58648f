// What work costs: time of the processor, and memory.
#pragma once

#include <cstddef>
#include <functional>

namespace plume::testing {

using Work = std::function<void()>;

/// The least of what some rounds of `work` took of this thread's processor time, in seconds.
double least_seconds(const Work& work, int rounds = 3);

/// How much longer the work for 4n takes than that for n, the least of some tries; if that is too much, the same for 4n
/// and 16n, for it may be a cache that is full between n and 4n. `make` prepares the work for a size;
/// n begins at `smallest` and grows until the work takes a millisecond, or is `largest`.
double growth(const std::function<Work(std::size_t n)>& make, std::size_t smallest, std::size_t largest);

}  // namespace plume::testing
