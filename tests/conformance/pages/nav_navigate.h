// nav-navigate: navigation links between views of one live session; back and forward.
#pragma once

#include <optional>
#include <string>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

struct NavNavigate {
  class A : public plume::LiveView {
   public:
    plume::Assign<int> n{0};

    void mount(const plume::Params&, const plume::Session&) override { page_title = "A"; }
    void handle_event(std::string_view, const plume::Params&) override { ++n; }

    PLUME_HEEX(R"heex(<p>A {@n} <button id="inc" phx-click="inc">inc</button></p>
<.link id="b1" navigate="/corpus/nav-navigate/b/1">b1</.link>
<.link id="b2" navigate="/corpus/nav-navigate/b/2?x=y" replace>b2, replacing</.link>)heex")
  };

  class B : public plume::LiveView {
   public:
    plume::Assign<std::string> id_in_path;
    plume::Assign<std::string> x;

    void mount(const plume::Params& params, const plume::Session&) override {
      id_in_path = params["id"].text();
      x = params["x"].text();
      page_title = "B " + *id_in_path;
    }

    PLUME_HEEX(R"heex(<h1>B {@id_in_path} {@x}</h1>
<.link id="a" navigate="/corpus/nav-navigate">a</.link>
<.link id="self" navigate={"/corpus/nav-navigate/b/" + @id_in_path + "0"}>deeper</.link>)heex")
  };
};

}  // namespace corpus
