#include "clock/clock_live.h"

#include <chrono>

namespace {
struct Tick {};
}  // namespace

void ClockLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Clock";
  start();
}

void ClockLive::handle_event(std::string_view event, const plume::Params&) {
  if (event != "toggle") return;
  running = !running;
  if (running)
    start();
  else
    timer_.cancel();
}

void ClockLive::handle_info(const plume::Message& message) {
  if (message.is<Tick>()) read_time();
}

void ClockLive::start() {
  read_time();
  timer_ = send_interval(Tick{}, std::chrono::seconds(1));
}

void ClockLive::read_time() {
  const std::time_t seconds = std::time(nullptr);
  std::tm local;
  localtime_r(&seconds, &local);
  now = local;
}

std::string time_text(const std::tm& time, const char* format) {
  char text[64];
  return {text, std::strftime(text, sizeof text, format, &time)};
}
