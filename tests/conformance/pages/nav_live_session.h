// nav-live-session: navigation over the border of a live session loads a new document.
#pragma once

#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/live_view.h"

namespace corpus {

struct NavLiveSession {
  struct page {
    plume::Required<std::string_view> name;

    PLUME_HEEX(R"heex(<h1>{@name}</h1>
<.link id="here" navigate="/corpus/nav-live-session">here</.link>
<.link id="near" navigate="/corpus/nav-live-session/near">near</.link>
<.link id="far" navigate="/corpus/nav-live-session/far">far</.link>
<button id="push" phx-click="push">push</button>)heex")
  };

  class Here : public plume::LiveView {
   public:
    void handle_event(std::string_view, const plume::Params&) override {
      push_navigate("/corpus/nav-live-session/far");
    }
    PLUME_HEEX(R"heex(<.page name="Here" />)heex")
  };

  class Near : public plume::LiveView {
   public:
    void handle_event(std::string_view, const plume::Params&) override {
      push_navigate("/corpus/nav-live-session/far");
    }
    PLUME_HEEX(R"heex(<.page name="Near" />)heex")
  };

  class Far : public plume::LiveView {
   public:
    void handle_event(std::string_view, const plume::Params&) override { push_navigate("/corpus/nav-live-session"); }
    PLUME_HEEX(R"heex(<.page name="Far" />)heex")
  };
};

}  // namespace corpus
