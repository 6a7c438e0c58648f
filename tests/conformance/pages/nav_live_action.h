// nav-live-action: one view under several routes: live action and path parameters.
#pragma once

#include <map>
#include <string>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

class NavLiveAction : public plume::LiveView {
 public:
  plume::Assign<std::string> action;
  plume::Assign<std::string> params;
  plume::Assign<int> count{0};

  void handle_params(const plume::Params& given, std::string_view) override {
    action = live_action();
    page_title = std::string(live_action());
    std::map<std::string, plume::Value> sorted;
    for (const auto& [key, value] : given.as_object()) sorted.emplace(key, value);
    plume::Value ordered = plume::Value::object();
    for (const auto& [key, value] : sorted) ordered.set(key, value);
    params = ordered.json();
    ++count;
  }

  PLUME_HEEX(R"heex(<p id="at">{@action} {@params} #{@count}</p>
<dialog :if={@action == "new" || @action == "edit"} open>form for {@action}</dialog>
<.link id="index" patch="/corpus/nav-live-action">index</.link>
<.link id="new" patch="/corpus/nav-live-action/new">new</.link>
<.link id="edit" patch="/corpus/nav-live-action/7/edit?tab=a%20b">edit</.link>
<.link id="files" patch="/corpus/nav-live-action/files/a/b%20c/d.txt">files</.link>)heex")
};

}  // namespace corpus
