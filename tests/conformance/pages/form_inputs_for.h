// form-inputs-for: nested inputs with inputs_for; rows added, sorted and dropped through parameters.
#pragma once

#include <string>
#include <string_view>

#include "plume/form.h"
#include "plume/live_view.h"

namespace corpus {

class FormInputsFor : public plume::LiveView {
 public:
  plume::Assign<plume::Form> form;
  plume::Assign<std::string> seen;

  void mount(const plume::Params&, const plume::Session&) override {
    form = made_from("T", plume::Value{{"0", line("pen", "1")}, {"1", line("ink", "2")}});
  }

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event != "change") return;
    const auto& order = params["order"];
    auto lines = plume::Value::object();
    std::string names;
    if (order["lines_sort"].is_array()) {
      for (const auto& index : order["lines_sort"].as_array()) {
        if (is_dropped(order["lines_drop"], index)) continue;
        const auto& sent = order["lines"][index.text()];
        const auto name = sent["name"].text();
        if (lines.size() > 0) names += ",";
        names += name;
        lines.set(std::to_string(lines.size()), line(name, sent["qty"].text_or("0")));
      }
    }
    seen = names;
    form = made_from(order["title"].text(), lines);
  }

  PLUME_HEEX(R"heex(<.form for={@form} id="order" phx-change="change">
  <input id="title" name={@form["title"].name} value={@form["title"].value} />
  <.inputs_for :let={line} field={@form["lines"]} default={plume::Array()}>
    <fieldset id={"line-" + line.index}>
      <input type="hidden" name="order[lines_sort][]" value={line.index} />
      <input id={line["name"].id} name={line["name"].name} value={line["name"].value} />
      <input id={line["qty"].id} name={line["qty"].name} value={line["qty"].value} type="number" />
      <label><input type="checkbox" id={"drop-" + line.index} name="order[lines_drop][]" value={line.index} /> drop</label>
    </fieldset>
  </.inputs_for>
  <input type="hidden" name="order[lines_drop][]" />
  <label><input type="checkbox" id="add" name="order[lines_sort][]" value="new" /> add</label>
</.form>
<p id="seen">{@seen}</p>)heex")

 private:
  static plume::Value line(std::string_view name, std::string_view qty) { return {{"name", name}, {"qty", qty}}; }
  static plume::Form made_from(std::string_view title, const plume::Value& lines) {
    return plume::to_form(plume::Value{{"title", title}, {"lines", lines}}, {.as = "order"});
  }
  static bool is_dropped(const plume::Value& dropped, const plume::Value& index) {
    if (!dropped.is_array()) return false;
    for (const auto& one : dropped.as_array())
      if (one.text() == index.text()) return true;
    return false;
  }
};

}  // namespace corpus
