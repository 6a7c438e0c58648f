#include "base/start_error.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "base/log.h"

namespace plume {
namespace {

constexpr std::chrono::seconds log_time{1};

[[noreturn]] void terminate();

// Installs ours, when it is called first.
std::terminate_handler handler_before() {
  static const std::terminate_handler before = std::set_terminate(terminate);
  return before;
}

void terminate() {
  try {
    if (const auto error = std::current_exception()) std::rethrow_exception(error);
  } catch (const StartMistake& mistake) {
    flush_log(log_time);
    std::fprintf(stderr, "%s\n", mistake.message());
    std::_Exit(EXIT_FAILURE);
  } catch (...) {
  }
  if (const auto before = handler_before()) before();
  std::abort();
}

}  // namespace

// The handler is installed by the first mistake: programs without one keep theirs.
StartMistake::StartMistake() { handler_before(); }

}  // namespace plume
