// life-connect: what a mount knows: connected or not, the connect parameters, the session.
#pragma once

#include <string>

#include "plume/live_view.h"

namespace corpus {

/// In the live session "withsession".
class LifeConnect : public plume::LiveView {
 public:
  plume::Assign<plume::Value> lang{"-"};
  plume::Assign<plume::Value> zoom{"-"};
  plume::Assign<plume::Value> mounts{"-"};
  plume::Assign<std::string> plan;
  plume::Assign<std::int64_t> seats{0};

  void mount(const plume::Params&, const plume::Session& session) override {
    if (connected()) {
      lang = connect_params()["lang"];
      zoom = connect_params()["zoom"];
      mounts = connect_params()["_mounts"];
    }
    plan = session["plan"].text();
    seats = session["seats"].integer_or(0);
  }

  PLUME_HEEX(R"heex(<p>connected {@connected() ? "yes" : "no"}</p>
<p id="mounts">lang {@lang} zoom {@zoom} mounts {@mounts}</p>
<p>plan {@plan} seats {@seats + 1}</p>)heex")
};

}  // namespace corpus
