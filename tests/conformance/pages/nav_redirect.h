// nav-redirect: redirect from the server: to a view, to an ordinary page, to an external URL; an ordinary link.
#pragma once

#include <string>

#include "plume/built_in.h"
#include "plume/http.h"
#include "plume/live_view.h"

namespace corpus {

class NavRedirect : public plume::LiveView {
 public:
  class There : public plume::LiveView {
   public:
    PLUME_HEEX(R"heex(<p>there</p>
<.link id="home" href="/corpus/nav-redirect">home</.link>)heex")
  };

  static plume::Response plain(const plume::Request& request) {
    return plume::Response::html("<!DOCTYPE html><html><head><title>Plain</title></head><body><h1>Plain " +
                                 plume::escape_html(request.query) +
                                 "</h1><a id=\"home\" href=\"/corpus/nav-redirect\">home</a></body></html>");
  }

  std::string origin;

  void handle_params(const plume::Params&, std::string_view uri) override {
    origin = uri.substr(0, uri.find('/', uri.find("//") + 2));
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "view") redirect("/corpus/nav-redirect/there");
    if (event == "page") redirect("/corpus/nav-redirect/plain");
    if (event == "external") redirect(plume::External{origin + "/corpus/nav-redirect/plain?e=1"});
  }

  PLUME_HEEX(R"heex(<button :for={op <- {"view", "page", "external"}} id={op} phx-click={op}>{op}</button>
<.link id="link" href="/corpus/nav-redirect/plain?l=1">link</.link>
<a id="anchor" href="#part">anchor</a>)heex")
};

}  // namespace corpus
