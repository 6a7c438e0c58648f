// A page of live components, for the tests of channels.
#pragma once

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string_view>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace plume::testing {

/// Counts its events: `<i>{@n}</i>`.
class Part : public LiveComponent {
 public:
  Assign<int> n{0};

  void handle_event(std::string_view event, const Params& params) override {
    if (event == "crash") throw std::runtime_error("boom");
    if (event == "push") push_event("pushed", params);
    if (event == "reply") reply({{"n", n.get()}});
    if (event == "go") push_navigate("/b");
    if (event == "patch") push_patch("/parts?patched");
    if (event == "next")
      send_update<Part>(static_cast<int>(params["id"].integer_or(0)), [](Part& part) { part.n = 100; });
    if (event == "later") {
      const auto set = [](int to) { return [to](Part& part) { part.n = to; }; };
      send_update_after<Part>(2, set(200), std::chrono::milliseconds(1)).cancel();
      send_update_after<Part>(myself, set(100), std::chrono::milliseconds(5));
    }
    if (event == "greet") broadcast_from("parts", self());
    if (event == "tell") send(self(), 1);
    if (event == "flash") put_flash("info", "saved");
    ++n;
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<i>", "</i>"};
    static constexpr Template site{statics, R"(["<i>","</i>"])", 1, true};
    const Frame frame(r);
    Node node(r, site);
    if (node.dynamic(0, frame.changed(n))) node.text(0, *n);
    node.end();
  }
};

/// The parts P with the ids from `first` to `last`: `<main><.live_component :for={id <- …} module={P} id={id}
/// /></main>`.
template <class P>
class PageOf : public LiveView {
 public:
  Assign<int> first{1}, last{3};

  void handle_event(std::string_view event, const Params& params) override {
    const auto to = static_cast<int>(std::clamp<std::int64_t>(params["to"].integer_or(0), 0, 50));
    if (event == "first") first = to;
    if (event == "last" || event == "last and push") last = to;
    if (event == "flash") reply({{"messages", static_cast<int>(flash->size())}});
    if (event == "last and push") push_event("by the view", params);
  }
  void mount(const Params&, const Session&) override { subscribe("parts"); }
  void handle_info(const Message& message) override {
    if (const auto* from = message.get_if<ViewId>()) return send_update<P>(*from, 3, [](P& part) { part.n = 300; });
    first = 2;
  }

  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"}, entry_statics[] = {"", ""};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    static constexpr Template entry_site{entry_statics, R"(["",""])", 1, false};
    const Frame frame(r);
    Node node(r, site);
    if (node.dynamic(0, frame.changed(first) | frame.changed(last))) {
      node.at(0);
      List list(r, entry_site);
      for (int id = *first; id <= *last; ++id) {
        Node entry(r, entry_site, list.next());
        if (entry.dynamic(0, Change::unknown)) {
          detail::LiveCall<P> call(entry, 0, Change::unknown, id);
          call.gives(1, false);
          if (call.wanted()) call.later();
        }
        entry.end();
      }
      list.end();
    }
    node.end();
  }
};
using PartsPage = PageOf<Part>;

}  // namespace plume::testing
