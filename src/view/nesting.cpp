#include "view/nesting.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include "plume/html.h"
#include "render/surroundings.h"

namespace plume {
namespace view {
namespace {

struct Registry {
  std::mutex mutex;
  std::map<std::string, const ViewType*, std::less<>> types;
};
Registry& registry() {
  static Registry all;
  return all;
}

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

void check_name(std::string_view name) {
  if (!is_name(name))
    throw std::invalid_argument("a container cannot have \"" + std::string(name) + "\" as a tag or attribute");
}

// What the client knows a view by cannot be set by the application.
bool is_ours(std::string_view attribute) { return attribute == "id" || attribute.starts_with("data-phx-"); }

}  // namespace

const ViewType& register_nested(const ViewType& type) {
  const std::lock_guard lock(registry().mutex);
  registry().types.emplace(type.name, &type);
  return type;
}

const ViewType* find_nested_type(std::string_view name) {
  const std::lock_guard lock(registry().mutex);
  const auto found = registry().types.find(name);
  return found == registry().types.end() ? nullptr : found->second;
}

Container merged(const Container& own, const std::optional<Container>& over) {
  Container both = own;
  std::erase_if(both.attributes, [](const auto& attribute) { return is_ours(attribute.first); });
  if (!over) return both;
  both.tag = over->tag;
  for (const auto& [name, value] : over->attributes) {
    if (is_ours(name)) continue;
    std::erase_if(both.attributes, [&](const auto& attribute) { return attribute.first == name; });
    both.attributes.emplace_back(name, value);
  }
  return both;
}

std::string container_html(const Container& container, std::string_view framework, std::string_view content) {
  check_name(container.tag);
  std::string html = "<" + container.tag;
  html.append(framework);
  for (const auto& [name, value] : container.attributes) {
    check_name(name);
    html.append(" ").append(name).append("=\"");
    escape_html(html, static_cast<const std::string&>(value));
    html.push_back('"');
  }
  return html.append(">").append(content).append("</").append(container.tag).append(">");
}

std::string nested_container_html(const NestedView& nested, std::string_view parent_id, std::string_view session,
                                  std::string_view fixed, std::string_view content) {
  if (nested.id.empty())
    throw std::invalid_argument("live_render of " + nested.type->name +
                                " needs an id that is unique in the page: it stands in the page of a live view");
  std::string framework = " id=\"" + escape_html(nested.id) + "\"";
  if (nested.options.sticky)
    framework.append(" data-phx-sticky");
  else
    framework.append(" data-phx-parent-id=\"").append(escape_html(parent_id)).append("\"");
  framework.append(" data-phx-session=\"").append(session).append("\"");
  if (!fixed.empty()) framework.append(" data-phx-static=\"").append(fixed).append("\"");
  return container_html(merged(nested.type->options.container, nested.options.container), framework, content);
}

}  // namespace view

// Its token is dated, and so another one each time: only what it stands for is compared.
void NestedView::render_into(Render& r) const {
  if (!r.surroundings())
    throw std::logic_error("live_render stands where no view can be: the page's title, or a plain text");
  const auto hash = (detail::text_hash(std::string_view(id)) * 3 ^ detail::text_hash(std::string_view(type->name))) | 1;
  r.html(hash, [&] { return r.surroundings()->nested_html(*this); });
}

}  // namespace plume
