// tmpl-builtins: components of the framework: link in all forms, focus_wrap, intersperse, form with a method.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class TmplBuiltins : public plume::LiveView {
 public:
  using Names = std::vector<std::string>;
  plume::Assign<int> n{1};
  plume::Assign<Names> names{Names{"a", "b", "c"}};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "names") names.edit().push_back("n" + std::to_string(n));
    if (event == "one") names = Names{"solo"};
  }

  PLUME_HEEX(R"heex(<.link href="/plain" class="l">plain {@n}</.link>
<.link href={"/item/" + @n} method="delete" data-confirm="Sure?">delete</.link>
<.link navigate={"/go/" + @n} replace>go</.link>
<.link patch="/corpus/tmpl-builtins?x=1" rel="next">patch</.link>
<.link id="bare" phx-click="inc">bare {@n}</.link>
<.focus_wrap id="wrap" class={"w" + @n}><input id="in-wrap" /> {@n}</.focus_wrap>
<p id="list"><.intersperse :let={name} enum={@names}><:separator><i> | {@n} </i></:separator><b>{name}</b></.intersperse></p>
<.form for={{}} action="/put" method="put" id="put-form"><input name="n" value={@n} /></.form>
<.form :let={f} for={plume::Value{{"q", "x"}}} as="search" method="get" action="/find" id="get-form"><input id={f["q"].id} name={f["q"].name} value={f["q"].value} /></.form>
<button id="names" phx-click="names">names</button>
<button id="one" phx-click="one">one</button>)heex")
};

}  // namespace corpus
