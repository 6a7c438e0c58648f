#include "plume/testing/view.h"

#include <stdexcept>

#include "plume/html.h"
#include "testing/bindings.h"
#include "testing/live_page.h"

namespace plume::testing {

const std::string& View::id() const { return instance_->id; }
ViewId View::pid() const { return instance_->view; }

Result View::render() const {
  page_->sync();
  if (auto result = page_->result(*instance_); result.redirect()) return result;
  return dom::outer_html(page_->element_of(*instance_));
}

Result View::render_async(std::chrono::milliseconds timeout) const {
  page_->sync();
  page_->element_of(*instance_);
  if (!page_->wait_for_tasks(*instance_, std::nullopt, timeout)) throw late_tasks(timeout);
  return render();
}

std::string View::document() const {
  page_->sync();
  return dom::outer_html(page_->document());
}

std::optional<std::string> View::page_title() const {
  page_->sync();
  return page_->has_title() ? std::optional(escape_html(page_->title())) : std::nullopt;
}

Element View::element(std::string_view selector, TextFilter filter) const {
  return {page_, instance_, selector, std::move(filter)};
}

Form View::form(std::string_view selector, Value data) const { return {element(selector), std::move(data)}; }

bool View::has_element(std::string_view selector, TextFilter filter) const {
  return element(selector, std::move(filter)).exists();
}

View View::with_target(std::string_view selector) const {
  View view = *this;
  view.target_ = selector;
  return view;
}

Result View::event(std::string_view type, std::string_view event, Value value) const {
  page_->sync();
  if (value.is_null()) value = Value::object();
  for (const auto& cid : targets_of(page_->element_of(*instance_), target_.value_or(""))) {
    page_->push(instance_, "event", event_payload(type, event, value, cid));
    if (auto result = page_->result(*instance_); result.redirect()) return result;
  }
  return page_->result(*instance_);
}

Result View::render_click(std::string_view name, Value value) const { return event("click", name, std::move(value)); }
Result View::render_submit(std::string_view name, Value value) const { return event("form", name, std::move(value)); }
Result View::render_change(std::string_view name, Value value) const { return event("form", name, std::move(value)); }
Result View::render_keydown(std::string_view name, Value value) const {
  return event("keydown", name, std::move(value));
}
Result View::render_keyup(std::string_view name, Value value) const { return event("keyup", name, std::move(value)); }
Result View::render_focus(std::string_view name, Value value) const { return event("focus", name, std::move(value)); }
Result View::render_blur(std::string_view name, Value value) const { return event("blur", name, std::move(value)); }
Result View::render_hook(std::string_view name, Value value) const { return event("hook", name, std::move(value)); }

Result View::render_patch(std::string_view path) const {
  page_->sync();
  page_->element_of(*instance_);
  page_->patch_to(std::string(path));
  return page_->result(*instance_);
}

View View::live_redirect(std::string_view to) const {
  page_->sync();
  page_->navigate_to(std::string(to));
  return {page_, page_->main()};
}

std::string View::module() const {
  page_->sync();
  return page_->class_of(*instance_);
}

std::vector<View> View::live_children() const {
  page_->sync();
  page_->element_of(*instance_);
  std::vector<View> children;
  for (const auto& other : page_->instances())
    if (other->parent == instance_->id) children.push_back({page_, other});
  return children;
}

std::optional<View> View::find_live_child(std::string_view id) const {
  for (const View& child : live_children())
    if (child.id() == id) return child;
  return std::nullopt;
}

}  // namespace plume::testing
