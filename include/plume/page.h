// Page: an ordinary page, which a handler answers with.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "plume/component.h"
#include "plume/http.h"

namespace plume {

/// Options of an ordinary page.
struct PageOptions {
  std::optional<std::string> title{};  ///< RootLayout::page_title
  int status = 200;
};

namespace view {
Response render_page(Request& request, const std::function<void(Render&)>& content, const PageOptions& options);
}

/// A function component as a page, in the document that live pages have (the seed's `render/3` of controllers): that of
/// a plug (put_root_layout), else the endpoint's. For handlers.
///
///     struct order_page {
///       Order order;
///       PLUME_HEEX(R"heex(
///         <h1>Order {@order.number}</h1>
///         {plume::live_render<TrackingLive>({.session = {{"order", @order.number}}})}
///       )heex")
///     };
///
///     router.get("/orders/:id", [](plume::Request& request) {
///       return plume::render(request, order_page{find_order(request.path_params["id"].text())}, {.title = "Order"});
///     });
///
/// The page itself is not live, and no live component can stand in it; live views can (live_render), each by itself.
/// Throws what the template and the mount of these views throw, and std::logic_error for a request that no endpoint
/// serves.
template <class C>
Response render(Request& request, C page, const PageOptions& options = {}) {
  return view::render_page(request, [&page](Render& r) { call(r, page, {}); }, options);
}

}  // namespace plume
