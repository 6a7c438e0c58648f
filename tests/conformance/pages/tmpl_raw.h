// tmpl-raw: raw HTML, written without escaping, patched as markup.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class TmplRaw : public plume::LiveView {
 public:
  plume::Assign<std::string> html{markups[0]};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "next") html = markups[++at_ % std::size(markups)];
  }

  PLUME_HEEX(R"heex(<div id="raw">{plume::raw(@html)}</div>
<div id="escaped">{@html}</div>
<div id="around">a {plume::raw(@html)} z</div>
<button id="next" phx-click="next">next</button>)heex")

 private:
  static constexpr const char* markups[] = {R"(<b class="r">bold</b>)", R"(<i class="r">italic &amp; <u>deep</u></i>)",
                                            "text only", "", "<p>two</p><p>roots</p>"};
  std::size_t at_ = 0;
};

}  // namespace corpus
