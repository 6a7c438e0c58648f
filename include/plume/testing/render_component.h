// render_component: what a component renders to, without a page.
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/html.h"
#include "plume/live_component.h"
#include "plume/live_view.h"
#include "plume/render.h"

namespace plume {
class Endpoint;
}

namespace plume::testing {

namespace detail {
std::string render_html(const std::function<void(Render&)>& render);
/// `endpoint`: whose factories make components; null: none do.
std::string render_view(const view::ViewType& type, Endpoint* endpoint = nullptr);

/// A page that is one live component.
template <class C>
class ComponentPage : public LiveView {
 public:
  ComponentPage(const std::function<void(C&)>& set, std::string_view id) : set_(set), id_(id) {}
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"", ""};
    static constexpr Template site{statics, R"(["",""])", 1, false};
    Node node(r, site);
    if (node.dynamic(0, Change::changed)) {
      plume::detail::LiveCall<C> call(node, 0, Change::changed, id_);
      if (call.gives(0, true) && set_) set_(*call);
      if (call.wanted()) call.later();
    }
    node.end();
  }

 private:
  const std::function<void(C&)>& set_;
  const std::string id_;
};

/// A page that shows one component; `set` must outlive it.
template <class C>
view::ViewType page_type(const std::function<void(C&)>& set, std::string_view id) {
  return view::view_type<ComponentPage<C>>([&set, id] { return std::make_unique<ComponentPage<C>>(set, id); });
}
}  // namespace detail

/// The HTML of one render of a component (the seed's `render_component/3`). `set` assigns its attributes:
///
///     render_component<badge>([](badge& b) { b.label = "new"; })
///
/// A live component is mounted, updated and rendered; its `@myself` is -1, which is no component of a page.
template <class C>
std::string render_component(std::type_identity_t<std::function<void(C&)>> set = {}, std::string_view id = "id") {
  if constexpr (std::derived_from<C, LiveComponent>) {
    return detail::render_view(detail::page_type<C>(set, id));
  } else {
    C component;
    if (set) set(component);
    return detail::render_html([&](Render& r) { call(r, component, {}); });
  }
}

/// The same for a live component that is made by a factory of `endpoint`, or has such components in it.
template <std::derived_from<LiveComponent> C>
std::string render_component(Endpoint& endpoint, std::type_identity_t<std::function<void(C&)>> set = {},
                             std::string_view id = "id") {
  return detail::render_view(detail::page_type<C>(set, id), &endpoint);
}

/// The HTML of what a template can show: of a Safe, of anything with `render_into`, or of a function of a `Render&`
/// (the seed's `rendered_to_string/1`).
template <class T>
std::string rendered_to_string(const T& value) {
  if constexpr (std::is_same_v<T, Safe>)
    return std::string(value.markup());
  else if constexpr (std::invocable<const T&, Render&>)
    return detail::render_html(value);
  else
    return detail::render_html([&](Render& r) { value.render_into(r); });
}

}  // namespace plume::testing
