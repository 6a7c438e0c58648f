// Pages to go to.
#pragma once

#include <string>
#include <string_view>

#include "page.h"

namespace travel {

/// A long list, in an order that the URL says.
class PlacesLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};
  plume::Assign<std::string> order;

  void mount(const plume::Params&, const plume::Session&) override {
    page_title = "Places";
    instance = instance_of(*this);
  }
  void handle_params(const plume::Params& params, std::string_view) override { order = params["order"].text(); }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "patch") push_patch("/places?order=pushed");
    if (event == "patch_instead") push_patch("/places?order=replaced", true);
    if (event == "navigate") push_navigate("/places/7");
    if (event == "navigate_instead") push_navigate("/places/7", true);
    if (event == "redirect") redirect("/places/7");
    if (event == "away") push_navigate("/admin?key=sesame");
  }

  PLUME_HEEX(R"heex(
    <.page title="Places" instance={@instance} flash={@flash}>
      <output id="order">{@order}</output>
      <.link id="by-name" patch="/places?order=name">name</.link>
      <.link id="by-name-instead" patch="/places?order=size" replace={true}>size</.link>
      <button
        :for={event <- {"patch", "patch_instead", "navigate", "navigate_instead", "redirect", "away"}}
        id={event}
        phx-click={event}
      >{event}</button>
      <ol>
        <li :for={n <- plume::range(1, 200)}><.link id={"place-" + n} navigate={"/places/" + n}>{n}</.link></li>
      </ol>
    </.page>
  )heex")
};

class PlaceLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};
  plume::Assign<std::string> place;

  void mount(const plume::Params& params, const plume::Session&) override {
    page_title = "Place";
    instance = instance_of(*this);
    place = params["id"].text();
  }

  PLUME_HEEX(R"heex(
    <.page title={"Place " + @place} instance={@instance} flash={@flash}>
      <p style="height: 3000px">Wide land.</p>
    </.page>
  )heex")
};

/// Has no player.
class QuietLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};

  void mount(const plume::Params&, const plume::Session&) override { instance = instance_of(*this); }

  PLUME_HEEX(R"heex(<.page title="Quiet" instance={@instance} flash={@flash} player={false} />)heex")
};

/// In a live_session of its own, behind a guard.
class AdminLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};

  static plume::HookResult guard(plume::LiveView& view, const plume::Params& params, const plume::Session&) {
    if (params["key"] == "sesame") return plume::HookResult::cont;
    view.put_flash("error", "closed");
    view.redirect("/places");
    return plume::HookResult::halt;
  }

  void mount(const plume::Params&, const plume::Session&) override { instance = instance_of(*this); }

  PLUME_HEEX(R"heex(
    <.page title={"Admin " + std::string(@live_action())} instance={@instance} flash={@flash}>
      <.link id="to-cellar" navigate="/admin/cellar?key=sesame">cellar</.link>
      <.link id="to-cellar-without-key" navigate="/admin/cellar">cellar</.link>
    </.page>
  )heex")
};

}  // namespace travel
