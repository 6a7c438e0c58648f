// stream-async: a stream filled asynchronously: loading, filled, failed, filled again with reset.
#pragma once

#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

#include "plume/async.h"
#include "plume/live_view.h"
#include "plume/stream.h"

namespace corpus {

class StreamAsync : public plume::LiveView {
 public:
  struct Item {
    int id;
  };
  plume::Stream<Item> items;
  plume::Assign<plume::AsyncResult<bool>> loaded;

  void mount(const plume::Params&, const plume::Session&) override { load(20, {{{1}, {2}}}); }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "more") load(10, {{{3}, {4}}, {.at = 0}});
    if (event == "reset") load(10, {{{9}}, {}, true});
    if (event == "fail")
      stream_async(loaded, items, []() -> std::vector<Item> {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        throw plume::AsyncError("down");
      });
  }

  static std::string_view yes(bool given) { return given ? "yes" : "no"; }

  PLUME_HEEX(
      R"noformat(<p id="state">loading {yes(@loaded.loading)} ok {yes(@loaded.ok)} failed {yes(@loaded.failed.has_value())}</p>
<ul :if={@loaded.ok} id="items" phx-update="stream"><li :for={{id, item} <- @items} id={id}>item {item.id}</li></ul>
<button :for={op <- {"more", "reset", "fail"}} id={op} phx-click={op}>{op}</button>)noformat")

 private:
  void load(int milliseconds, plume::StreamItems<Item> found) {
    stream_async(loaded, items, [milliseconds, found] {
      std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
      return found;
    });
  }
};

}  // namespace corpus
