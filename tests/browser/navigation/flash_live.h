// Messages that go along with every way of leaving a page.
#pragma once

#include <string>
#include <string_view>

#include "page.h"
#include "plume/http.h"
#include "plume/live_component.h"

namespace travel {

/// Says something of its own, and leaves the page with it.
class Messenger : public plume::LiveComponent {
 public:
  void handle_event(std::string_view event, const plume::Params&) override {
    put_flash("info", "by a component");
    if (event == "navigate") push_navigate("/places/7");
    if (event == "patch") push_patch("/flash?from=component");
  }
  PLUME_HEEX(R"heex(
    <p>
      <output id="own-flash">{@flash["info"]}</output>
      <button
        :for={event <- {"put", "patch", "navigate"}}
        id={"component-" + event}
        phx-click={event}
        phx-target={@myself}
      >{event}</button>
    </p>
  )heex")
};

class FlashLive : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};

  void mount(const plume::Params&, const plume::Session&) override { instance = instance_of(*this); }
  void handle_params(const plume::Params&, std::string_view uri) override {
    here_ = uri.substr(0, uri.find('/', uri.find("//") + 2));
  }
  void handle_event(std::string_view event, const plume::Params&) override {
    put_flash("info", std::string("by ") + std::string(event));
    if (event == "two") put_flash("error", "a second one");
    if (event == "patch") push_patch("/flash?patched");
    if (event == "navigate") push_navigate("/places/7");
    if (event == "across") push_navigate("/admin?key=sesame");
    if (event == "redirect") redirect("/places/7");
    if (event == "external") redirect(plume::External{here_ + "/places/7"});
  }

  PLUME_HEEX(R"heex(
    <.page title="Flash" instance={@instance} flash={@flash}>
      <button
        :for={event <- {"put", "two", "patch", "navigate", "across", "redirect", "external"}}
        id={event}
        phx-click={event}
      >{event}</button>
      <button id="clear" phx-click="lv:clear-flash">clear</button>
      <.link id="patch-link" patch="/flash?link">patch</.link>
      <.link id="dead-link" href="/flash/dead">dead</.link>
      <.link id="navigate-link" navigate="/flash/dead">dead</.link>
      <.link id="handler-link" href="/flash/handler">handler</.link>
      <.live_component module={Messenger} id="messenger" />
    </.page>
  )heex")

 private:
  std::string here_;  ///< the address of this site
};

/// Is never seen: its mount leads elsewhere.
class DeadLive : public plume::LiveView {
 public:
  void mount(const plume::Params&, const plume::Session&) override {
    put_flash("info", connected() ? "by a connected mount" : "by a dead mount");
    redirect("/places/7");
  }
  PLUME_HEEX(R"heex(<p>unseen</p>)heex")
};

inline plume::Response flash_by_handler(const plume::Request&) {
  auto response = plume::Response::redirect("/places/7");
  response.flash.put("info", "by a handler");
  return response;
}

}  // namespace travel
