#include "plume/testing/render_component.h"

#include <cstdint>

#include "http/endpoint_inside.h"
#include "render/sinks.h"
#include "view/process.h"

namespace plume::testing::detail {

std::string render_html(const std::function<void(Render&)>& render) {
  std::string html;
  HtmlRender sink(html);
  render(sink);
  return html;
}

std::string render_view(const view::ViewType& type, Endpoint* endpoint) {
  const auto* const factories = endpoint ? http::EndpointInside::of(*endpoint).app.factories : nullptr;
  view::Process process(type, "component", {.inherited = {}, .factories = factories});
  process.components().number_from(static_cast<std::uint32_t>(-1));
  process.mount(Params(), Session::object(), nullptr);
  std::string html;
  process.render_html(html);
  return html;
}

}  // namespace plume::testing::detail
