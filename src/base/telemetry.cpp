#include "plume/telemetry.h"

#include <algorithm>
#include <stdexcept>

#include "base/log.h"

namespace plume {

void Telemetry::add(Handler handler) {
  const std::scoped_lock lock(mutex_);
  for (const auto& other : *handlers_)
    if (other->id == handler.id)
      throw std::invalid_argument("there is a telemetry handler \"" + handler.id + "\" already");
  auto more = *handlers_;
  more.push_back(std::make_shared<const Handler>(std::move(handler)));
  set(std::move(more));
}

bool Telemetry::detach(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  auto fewer = *handlers_;
  if (std::erase_if(fewer, [id](const auto& handler) { return handler->id == id; }) == 0) return false;
  set(std::move(fewer));
  return true;
}

void Telemetry::set(Handlers handlers) {
  std::uint32_t kinds = 0;
  for (const auto& handler : handlers) kinds |= 1u << static_cast<unsigned>(handler->kind);
  handlers_ = std::make_shared<const Handlers>(std::move(handlers));
  kinds_ = kinds;
}

std::shared_ptr<const Telemetry::Handlers> Telemetry::handlers() {
  const std::scoped_lock lock(mutex_);
  return handlers_;
}

void Telemetry::detach_faulty(const Handler& handler, std::string_view error) {
  log_error("a telemetry handler threw, and is detached", {{"id", handler.id}, {"error", error}});
  detach(handler.id);
}

void Telemetry::call(const std::type_info& type, const void* event) {
  const auto all = handlers();
  for (const auto& handler : *all) {
    if (*handler->event != type) continue;
    try {
      handler->run(event);
    } catch (const std::exception& error) {
      detach_faulty(*handler, error.what());
    } catch (...) {
      detach_faulty(*handler, "something that is no std::exception was thrown");
    }
  }
}

}  // namespace plume
