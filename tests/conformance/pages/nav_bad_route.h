// nav-bad-route: navigation to where nothing is; a patch outside the view's routes.
#pragma once

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

class NavBadRoute : public plume::LiveView {
 public:
  class Other : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<h1>Other</h1>
<.link id="home" navigate="/corpus/nav-bad-route">home</.link>)heex")
  };

  PLUME_HEEX(R"heex(<h1>Home</h1>
<.link id="nowhere" navigate="/corpus/nav-bad-route/nowhere">nowhere</.link>
<.link id="other" patch="/corpus/nav-bad-route/other">other</.link>)heex")
};

}  // namespace corpus
