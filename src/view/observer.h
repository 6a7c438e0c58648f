// Observer: who hears of what views do, which are handlers of telemetry, and the log.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include "base/log.h"
#include "base/span.h"
#include "plume/parameter_filter.h"
#include "plume/telemetry.h"

namespace plume::view {

/// What it refers to outlives all views.
struct Observer {
  Telemetry& telemetry;
  const ParameterFilter& filter;  ///< of parameters and sessions in the log

  /// For views that nobody observes.
  static const Observer& none();
};

// What is logged (server-api 13.12): a line when it begins, and one with the time that it took.
void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::Mount& mount);
void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::HandleParams& params);
void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::HandleEvent& event);
void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::ComponentHandleEvent& event);
void log_end(LogLevel level, const telemetry::View& view, std::chrono::nanoseconds duration);

/// Calls `run()`, as the span that `describe()` gives; that is called only where somebody listens, or where the log has
/// lines of this level. Where neither is so this costs two comparisons.
template <class Describe, class Run>
void observed(const Observer& observer, std::optional<LogLevel> level, Describe&& describe, Run&& run) {
  using Span = decltype(describe());
  const bool logged = level && is_logged(*level);
  if (!logged && !observer.telemetry.listens<Span>()) [[likely]]
    return run();
  const Span span = describe();
  if (logged) log_begin(*level, observer.filter, span);
  const auto duration = told(observer.telemetry, span, run);
  if (logged) log_end(*level, span.view, duration);
}

}  // namespace plume::view
