// form-controls: check boxes, radio buttons, selects, several-choice selects, text areas.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "plume/live_view.h"

namespace corpus {

class FormControls : public plume::LiveView {
 public:
  plume::Assign<plume::Value> p{plume::Value{{"agree", "false"},
                                             {"size", "m"},
                                             {"pet", "cat"},
                                             {"likes", plume::Value::array({"tea"})},
                                             {"text", "hello\nworld"}}};
  plume::Assign<std::string> seen;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "change") {
      const plume::Value& sent = params["p"];
      plume::Value& known = p.edit();
      for (auto& [key, value] : known.as_object()) value = sent[key];
      if (!sent.contains("likes")) known.set("likes", plume::Value::array({}));
      seen = sent.json(true);
    }
    if (event == "flip")
      p = plume::Value{{"agree", "true"},
                       {"size", "s"},
                       {"pet", "dog"},
                       {"likes", plume::Value::array({"tea", "milk"})},
                       {"text", "server"}};
  }

  PLUME_HEEX(R"heex(<form id="f" phx-change="change">
  <input type="hidden" name="p[agree]" value="false" />
  <input type="checkbox" id="agree" name="p[agree]" value="true" checked={@p["agree"] == "true"} />
  <input :for={size <- {"s", "m", "l"}} type="radio" id={"size-" + size} name="p[size]" value={size} checked={@p["size"] == size} />
  <select id="pet" name="p[pet]"><option :for={pet <- {"cat", "dog", "eel"}} value={pet} selected={@p["pet"] == pet}>{pet}</option></select>
  <select id="likes" name="p[likes][]" multiple>
    <option :for={like <- {"tea", "milk", "rum"}} value={like} selected={contains(@p["likes"], like)}>{like}</option>
  </select>
  <textarea id="text" name="p[text]">{@p["text"]}</textarea>
</form>
<pre id="seen">{@seen}</pre>
<button id="flip" phx-click="flip">flip</button>)heex")

 private:
  static bool contains(const plume::Value& list, std::string_view item) {
    const auto& items = list.as_array();
    return std::any_of(items.begin(), items.end(), [&](const plume::Value& held) { return held.text() == item; });
  }
};

}  // namespace corpus
