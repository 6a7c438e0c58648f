// life-assign-async: assign_async and async_result: loading, ok, failed, loading again, reset, two keys.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

class LifeAssignAsync : public plume::LiveView {
 public:
  plume::Assign<plume::AsyncResult<std::string>> who;
  plume::Assign<plume::AsyncResult<int>> a, b;

  void mount(const plume::Params&, const plume::Session&) override { load("Ada", 30); }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "again") load("Bob", 20);
    if (event == "reset") load("Cy", 20, {.reset = true});
    if (event == "fail") assign_async(who, []() -> std::string { throw plume::AsyncError("not found"); });
    if (event == "crash") assign_async(who, []() -> std::string { throw std::runtime_error("crashed as asked"); });
    if (event == "pair")
      assign_async(std::tie(a, b), [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return std::tuple(1, 2);
      });
  }

  static std::string why(const plume::AsyncFailure& failure) {
    return failure.kind == plume::AsyncFailure::Kind::error ? failure.reason : "by crash";
  }
  static std::string_view yes(bool given) { return given ? "yes" : "no"; }

  PLUME_HEEX(R"heex(<.async_result :let={name} assign={@who}>
  <:loading><i>loading</i></:loading>
  <:failed :let={reason}><b>failed {why(reason)}</b></:failed>
  <p id="who">who: {name}</p>
</.async_result>
<p id="state">loading {yes(@who.loading)} ok {yes(@who.ok)} failed {yes(@who.failed.has_value())}</p>
<p :if={@a.ok || @a.loading} id="both">{@a.result} {@b.result}</p>
<button :for={op <- {"again", "reset", "fail", "crash", "pair"}} id={op} phx-click={op}>{op}</button>)heex")

 private:
  void load(std::string name, int milliseconds, const plume::AsyncOptions& options = {}) {
    assign_async(
        who,
        [name = std::move(name), milliseconds] {
          std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
          return name;
        },
        options);
  }
};

}  // namespace corpus
