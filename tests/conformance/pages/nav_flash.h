// nav-flash: flash: put, cleared, carried over patch, navigation and redirect; taken by the next page only.
#pragma once

#include <string>

#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/live_view.h"

namespace corpus {

struct NavFlash {
  struct shown {
    plume::Flash flash;

    PLUME_HEEX(
        R"heex(<p :if={@flash["info"]} id="info" phx-click="lv:clear-flash" phx-value-key="info">info: {@flash["info"]}</p>
<p :if={@flash["error"]} id="err" phx-click="lv:clear-flash">error: {@flash["error"]}</p>)heex")
  };

  class From : public plume::LiveView {
   public:
    plume::Assign<std::string> p;

    void handle_params(const plume::Params& params, std::string_view) override { p = params["p"].text(); }

    void handle_event(std::string_view event, const plume::Params&) override {
      if (event == "put") put_flash("info", "hello <b>");
      if (event == "error") put_flash("error", "bad");
      if (event == "clear") clear_flash();
      if (event == "clear_info") clear_flash("info");
      if (event == "patch") {
        put_flash("info", "patched");
        push_patch("/corpus/nav-flash?p=1");
      }
      if (event == "navigate") {
        put_flash("info", "carried");
        push_navigate("/corpus/nav-flash/to");
      }
      if (event == "redirect") {
        put_flash("error", "redirected");
        redirect("/corpus/nav-flash/to");
      }
      if (event == "plain_patch") push_patch("/corpus/nav-flash?p=2");
      if (event == "put_patch_later") {
        put_flash("info", "first");
        send(self(), Later{});
      }
    }

    void handle_info(const plume::Message&) override { push_patch("/corpus/nav-flash?p=3"); }

    PLUME_HEEX(R"heex(<.shown flash={@flash} />
<p id="p">p={@p}</p>
<button :for={op <- {"put", "error", "clear", "clear_info", "patch", "plain_patch", "put_patch_later", "navigate", "redirect"}} id={op} phx-click={op}>{op}</button>
<.link id="link" patch="/corpus/nav-flash?p=9">patch link</.link>)heex")

   private:
    struct Later {};
  };

  class To : public plume::LiveView {
   public:
    void handle_event(std::string_view event, const plume::Params&) override {
      if (event == "home") push_navigate("/corpus/nav-flash");
    }

    PLUME_HEEX(R"heex(<h1>To</h1>
<.shown flash={@flash} />
<button id="noop" phx-click="noop">noop</button>
<button id="home" phx-click="home">home</button>)heex")
  };
};

}  // namespace corpus
