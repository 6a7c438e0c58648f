// nav-patch: patch links, handle_params, back and forward within one view.
#pragma once

#include <string>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

class NavPatch : public plume::LiveView {
 public:
  plume::Assign<int> visits{0};
  plume::Assign<std::string> page;
  plume::Assign<std::string> path;

  void handle_params(const plume::Params& params, std::string_view uri) override {
    const auto given = params["page"].text();
    ++visits;
    page = given.empty() ? "1" : given;
    path = uri.substr(uri.find('/', uri.find("//") + 2));
    page_title = "Page " + std::string(given);
  }

  PLUME_HEEX(R"heex(<p id="where">page {@page}, visit {@visits}, at {@path}</p>
<.link id="p2" patch="/corpus/nav-patch?page=2">two</.link>
<.link id="p3" patch={"/corpus/nav-patch?page=3&from=" + @page} class="c">three</.link>
<.link id="r4" patch="/corpus/nav-patch?page=4" replace>four, replacing</.link>
<.link id="p1" patch="/corpus/nav-patch">first</.link>)heex")
};

}  // namespace corpus
