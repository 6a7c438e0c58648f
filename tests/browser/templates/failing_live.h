// A page whose events fail, in its callback and in its template.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include "plume/built_in.h"
#include "plume/live_view.h"

namespace site {

class FailingLive : public plume::LiveView {
 public:
  plume::Assign<int> n{0};
  plume::Assign<std::string> at;

  void handle_params(const plume::Params& params, std::string_view uri) override {
    at = std::string(params["page"].text()) + std::string(uri.substr(std::min(uri.find('#'), uri.size())));
  }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "throw") throw std::runtime_error("no <b>stock</b>");
    n = -1;
  }
  static int checked(int n) {
    if (n < 0) throw std::out_of_range("below 0");
    return n;
  }

  PLUME_HEEX(R"heex(
    <button id="throw" phx-click="throw">Throw</button>
    <button id="break" phx-click="break">Break</button>
    <p id="value">{checked(@n)}</p>
    <p id="at">{@at}</p>
    <.link id="second" patch="?page=2">2</.link>
    <.link id="top" patch="#top">Top</.link>
    <.form id="form" for={plume::Value::object()} action="/posted" method="post" multipart>
      <input name="user[name]" value="Jö &quot;+&quot;" />
      <input type="file" name="file" />
      <button id="post">Post</button>
    </.form>
  )heex")
};

}  // namespace site
