// nav-push: push_patch, push_navigate and their replace from the server; from handle_info and handle_params too.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

class NavPush : public plume::LiveView {
 public:
  plume::Assign<std::string> step;
  plume::Assign<int> n{0};

  void handle_params(const plume::Params& params, std::string_view) override {
    const auto given = params["step"].text();
    step = given.empty() ? "0" : given;
    if (given == "go") push_patch("/corpus/nav-push?step=7");
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "patch") push_patch("/corpus/nav-push?step=1");
    if (event == "patch_replace") push_patch("/corpus/nav-push?step=2", true);
    if (event == "patch_inc") {
      ++n;
      push_patch("/corpus/nav-push?step=3");
    }
    if (event == "later") send(self(), Later{});
    if (event == "navigate") push_navigate("/corpus/nav-push?step=5");
    if (event == "navigate_replace") push_navigate("/corpus/nav-push?step=6", true);
    if (event == "chain") push_patch("/corpus/nav-push?step=go");
  }

  void handle_info(const plume::Message&) override { push_patch("/corpus/nav-push?step=4"); }

  PLUME_HEEX(R"heex(<p id="step">step {@step} n {@n}</p>
<button :for={op <- {"patch", "patch_replace", "patch_inc", "later", "navigate", "navigate_replace", "chain"}} id={op} phx-click={op}>{op}</button>)heex")

 private:
  struct Later {};
};

}  // namespace corpus
