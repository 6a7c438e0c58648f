// form-trigger: `phx-trigger-action`: the server lets the browser submit the form over HTTP.
#pragma once

#include <string_view>

#include "plume/form.h"
#include "plume/html.h"
#include "plume/http.h"
#include "plume/live_view.h"

namespace corpus {

class FormTrigger : public plume::LiveView {
 public:
  plume::Assign<bool> go{false};
  plume::Assign<int> errors{0};
  plume::Assign<plume::Form> form{plume::to_form(plume::Value{{"word", ""}})};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event != "save") return;
    if (params["word"].text() == "open")
      go = true;
    else
      ++errors;
    form = plume::to_form(params);
  }

  PLUME_HEEX(
      R"heex(<.form for={@form} id="f" action="/corpus/form-trigger/landed" method="post" phx-submit="save" phx-trigger-action={@go}>
  <input id="word" name="word" value={@form["word"].value} />
  <button id="save">save</button>
</.form>
<p>{@errors} errors</p>)heex")

  /// POST …/landed: an ordinary page.
  static plume::Response landed(const plume::Request& request) {
    return plume::Response::html(
        "<!DOCTYPE html><html><head><title>Landed</title></head><body><h1>Landed</h1><p id=\"word\">" +
        plume::escape_html(request.params()["word"].text()) + "</p></body></html>");
  }
};

}  // namespace corpus
