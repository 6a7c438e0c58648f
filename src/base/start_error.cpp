#include "base/start_error.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "base/log.h"

namespace plume {
namespace {

constexpr std::chrono::seconds log_time{1};

std::terminate_handler handler_before = nullptr;

[[noreturn]] void terminate() {
  try {
    if (const auto error = std::current_exception()) std::rethrow_exception(error);
  } catch (const StartMistake& mistake) {
    flush_log(log_time);
    std::fprintf(stderr, "%s\n", mistake.message());
    std::_Exit(EXIT_FAILURE);
  } catch (...) {
  }
  if (handler_before) handler_before();
  std::abort();
}

}  // namespace

// The handler is installed by the first mistake: programs without one keep theirs.
StartMistake::StartMistake() {
  [[maybe_unused]] static const bool is_installed = [] {
    handler_before = std::set_terminate(terminate);
    return true;
  }();
}

}  // namespace plume
