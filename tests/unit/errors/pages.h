// Templates that throw, compiled with debug annotations. Tests name their lines: the throwing expression is `fail(…)`.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "plume/component.h"
#include "plume/live_component.h"
#include "plume/live_view.h"

namespace plume::testing {

inline std::string fail(bool yes, std::string text = "fine") {
  if (yes) throw std::runtime_error("boom");
  return text;
}
inline std::vector<int> fail_in_list(bool yes) {
  if (yes) throw std::runtime_error("boom");
  return {1, 2};
}
/// Renders and swallows what that throws.
std::string swallow();

/// Which expression of Everywhere throws.
enum class At { nowhere, text, attribute, class_list, style, condition, loop, key, later_row, block, statement, given };

struct card {
  OneOf<"small", "large"> size = "small";
  bool broken = false;
  Slot<> inner_block;
  PLUME_HEEX(R"heex(
    <section class={@size}>
      {fail(@broken)}
      {render_slot(@inner_block)}
    </section>
  )heex")
};

struct Everywhere {
  Assign<At> at{At::nowhere};
  PLUME_HEEX(R"heex(
    <p id="fine">{1}</p>
    <p>  {fail(@at == At::text)}</p>
    <p title={fail(@at == At::attribute)}></p>
    <p class={["a", @at == At::nowhere && "b", fail(@at == At::class_list)]}></p>
    <p style={fail(@at == At::style, "color: red")}></p>
    <p :if={fail(@at == At::condition).empty()}></p>
    <p :for={i <- fail_in_list(@at == At::loop)}>{i}</p>
    <p :for={i <- {1, 2}} :key={fail(@at == At::key, std::to_string(i))}>{i}</p>
    <p :for={i <- {1, 2}}>{fail(@at == At::later_row && i == 2)}</p>
    <%= if (fail(@at == At::block).empty()) { %>never<% } %>
    <% const auto text = fail(@at == At::statement); %>
    <.card size={fail(@at == At::given, "large")}>{text}</.card>
  )heex")
};

struct InComponent {
  Assign<bool> inside{false}, content{false};
  PLUME_HEEX(R"heex(
    <.card broken={@inside}>
      <b>{fail(@content)}</b>
    </.card>
  )heex")
};

struct Recursive {
  int depth = 0;
  PLUME_HEEX(R"heex({fail(@depth == 40)}<.Recursive depth={@depth + 1} />)heex")
};

struct Swallowing {
  Assign<bool> broken{false};
  PLUME_HEEX(R"heex({swallow()}{fail(@broken)})heex")
};

/// A live component within another one.
class Inner : public LiveComponent {
 public:
  Assign<bool> broken{false};
  PLUME_HEEX(R"heex(
    <i>{fail(@broken)}</i>
  )heex")
};
class Outer : public LiveComponent {
 public:
  Assign<bool> broken{false};
  PLUME_HEEX(R"heex(
    <b><.live_component module={Inner} id="inner" broken={@broken} /></b>
  )heex")
};
class LivePage : public LiveView {
 public:
  Assign<bool> broken{false};
  void mount(const Params& params, const Session&) override { broken = params.contains("broken"); }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "throw") throw std::logic_error("no template is to blame");
    broken = true;
  }
  PLUME_HEEX(R"heex(
    <main>
      <.live_component module={Outer} id="outer" broken={@broken} />
    </main>
  )heex")
};

}  // namespace plume::testing
