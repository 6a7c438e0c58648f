// life-attach-hook: hooks before events, messages and handle_params: continue, halt, halt with a reply; detach.
#pragma once

#include <string>
#include <vector>

#include "plume/built_in.h"
#include "plume/live_view.h"
#include "text.h"

namespace corpus {

class LifeAttachHook : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> log;
  plume::Assign<int> n{0};

  void mount(const plume::Params&, const plume::Session&) override {
    using plume::HookResult;
    attach_hook("guard", plume::stage::handle_event, [this](std::string_view event, const plume::Params&) {
      if (event == "detach") return HookResult::cont;
      if (event == "answer") {
        reply({{"by", "hook"}});
        return HookResult::halt;
      }
      if (event == "forbidden") {
        log.edit().push_back("halted");
        return HookResult::halt;
      }
      log.edit().push_back("saw " + std::string(event));
      return HookResult::cont;
    });
    attach_hook("guard", plume::stage::handle_info, [this](const plume::Message& message) {
      if (!message.is<HaltMe>()) return HookResult::cont;
      log.edit().push_back("info halted");
      return HookResult::halt;
    });
    attach_hook("guard", plume::stage::handle_params, [this](const plume::Params&, std::string_view) {
      log.edit().push_back("params");
      return HookResult::cont;
    });
  }

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") ++n;
    if (event == "forbidden" || event == "answer") n = 1000;
    if (event == "detach") detach_hook("guard", plume::stage::handle_event);
    if (event != "message") return;
    send(self(), HaltMe{});
    send(self(), Plain{});
  }

  void handle_info(const plume::Message& message) override {
    if (message.is<Plain>()) log.edit().push_back("plain");
    if (message.is<HaltMe>()) n = 2000;
  }

  PLUME_HEEX(R"heex(<p id="out" phx-hook="Bridge">{@n}: {join(@log, ",")}</p>
<button :for={op <- {"inc", "forbidden", "message", "detach"}} id={op} phx-click={op}>{op}</button>
<.link id="patch" patch="/corpus/life-attach-hook?x=1">patch</.link>)heex")

 private:
  struct HaltMe {};
  struct Plain {};
};

}  // namespace corpus
