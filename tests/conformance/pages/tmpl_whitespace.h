// tmpl-whitespace: kept inside text, pre and textarea; trimmed at the ends of the template.
#pragma once

#include <string>

#include "plume/live_view.h"
#include "plume/range.h"

namespace corpus {

class TmplWhitespace : public plume::LiveView {
 public:
  struct wrap {
    plume::Slot<> inner_block;
    PLUME_HEEX(R"heex(<div class="wrap">
  {render_slot(@inner_block)}
</div>)heex")
  };

  plume::Assign<std::string> text{"two\nlines"};
  plume::Assign<int> n{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "text") text = "now " + std::to_string(n) + "\n  indented";
  }

  PLUME_HEEX(R"heex(
<p>  two  spaces   {@n}  {@n}  </p>


<pre id="pre">
  keep   this
    {@text}
</pre>
<pre id="tight">{@text}</pre>
<textarea id="area" rows="3">
{@text}</textarea>
<span>a</span> <span>b</span><span>c</span>
<span> {@n} </span>
<.wrap>x</.wrap>
<.wrap>
  <i>y</i>
</.wrap>
<ul><li :for={i <- 1..2}> {i} </li></ul>
<p
  id="broken"
  title="a
  b">attribute   over lines</p>
<button id="inc" phx-click="inc">inc</button>
<button id="text" phx-click="text">text</button>

)heex")
};

}  // namespace corpus
