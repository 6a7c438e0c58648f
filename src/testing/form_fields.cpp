#include "testing/form_fields.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/percent.h"
#include "base/query.h"
#include "testing/bindings.h"
#include "testing/markup.h"
#include "testing/selector.h"

namespace plume::testing {

using dom::Node;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string type_of(const Node& control) {
  if (!control.is_element("input")) return control.name;
  const auto type = control.get("type");
  return type.empty() ? "text" : std::string(type);
}

bool is_button(std::string_view type) {
  return type == "submit" || type == "image" || type == "button" || type == "reset";
}

bool has_fixed_values(std::string_view type) {
  return type == "select" || type == "checkbox" || type == "radio" || type == "hidden";
}

// The value attribute, and where there is none what a browser takes instead.
std::string own_value(const Node& node) {
  if (const std::string* const value = node.find("value")) return *value;
  if (node.is_element("option")) return dom::text(node);
  const auto type = type_of(node);
  return type == "checkbox" || type == "radio" ? "on" : "";
}

std::vector<Node*> options_of(const Node& select) { return dom::Selector("option").select(const_cast<Node&>(select)); }

// Those that the browser sends: a disabled option may be the selected one, but is not sent.
std::vector<std::string> selected_values(const Node& select) {
  const auto options = options_of(select);
  std::vector<const Node*> selected;
  for (const Node* option : options)
    if (option->has("selected")) selected.push_back(option);
  if (!select.has("multiple")) {
    if (selected.size() > 1) selected.erase(selected.begin(), selected.end() - 1);
    if (selected.empty() && Value(select.get("size")).integer_or(1) <= 1) {
      const auto first = std::find_if(options.begin(), options.end(), [](const Node* o) { return !is_disabled(*o); });
      if (first != options.end()) selected.push_back(*first);
    }
  }
  std::vector<std::string> values;
  for (const Node* option : selected)
    if (!is_disabled(*option)) values.push_back(own_value(*option));
  return values;
}

std::vector<std::string> sent_values(const Node& control) {
  const auto type = type_of(control);
  if (is_button(type) || type == "file") return {};
  if (type == "select") return selected_values(control);
  if ((type == "checkbox" || type == "radio") && !control.has("checked")) return {};
  if (type != "textarea") return {own_value(control)};
  std::string text = dom::raw_text(control);
  if (text.starts_with('\n')) text.erase(0, 1);
  return {text};
}

void append_pair(std::string& query, std::string_view name, std::string_view value) {
  if (!query.empty()) query.push_back('&');
  append_percent_encoded(query, name, Plus::space);
  query.push_back('=');
  append_percent_encoded(query, value, Plus::space);
}

void append_pairs(std::string& query, const Node& control) {
  const auto name = control.get("name");
  if (name.empty()) return;
  for (const std::string& value : sent_values(control)) append_pair(query, name, value);
}

std::string scalar_text(const Value& value) {
  return value.is_string() ? std::string(value.text()) : value.is_null() ? std::string() : value.json();
}

}  // namespace

FormFields::FormFields(Node& document, Node& form) : document_(document), form_(form) {
  dom::for_each_element(document, [&](Node& node) {
    if (is_field(node) && !is_disabled(node) && form_of(document, node) == &form) controls_.push_back(&node);
  });
}

Value FormFields::defaults(const Node* button) const {
  std::string query;
  auto control = controls_.begin();
  dom::for_each_element(std::as_const(document_), [&](const Node& node) {
    const bool is_control = control != controls_.end() && &node == *control;
    if (is_control) append_pairs(query, **control++);
    if (&node == button && !node.get("name").empty()) append_pair(query, node.get("name"), node.get("value"));
  });
  return parse_query(query);
}

void FormFields::check(const Value& data) const {
  if (!data.is_object() && !data.is_null()) fail("the values of a form are an object of names and values");
  if (data.is_object())
    for (const auto& [key, value] : data.as_object()) check_field(std::string(key), value);
}

void FormFields::check_field(const std::string& name, const Value& value) const {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.as_object()) check_field(name + "[" + std::string(key) + "]", inner);
    return;
  }
  if (value.is_array()) {
    for (const Value& inner : value.as_array()) check_field(name + "[]", inner);
    return;
  }
  const std::string text = scalar_text(value);
  std::string type;
  std::vector<std::string> possible;
  for (const Node* control : controls_) {
    if (control->get("name") != name) continue;
    type = type_of(*control);
    if (is_button(type))
      fail("cannot provide a value to \"" + name + "\": " + type + " inputs are never submitted; use put_submitter");
    if (!has_fixed_values(type)) return;
    if (type == "select")
      for (const Node* option : options_of(*control)) {
        if (!is_disabled(*option)) possible.push_back(own_value(*option));
      }
    else
      possible.push_back(own_value(*control));
  }
  if (type.empty()) fail("could not find a non-disabled input, select or textarea with name \"" + name + "\"");
  if (std::find(possible.begin(), possible.end(), text) != possible.end()) return;
  std::string list;
  for (const std::string& one : possible) list += (list.empty() ? "\"" : ", \"") + one + "\"";
  fail("the value for " + type + " \"" + name + "\" must be one of [" + list + "], and not \"" + text + "\"");
}

const Node& FormFields::submitter(std::string_view selector) const {
  std::vector<Node*> found = dom::Selector(selector).select(form_);
  if (const auto id = form_.get("id"); !id.empty())
    for (Node* const outside : dom::Selector(selector).select(document_))
      if (outside->get("form") == id && std::find(found.begin(), found.end(), outside) == found.end())
        found.push_back(outside);
  const std::string quoted = "the submitter \"" + std::string(selector) + "\"";
  if (found.size() != 1) fail(quoted + " must be a single element, and not " + std::to_string(found.size()));
  const Node& button = *found.front();
  const auto type = button.get("type");
  const bool submits = (button.is_element("button") && (type.empty() || type == "submit")) ||
                       (button.is_element("input") && (type == "submit" || type == "image"));
  if (!submits) fail(quoted + " submits no form: " + dom::outer_html(button));
  if (is_disabled(button)) fail(quoted + " is disabled: " + dom::outer_html(button));
  if (button.get("name").empty()) fail(quoted + " has no name: " + dom::outer_html(button));
  return button;
}

void FormFields::fail(const std::string& problem) const {
  throw std::invalid_argument(problem + ":\n" + dom::outer_html(form_));
}

Value fields_of(Node& document, Node& element) {
  if (element.is_element("form")) return merged(FormFields(document, element).defaults(), phx_values_of(element));
  std::string query;
  append_pairs(query, element);
  Value fields = merged(parse_query(query), phx_values_of(element));
  fields.set("_target", element.get("name"));
  return fields;
}

Node* form_of(Node& document, Node& control) {
  const std::string* const named = control.find("form");
  if (!named) return dom::closest(control, [](const Node& at) { return at.is_element("form"); });
  Node* const form = named->empty() ? nullptr : dom::find_by_id(document, *named);
  return form && form->is_element("form") ? form : nullptr;
}

}  // namespace plume::testing
