// Views within a view, which fail and navigate.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "page.h"

namespace travel {

class ChildLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};
  plume::Assign<int> n{0};

  void mount(const plume::Params&, const plume::Session&) override { instance = instance_of(*this); }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "crash") throw std::runtime_error("crashed as asked");
    if (event == "patch") push_patch("/nested?by=" + std::string(id()));
    if (event == "navigate") push_navigate("/places/7");
  }

  PLUME_HEEX(R"heex(
    <p class="child">
      <output class="instance">{@instance}</output> <output class="n">{@n}</output>
      <button :for={event <- {"inc", "crash", "patch", "navigate"}} class={event} phx-click={event}>{event}</button>
    </p>
  )heex")
};

class NestedLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};
  plume::Assign<int> n{0};
  plume::Assign<std::string> by;
  plume::Assign<bool> more{false};

  void mount(const plume::Params&, const plume::Session&) override { instance = instance_of(*this); }
  void handle_params(const plume::Params& params, std::string_view) override { by = params["by"].text(); }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "crash") throw std::runtime_error("crashed as asked");
    if (event == "more") more = !*more;
  }

  PLUME_HEEX(R"heex(
    <.page title="Nested" instance={@instance} flash={@flash}>
      <output id="n">{@n}</output> <output id="by">{@by}</output>
      <button :for={event <- {"inc", "crash", "more"}} id={event} phx-click={event}>{event}</button>
      {plume::live_render<ChildLive>("one")}
      {plume::live_render<ChildLive>("two")}
      <%= if (@more) { %>
        {plume::live_render<ChildLive>("three")}
      <% } %>
    </.page>
  )heex")
};

}  // namespace travel
