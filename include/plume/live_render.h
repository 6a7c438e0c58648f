// live_render: a live view within another one's page.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/http.h"
#include "plume/live_view.h"

namespace plume {

/// Options of a view within a page.
struct LiveRenderOptions {
  /// Merged over the session of the cookie for the nested view's mount. Signed into the page, where the user can read
  /// it.
  Session session = Session::object();
  std::optional<Container> container{};  ///< the tag, and attributes beside those of the view's own container
  /// It lives on while live navigation changes the page around it, as long as the new page has it too. An ordinary page
  /// is not changed by live navigation.
  bool sticky = false;
};

/// Options of a page that a handler answers with.
struct LivePageOptions {
  Session session = Session::object();  ///< as LiveRenderOptions
  std::optional<Container> container{};
  /// The view is the page's main one, as if the router had mounted it: for handlers that answer another method at the
  /// path of a live route of that class.
  bool main = false;
};

/// A view within a page, as live_render makes it for a template.
struct NestedView {
  const view::ViewType* type;
  std::string id;  ///< "": one is made for it
  LiveRenderOptions options;

  /// Writes its container. One that the client has already stays as it is, whatever its session would be now.
  void render_into(Render& r) const;
};

namespace view {
/// Makes a class of views known by its name, for the joins of nested views. Gives `type`.
const ViewType& register_nested(const ViewType& type);

/// Whether a V may be shown within a page. What makes it is known when the program runs.
template <class V>
inline constexpr bool is_nestable = std::is_base_of_v<LiveView, V>;

/// Compiled templates assert that V is nestable; if it is not, this adds no second error.
template <class V>
const ViewType& nested_type() {
  if constexpr (is_nestable<V>) {
    static const ViewType type = view_type<V>();
    return type;
  } else {
    throw std::logic_error("live_render shows a class derived from plume::LiveView");
  }
}
/// Tokens of pages that an earlier process served name classes, too: they are registered before main().
template <class V>
inline const ViewType& registered_nested = register_nested(nested_type<V>());

Response render_page(const ViewType& type, Request& request, const LivePageOptions& options);
}  // namespace view

/// A view of class V within the page (the seed's `live_render/3`), written where a template interpolates it:
///
///     {plume::live_render<ClockLive>("clock")}
///
/// It is a view of its own, with its own state, failures and messages; `id`, unique in the page, becomes the id of its
/// container. It is not mounted by the router: the parameters of its mount are null, it must not override handle_params
/// (std::logic_error), and its push_patch goes to the page's main view. Throws std::invalid_argument for an empty id. A
/// class without a default constructor is made by a factory (Endpoint::add_factory), else the render throws
/// std::logic_error.
///
/// In an ordinary page (plume/page.h) there is no view around it: it gets the page's flash and what plugs assigned, as
/// a main view does, and cannot patch. Its mount cannot go elsewhere, since the page is being rendered: the render
/// throws std::logic_error.
template <class V>
NestedView live_render(std::string_view id, LiveRenderOptions options = {}) {
  if (id.empty()) throw std::invalid_argument("live_render needs an id that is unique in the page");
  return {&view::registered_nested<V>, std::string(id), std::move(options)};
}

/// The same with an id that is made for it: in ordinary pages only. Where a view is around it, which must know it again
/// when it renders anew, the render throws std::invalid_argument.
///
///     {plume::live_render<ClockLive>()}
template <class V>
NestedView live_render(LiveRenderOptions options = {}) {
  return {&view::registered_nested<V>, {}, std::move(options)};
}

/// A page of class V as the answer of a handler, which may have asked and prepared something before (the seed's
/// `live_render/3` for controllers):
///
///     router.get("/orders/:id", [](plume::Request& request) {
///       const auto order = find_order(request.path_params["id"].text());  // throws HttpError(404, …)
///       return plume::live_render<OrderLive>(request, {.session = {{"order", order.id}}});
///     });
///
/// The router does not mount the view: no live_session is around it, the parameters of its mount are null, it cannot
/// patch its URL, and it must not override handle_params (std::logic_error); all of that otherwise with `main`, which
/// throws std::logic_error where no live route of V is at the path of the request. Where the view goes elsewhere in its
/// mount, the response leads there. Exceptions of the view are let through.
template <class V>
Response live_render(Request& request, const LivePageOptions& options = {}) {
  static_assert(view::is_nestable<V>, "plume: live_render<V> shows a class derived from plume::LiveView");
  return view::render_page(view::registered_nested<V>, request, options);
}

}  // namespace plume
