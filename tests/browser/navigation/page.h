// What all pages have: links, messages, and a player that goes on from page to page.
#pragma once

#include <atomic>
#include <chrono>
#include <string_view>

#include "plume/built_in.h"
#include "plume/live_render.h"

namespace travel {

/// A number for each instance that lives on; 0 in the HTTP request.
inline int instance_of(const plume::LiveView& view) {
  static std::atomic<int> last{0};
  return view.connected() ? ++last : 0;
}

class Player : public plume::LiveView {
 public:
  plume::Assign<int> instance{0};
  plume::Assign<int> position{0};

  void mount(const plume::Params&, const plume::Session&) override {
    instance = instance_of(*this);
    send_interval(Tick{}, std::chrono::milliseconds(20));
  }
  void handle_info(const plume::Message&) override { ++position; }
  void handle_event(std::string_view, const plume::Params&) override { push_navigate("/places/99"); }

  PLUME_HEEX(R"heex(
    <p>
      <output id="player-instance">{@instance}</output> <output id="position">{@position}</output>
      <input id="note" aria-label="Note" phx-update="ignore" /> <button id="player-leads" phx-click="go">go</button>
    </p>
  )heex")

 private:
  struct Tick {};
};

struct page {
  plume::Required<std::string_view> title;
  plume::Required<int> instance;
  plume::Flash flash;
  bool player = true;
  plume::Slot<> inner_block;

  PLUME_HEEX(R"heex(
    <h1>{@title}</h1>
    <output id="instance">{@instance}</output>
    <p
      :for={[kind, message] <- @flash}
      id={"flash-" + kind}
      class="flash"
      phx-click="lv:clear-flash"
      phx-value-key={kind}
    >
      {message}
    </p>
    <nav>
      <.link id="to-places" navigate="/places">places</.link>
      <.link id="to-place" navigate="/places/7">place</.link>
      <.link id="to-place-instead" navigate="/places/7" replace={true}>place</.link>
      <.link id="to-quiet" navigate="/quiet">quiet</.link>
      <.link id="to-flash" navigate="/flash">flash</.link>
      <.link id="to-admin" navigate="/admin?key=sesame">admin</.link>
      <.link id="to-admin-without-key" navigate="/admin">admin</.link>
    </nav>
    {render_slot(@inner_block)}
    <%= if (@player) { %>
      {plume::live_render<Player>("player", {.sticky = true})}
    <% } %>
  )heex")
};

}  // namespace travel
