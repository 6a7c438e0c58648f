// form-submit: submit by button, by key, with a submitter's name and value; values after submit.
#pragma once

#include <string>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class FormSubmit : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> log;
  plume::Assign<std::string> text;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event != "save") return;
    log.edit().push_back(params.json(true));
    text = "";
  }

  PLUME_HEEX(R"heex(<form id="f" phx-submit="save">
  <input id="text" name="msg[text]" value={@text} />
  <button id="plain">plain</button>
  <button id="named" name="how" value="fast">named</button>
  <button id="typed" type="button">not a submit</button>
  <input id="sub" type="submit" name="via" value="input" />
</form>
<button id="outside" form="f" name="where" value="outside">outside</button>
<p :for={line <- @log}>{line}</p>)heex")
};

}  // namespace corpus
