// form-disable-with: while a submit is under way the form is locked and its button shows another text.
#pragma once

#include <chrono>
#include <string>
#include <thread>

#include "plume/live_view.h"

namespace corpus {

class FormDisableWith : public plume::LiveView {
 public:
  plume::Assign<int> saved{0};
  plume::Assign<std::string> name;

  /// Takes its time, as a database would.
  void handle_event(std::string_view event, const plume::Params& params) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    if (event == "save") {
      ++saved;
      name = params["name"].text();
    }
    if (event == "slow") saved += 10;
  }

  PLUME_HEEX(R"heex(<form id="f" phx-submit="save">
  <input id="name" name="name" value={@name} />
  <button id="save" phx-disable-with="Saving...">Save {@saved}</button>
</form>
<button id="slow" phx-click="slow" phx-disable-with="Wait">Slow</button>
<p>{@saved} {@name}</p>)heex")
};

}  // namespace corpus
