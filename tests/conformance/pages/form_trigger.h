// form-trigger: `phx-trigger-action`: the server lets the browser submit the form over HTTP.
#pragma once

#include <string_view>

#include "plume/html.h"
#include "plume/http.h"
#include "plume/live_view.h"

namespace corpus {

class FormTrigger : public plume::LiveView {
 public:
  /// A stand-in with the HTML of a form that posts. Its token is empty: the route does not ask for one.
  struct form {
    plume::Value for_;
    std::string_view action;
    std::string_view method;
    plume::Rest rest;
    plume::Slot<> inner_block;
    PLUME_HEEX(R"heex(<form action={@action} method={@method} {@rest}>
  
  <input name="_csrf_token" type="hidden" hidden value="">
  {render_slot(@inner_block)}
</form>)heex")
  };

  plume::Assign<bool> go{false};
  plume::Assign<int> errors{0};
  plume::Assign<plume::Value> form_values{plume::Value{{"word", ""}}};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event != "save") return;
    if (params["word"].text() == "open")
      go = true;
    else
      ++errors;
    form_values = params;
  }

  PLUME_HEEX(
      R"heex(<.FormTrigger::form for={@form_values} id="f" action="/corpus/form-trigger/landed" method="post" phx-submit="save" phx-trigger-action={@go}>
  <input id="word" name="word" value={@form_values["word"]} />
  <button id="save">save</button>
</.FormTrigger::form>
<p>{@errors} errors</p>)heex")

  /// POST …/landed: an ordinary page.
  static plume::Response landed(const plume::Request& request) {
    return plume::Response::html(
        "<!DOCTYPE html><html><head><title>Landed</title></head><body><h1>Landed</h1><p id=\"word\">" +
        plume::escape_html(request.params()["word"].text()) + "</p></body></html>");
  }
};

}  // namespace corpus
