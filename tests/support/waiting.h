// Waiting in tests, for conditions and never for a time.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace plume::testing {

/// How long a test waits for something that must happen.
inline constexpr std::chrono::seconds patience{30};

/// Whether `condition` holds, waiting for it.
inline bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace plume::testing
