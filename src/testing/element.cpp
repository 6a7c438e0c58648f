#include "plume/testing/element.h"

#include <regex>
#include <stdexcept>
#include <vector>

#include "testing/bindings.h"
#include "testing/form_fields.h"
#include "testing/live_page.h"
#include "testing/markup.h"
#include "testing/selector.h"

namespace plume::testing {

using dom::Node;

namespace {

std::string html_of(const std::vector<Node*>& nodes) {
  std::string html;
  for (const Node* node : nodes) html.append("\n  ").append(dom::outer_html(*node));
  return html;
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// `click` of `phx-click`; keys and the like may be bound to the window.
const std::string* binding_of(const Node& node, std::string_view event) {
  const std::string* const own = node.find("phx-" + std::string(event));
  return own ? own : node.find("phx-window-" + std::string(event));
}

void check_enabled(const Node& node, std::string_view action, const std::string& selector) {
  if (is_disabled(node))
    throw std::invalid_argument("cannot " + std::string(action) + " element " + in_quotes(selector) +
                                " because it is disabled: " + dom::outer_html(node));
}

const std::string& need_binding(const Node& node, std::string_view event, const std::string& selector) {
  const std::string* const binding = binding_of(node, event);
  if (!binding)
    throw std::invalid_argument("element " + in_quotes(selector) + " does not have phx-" + std::string(event) +
                                " attribute: " + dom::outer_html(node));
  return *binding;
}

std::vector<Command> need_commands(const std::string& binding, const std::string& selector) {
  auto commands = commands_of(binding);
  if (commands.empty())
    throw std::invalid_argument("no push or navigation command found in the JS commands of element " +
                                in_quotes(selector) + ": " + binding);
  return commands;
}

Result follow_link(LivePage& page, Node& node, const std::string& selector) {
  const std::string* const href = node.find("href");
  if (!node.is_element("a") || !href)
    throw std::invalid_argument("element " + in_quotes(selector) +
                                " has neither phx-click nor href attribute: " + dom::outer_html(node));
  const auto instance = page.view_around(node);
  const auto link = node.get("data-phx-link");
  const std::string to = page.completed(*href);
  if (link == "patch")
    page.patch_to(to);
  else if (link == "redirect")
    page.go(instance,
            {.kind = Redirect::Kind::live_redirect, .to = to, .replace = node.get("data-phx-link-state") == "replace"});
  else
    page.go(instance, {.to = to});
  return page.result(*instance);
}

}  // namespace

bool TextFilter::accepts(const std::string& text) const {
  if (kind_ == Kind::none) return true;
  if (kind_ == Kind::contains) return text.find(text_) != std::string::npos;
  try {
    return std::regex_search(text, std::regex(text_));
  } catch (const std::regex_error& error) {
    throw std::invalid_argument("the text filter " + in_quotes(text_) + " is no regular expression: " + error.what());
  }
}

Node& Element::node() const {
  page_->sync();
  Node& view = page_->element_of(*instance_);
  const auto found = dom::Selector(selector_).select(view);
  const auto within = [&view] { return " within:\n" + dom::inner_html(view); };
  if (!filter_) {
    if (found.size() == 1) return *found.front();
    const std::string expected = "expected selector " + in_quotes(selector_) + " to return a single element, but got ";
    if (found.empty()) throw std::invalid_argument(expected + "none" + within());
    throw std::invalid_argument(expected + std::to_string(found.size()) + ":" + html_of(found));
  }
  std::vector<Node*> accepted;
  for (Node* const node : found)
    if (filter_.accepts(dom::text(*node))) accepted.push_back(node);
  if (accepted.size() == 1) return *accepted.front();
  const std::string start = "selector " + in_quotes(selector_), filter = "text filter " + in_quotes(filter_.text());
  const std::string count = " returned " + std::to_string(found.size()) + " elements";
  if (found.empty()) throw std::invalid_argument(start + " did not return any element" + within());
  if (found.size() == 1)
    throw std::invalid_argument(start + " returned one element, but it did not match " + filter + ":" + html_of(found));
  if (accepted.empty())
    throw std::invalid_argument(start + count + " but none matched " + filter + ":" + html_of(found));
  throw std::invalid_argument(start + count + " and " + std::to_string(accepted.size()) + " of them matched " + filter +
                              ":" + html_of(accepted));
}

bool Element::exists() const {
  page_->sync();
  for (const Node* node : dom::Selector(selector_).select(page_->element_of(*instance_)))
    if (filter_.accepts(dom::text(*node))) return true;
  return false;
}

std::string Element::text() const { return dom::text(node()); }

Result Element::render() const {
  try {
    return dom::outer_html(node());
  } catch (const Redirected& redirected) {
    return redirected.redirect();
  }
}

Result Element::render_async(std::chrono::milliseconds timeout) const {
  const auto cid = component_around(node());
  const auto instance = page_->view_around(node());
  if (!page_->wait_for_tasks(*instance, cid ? std::optional(static_cast<std::uint32_t>(*cid)) : std::nullopt, timeout))
    throw late_tasks(timeout);
  return render();
}

Result Element::render_click(Value value) const {
  Node& element = node();
  check_enabled(element, "click", selector_);
  const std::string* const binding = element.find("phx-click");
  if (!binding) return follow_link(*page_, element, selector_);
  const auto commands = commands_of(*binding);
  if (commands.empty() && element.has("href")) return follow_link(*page_, element, selector_);
  return run_commands(*page_, element, need_commands(*binding, selector_), "click",
                      [&](const Value& of_push) { return merged(merged(values_of(element), of_push), value); });
}

Result Element::send(std::string_view event, const Value& value) const {
  Node& element = node();
  check_enabled(element, event, selector_);
  const std::string& binding = need_binding(element, event, selector_);
  return run_commands(*page_, element, need_commands(binding, selector_), event,
                      [&](const Value& of_push) { return merged(merged(values_of(element), of_push), value); });
}

Result Element::render_keydown(Value value) const { return send("keydown", value); }
Result Element::render_keyup(Value value) const { return send("keyup", value); }
Result Element::render_focus(Value value) const { return send("focus", value); }
Result Element::render_blur(Value value) const { return send("blur", value); }

Value Element::own_fields() const { return fields_of(page_->document(), node()); }

std::string Element::attribute(std::string_view name) const { return std::string(node().get(name)); }

Result Element::send_form(std::string_view event, const Value& fields, const Value& value) const {
  Node& element = node();
  check_enabled(element, event, selector_);
  if (!element.is_element("form") && !(is_field(element) && event == "change"))
    throw std::invalid_argument("phx-" + std::string(event) + " is only allowed in forms" +
                                (event == "change" ? ", inputs, selects and textareas" : "") + ", and element " +
                                in_quotes(selector_) + " is none: " + dom::outer_html(element));
  const std::string& binding = need_binding(element, event, selector_);
  return run_commands(*page_, element, need_commands(binding, selector_), "form",
                      [&](const Value& of_push) { return merged(merged(fields, of_push), value); });
}

Result Element::render_submit(Value value) const { return send_form("submit", own_fields(), value); }
Result Element::render_change(Value value) const { return send_form("change", own_fields(), value); }

Result Element::render_hook(std::string_view event, Value value) const {
  Node& element = node();
  const bool has_hook = element.has("phx-hook") || element.has("data-phx-hook");
  const bool has_viewport = element.has("phx-viewport-top") || element.has("phx-viewport-bottom");
  if (!has_viewport && (!has_hook || element.get("id").empty()))
    throw std::invalid_argument(
        "element " + in_quotes(selector_) +
        " needs phx-hook and an id, or a phx-viewport binding, to push events of a hook: " + dom::outer_html(element));
  return run_commands(*page_, element, {{.kind = Command::Kind::push, .event = std::string(event)}}, "hook",
                      [&](const Value&) { return merged(values_of(element), value); });
}

}  // namespace plume::testing
