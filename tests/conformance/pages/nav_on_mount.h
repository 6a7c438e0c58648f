// nav-on-mount: on_mount of a live session and of a view: continue with assigns, or halt with a redirect.
#pragma once

#include <string>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace corpus {

struct NavOnMount {
  class Guarded : public plume::LiveView {
   public:
    plume::Assign<std::string> member;
  };

  static plume::HookResult guard(Guarded& view, const plume::Params& params, const plume::Session&) {
    view.member = "guest";
    if (params["who"].text() != "stranger") return plume::HookResult::cont;
    view.put_flash("error", "members only");
    view.redirect("/corpus/nav-on-mount/out");
    return plume::HookResult::halt;
  }

  class Door : public Guarded {
   public:
    PLUME_HEEX(R"heex(<h1>Door {@member}</h1>
<.link id="in" navigate="/corpus/nav-on-mount/inside">in</.link>
<.link id="stranger" navigate="/corpus/nav-on-mount/inside?who=stranger">stranger</.link>
<.link id="late" navigate="/corpus/nav-on-mount/inside?late=1">late</.link>)heex")
  };

  class Inside : public Guarded {
   public:
    plume::Assign<std::string> greeting;

    static plume::ViewOptions view_options() { return {.on_mount = {plume::on_mount<Inside>(greet)}}; }

    PLUME_HEEX(R"heex(<h1>Inside, {@greeting}</h1>
<.link id="door" navigate="/corpus/nav-on-mount">door</.link>)heex")

   private:
    static plume::HookResult greet(Inside& view, const plume::Params& params, const plume::Session&) {
      view.greeting = "hello " + *view.member;
      if (!view.connected() || params["late"].text() != "1") return plume::HookResult::cont;
      view.push_navigate("/corpus/nav-on-mount");
      return plume::HookResult::halt;
    }
  };

  class Out : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<h1>Out</h1>
<p id="err">{@flash["error"]}</p>
<a id="door" href="/corpus/nav-on-mount">door</a>)heex")
  };
};

}  // namespace corpus
