// form-recovery: after a lost connection the client sends the forms' change events again.
#pragma once

#include <stdexcept>
#include <string>

#include "plume/live_view.h"

namespace corpus {

class FormRecovery : public plume::LiveView {
 public:
  plume::Assign<std::string> name;
  plume::Assign<std::string> note;
  plume::Assign<std::string> code;
  plume::Assign<std::string> skip;
  plume::Assign<int> changes{0};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "change") {
      ++changes;
      name = params["name"].text();
      note = params["note"].text();
    }
    if (event == "recover") code = std::string("recovered:").append(params["code"].text());
    if (event == "code") code = params["code"].text();
    if (event == "skip") skip = params["skip"].text();
    if (event == "crash") throw std::runtime_error("crashed as asked");
  }

  PLUME_HEEX(R"heex(<form id="f" phx-change="change">
  <input id="name" name="name" value={@name} />
  <textarea id="note" name="note">{@note}</textarea>
</form>
<form id="g" phx-change="code" phx-auto-recover="recover"><input id="code" name="code" value={@code} /></form>
<form id="h" phx-change="skip" phx-auto-recover="ignore"><input id="skip" name="skip" value={@skip} /></form>
<p id="out">{@name}|{@note}|{@changes}|{@code}|{@skip}</p>
<button id="crash" phx-click="crash">crash</button>)heex")
};

}  // namespace corpus
