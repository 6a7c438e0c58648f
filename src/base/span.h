// Spans of telemetry: what is told when something begins and ends.
#pragma once

#include "plume/telemetry.h"

namespace plume {

/// Calls `run()`, tells of its begin and end, and gives back how long it took. `span` may be changed by it.
template <class Span, class Run>
std::chrono::nanoseconds told(Telemetry& telemetry, const Span& span, Run&& run) {
  using Clock = std::chrono::steady_clock;
  telemetry.emit(telemetry::Start<Span>{span});
  const auto begin = Clock::now();
  try {
    run();
  } catch (...) {
    telemetry.emit(telemetry::Exception<Span>{span, Clock::now() - begin, std::current_exception()});
    throw;
  }
  const auto duration = Clock::now() - begin;
  telemetry.emit(telemetry::Stop<Span>{span, duration});
  return duration;
}

/// Calls `run()`; where somebody listens, as the span that `describe()` gives.
template <class Describe, class Run>
void in_span(Telemetry& telemetry, Describe&& describe, Run&& run) {
  using Span = decltype(describe());
  if (!telemetry.listens<Span>()) [[likely]]
    return run();
  told(telemetry, describe(), run);
}

}  // namespace plume
