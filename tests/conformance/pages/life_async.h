// life-async: start_async: done, failed, ended, cancelled, started again under the same name.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "plume/live_view.h"

namespace corpus {

class LifeAsync : public plume::LiveView {
 public:
  plume::Assign<std::string> out{"idle"};

  void handle_event(std::string_view event, const plume::Params&) override {
    using std::chrono_literals::operator""ms;
    if (event == "ok") give("result", 20ms);
    if (event == "fail") start_async("job", []() -> std::string { throw std::runtime_error("oops"); });
    if (event == "exit") start_async("job", []() -> std::string { throw plume::AsyncError("bye"); });
    if (event == "cancel") {
      start_async("job", [](std::stop_token stop) {
        while (!stop.stop_requested()) std::this_thread::sleep_for(10ms);
      });
      cancel_async("job");
    }
    if (event == "twice") {
      give("first", 40ms);
      give("second", 20ms);
    }
  }

  void handle_async(std::string_view, const plume::AsyncOutcome& outcome) override {
    using Kind = plume::AsyncFailure::Kind;
    const auto* failure = outcome.failure();
    if (!failure)
      out = "ok " + *outcome.get_if<std::string>();
    else if (failure->kind == Kind::cancelled)
      out = "cancelled";
    else
      out = (failure->kind == Kind::error ? "exit " : "error ") + failure->reason;
  }

  PLUME_HEEX(R"heex(<p id="out">{@out}</p>
<button :for={op <- {"ok", "fail", "exit", "cancel", "twice"}} id={op} phx-click={op}>{op}</button>)heex")

 private:
  void give(std::string text, std::chrono::milliseconds after) {
    start_async("job", [text = std::move(text), after] {
      std::this_thread::sleep_for(after);
      return text;
    });
  }
};

}  // namespace corpus
