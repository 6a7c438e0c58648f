// comp-async: assign_async and start_async inside live components; the component goes away meanwhile.
#pragma once

#include <chrono>
#include <string>
#include <thread>

#include "plume/built_in.h"
#include "plume/live_component.h"
#include "plume/live_view.h"

namespace corpus {

class CompAsync : public plume::LiveView {
 public:
  class Loader : public plume::LiveComponent {
   public:
    plume::Assign<std::string> word;
    plume::Assign<plume::AsyncResult<std::string>> data;
    plume::Assign<std::string> late{"none"};

    void update() override {
      if (data->ok || data->loading) return;
      assign_async(data, [word = word.get()] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return word + " loaded";
      });
    }
    void handle_event(std::string_view, const plume::Params&) override {
      start_async("late", [text = "late " + *id] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return text;
      });
    }
    void handle_async(std::string_view, const plume::AsyncOutcome& outcome) override {
      late = *outcome.get_if<std::string>();
    }

    PLUME_HEEX(R"heex(<div id={@id}>
  <.async_result :let={data} assign={@data}><:loading>wait</:loading><span id={"data-" + @id}>{data}</span></.async_result>
  <i id={"state-" + @id}>{@late}</i>
  <button id={"late-" + @id} phx-click="late" phx-target={@myself}>late</button>
</div>)heex")
  };

  plume::Assign<bool> on{true};

  void handle_event(std::string_view, const plume::Params&) override { on = !on; }

  PLUME_HEEX(R"heex(<.live_component module={Loader} id="a" word="one" />
<.live_component :if={@on} module={Loader} id="b" word="two" />
<button id="on" phx-click="on">on</button>)heex")
};

}  // namespace corpus
