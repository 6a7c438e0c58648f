// nav-sticky: a sticky nested view lives on while the pages around it change.
#pragma once

#include "plume/built_in.h"
#include "plume/live_render.h"

namespace corpus {

struct NavSticky {
  class Player : public plume::LiveView {
   public:
    plume::Assign<int> n{0};

    void handle_event(std::string_view, const plume::Params&) override { ++n; }

    PLUME_HEEX(
        R"heex(<p>player {@n} <button id="inc" phx-click="inc">inc</button> <.link id="inner" navigate="/corpus/nav-sticky/two">two</.link></p>)heex")
  };

  class S1 : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<h1>S1</h1>
{plume::live_render<Player>("player", {.sticky = true})}
<.link id="two" navigate="/corpus/nav-sticky/two">two</.link>)heex")
  };

  class S2 : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<h1>S2</h1>
<.link id="one" navigate="/corpus/nav-sticky">one</.link>
<.link id="three" navigate="/corpus/nav-sticky/three">three</.link>
{plume::live_render<Player>("player", {.sticky = true})})heex")
  };

  class S3 : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<h1>S3</h1>
<.link id="one" navigate="/corpus/nav-sticky">one</.link>)heex")
  };
};

}  // namespace corpus
