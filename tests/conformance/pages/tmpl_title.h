// tmpl-title: the page title, first from the layout, then live.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class TmplTitle : public plume::LiveView {
 public:
  plume::Assign<int> n{0};

  void mount(const plume::Params&, const plume::Session&) override { page_title = "First"; }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "title") {
      ++n;
      page_title = "Title " + std::to_string(n) + " <&>";
    }
    if (event == "empty") page_title = std::nullopt;
    if (event == "same") page_title = std::optional<std::string>(page_title.get());
    if (event == "n") ++n;
  }

  PLUME_HEEX(R"heex(<h1>{@page_title}</h1>
<p>{@n}</p>
<button :for={k <- {"title", "empty", "same", "n"}} id={k} phx-click={k}>{k}</button>)heex")
};

}  // namespace corpus
