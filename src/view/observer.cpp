#include "view/observer.h"

namespace plume::view {
namespace {

std::string filtered(const ParameterFilter& filter, const Value& values) { return filter.apply(values).json(); }

}  // namespace

const Observer& Observer::none() {
  static Telemetry telemetry;
  static const ParameterFilter filter;
  static const Observer observer{telemetry, filter};
  return observer;
}

void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::Mount& mount) {
  log(level, "mount",
      {{"view", mount.view.name},
       {"id", mount.view.id},
       {"connected", mount.view.connected},
       {"params", filtered(filter, mount.params)},
       {"session", filtered(filter, mount.session)}});
}

void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::HandleParams& params) {
  log(level, "handle_params",
      {{"view", params.view.name}, {"id", params.view.id}, {"params", filtered(filter, params.params)}});
}

void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::HandleEvent& event) {
  log(level, "handle_event",
      {{"view", event.view.name},
       {"id", event.view.id},
       {"event", event.event},
       {"params", filtered(filter, event.params)}});
}

void log_begin(LogLevel level, const ParameterFilter& filter, const telemetry::ComponentHandleEvent& event) {
  log(level, "handle_event",
      {{"view", event.view.name},
       {"id", event.view.id},
       {"component", event.component},
       {"event", event.event},
       {"params", filtered(filter, event.params)}});
}

void log_end(LogLevel level, const telemetry::View& view, std::chrono::nanoseconds duration) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  log(level, "Replied in " + std::to_string(micros) + "µs", {{"view", view.name}, {"id", view.id}});
}

}  // namespace plume::view
