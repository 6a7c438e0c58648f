#include "plume/built_in.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/ascii.h"
#include "base/url.h"
#include "crypto/csrf.h"
#include "render/site.h"
#include "view/attribute_list.h"

namespace plume {

using detail::root_site;
using detail::site;

namespace {

/// The token to be written into a form or link to `url`; nothing where there shall be none. `bound` holds it where it
/// is for another host.
std::optional<std::string_view> token_for(const Render& r, std::string_view url, const CsrfToken& wanted,
                                          std::optional<std::string>& bound) {
  if (const auto* given = std::get_if<std::string_view>(&wanted)) return *given;
  if (!std::get<bool>(wanted)) return std::nullopt;
  if (!names_host(url)) return r.csrf_token();
  if (const auto host = named_host(url)) bound = crypto::bind_csrf_token(r.csrf_token(), *host);
  return bound;
}

/// Fills the slot that holds a component's content.
template <class Content>
void fill(Node& n, unsigned slot, Change change, const Content& content) {
  if (n.dynamic(slot, change)) n.text(slot, content);
}

void check_tag_name(std::string_view name) {
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == ':'; };
  if (!name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), fits)) return;
  throw std::invalid_argument("\"" + std::string(name) +
                              "\" cannot be the name of an element: it must be letters, digits, - _ . and :, and begin "
                              "with a letter");
}

// ---------------------------------------------------------------------------------------------------------------------
// Links (templates.md 8.1)

/// A link that the client follows over the socket. `change` is of its URL.
void live_link(Render& r, const Template& template_site, const Frame& frame, const link& self, std::string_view to,
               Change change) {
  validate_live_link(to);
  Node n(r, template_site);
  if (n.dynamic(0, change)) n.text(0, to);
  if (n.dynamic(1, frame.changed(self.replace))) n.text(1, self.replace ? "replace" : "push");
  if (n.dynamic(2, frame.changed(self.rest))) n.spread(2, self.rest);
  fill(n, 3, frame.changed(self.inner_block), render_slot(*self.inner_block));
  n.end();
}

/// A link that the client turns into a form.
void method_link(Render& r, const Frame& frame, const link& self, std::string_view to) {
  Node n(r, root_site<"<a href=\"", "\" data-method=\"", "\"", " data-to=\"", "\"", ">", "</a>">);
  const auto change = frame.changed(self.href);
  if (n.dynamic(0, change)) n.text(0, to);
  if (n.dynamic(1, frame.changed(self.method))) n.text(1, self.method);
  std::optional<std::string> bound;
  if (n.dynamic(2, change | frame.changed(self.csrf_token)))
    n.attr(2, "data-csrf", token_for(r, to, self.csrf_token, bound));
  if (n.dynamic(3, change)) n.text(3, to);
  if (n.dynamic(4, frame.changed(self.rest))) n.spread(4, self.rest);
  fill(n, 5, frame.changed(self.inner_block), render_slot(*self.inner_block));
  n.end();
}

void plain_link(Render& r, const Frame& frame, const link& self, std::string_view to) {
  Node n(r, root_site<"<a href=\"", "\"", ">", "</a>">);
  if (n.dynamic(0, frame.changed(self.href))) n.text(0, to);
  if (n.dynamic(1, frame.changed(self.rest))) n.spread(1, self.rest);
  fill(n, 2, frame.changed(self.inner_block), render_slot(*self.inner_block));
  n.end();
}

}  // namespace

std::optional<std::string_view> Href::url() const {
  if (!url_ || *url_ == "#") return std::nullopt;
  if (checked_) validate_external_url(*url_);
  return url_;
}

void link::render(Render& r) {
  const Frame frame(r);
  if (navigate)
    return live_link(r,
                     root_site<"<a href=\"", "\" data-phx-link=\"redirect\" data-phx-link-state=\"", "\"", ">", "</a>">,
                     frame, *this, *navigate, frame.changed(navigate));
  if (patch)
    return live_link(r, root_site<"<a href=\"", "\" data-phx-link=\"patch\" data-phx-link-state=\"", "\"", ">", "</a>">,
                     frame, *this, *patch, frame.changed(patch));
  const auto to = href.url();
  if (to && method != "get") return method_link(r, frame, *this, *to);
  plain_link(r, frame, *this, to.value_or("#"));
}

// ---------------------------------------------------------------------------------------------------------------------
// Forms (templates.md 8.2 and 8.4)

namespace {

/// How a form is submitted over HTTP.
struct Submission {
  std::optional<std::string_view> method;  // of the element
  std::optional<std::string_view> hidden;  // `_method`
  std::optional<std::string_view> token;
};

Submission submission_of(const Render& r, const form& self, std::optional<std::string>& bound) {
  if (!self.action) return {self.method, {}, {}};
  validate_external_url(*self.action);
  const auto method = self.method.value_or("post");
  if (equal_without_case(method, "get")) return {"get", {}, {}};
  Submission submission{"post", {}, token_for(r, *self.action, self.csrf_token, bound)};
  if (!equal_without_case(method, "post")) submission.hidden = method;
  return submission;
}

const Template& form_site(const Submission& submission) {
  if (submission.hidden && submission.token)
    return root_site<"<form", ">\n  <input name=\"_method\" type=\"hidden\" hidden value=\"",
                     "\">\n  <input name=\"_csrf_token\" type=\"hidden\" hidden value=\"", "\">\n  ", "\n</form>">;
  if (submission.hidden)
    return root_site<"<form", ">\n  <input name=\"_method\" type=\"hidden\" hidden value=\"", "\">\n  \n  ",
                     "\n</form>">;
  if (submission.token)
    return root_site<"<form", ">\n  \n  <input name=\"_csrf_token\" type=\"hidden\" hidden value=\"", "\">\n  ",
                     "\n</form>">;
  return root_site<"<form", ">\n  \n  \n  ", "\n</form>">;
}

/// What `form` shows; `made` holds it where it is no form that exists.
const Form& shown_form(const form& self, std::optional<Form>& made) {
  const auto as = self.as.value_or("");
  const auto id = self.id.value_or("");
  if (const auto* given = self.for_->form(); given && self.errors.empty()) return given->renamed(as, id);
  const FormOptions options{.as = as, .id = id, .errors = self.errors};
  if (const auto* given = self.for_->form())
    made = to_form(*given, options);
  else
    made = to_form(self.for_->params() ? *self.for_->params() : Value(), options);
  return *made;
}

}  // namespace

void form::render(Render& r) {
  const Frame frame(r);
  std::optional<Form> made;
  const auto& shown = shown_form(*this, made);
  std::optional<std::string> bound;
  const auto submission = submission_of(r, *this, bound);
  Node n(r, form_site(submission));
  unsigned slot = 0;
  if (n.dynamic(slot, Change::unknown)) {
    view::AttributeList<4> attributes(rest);
    if (multipart) attributes.add("enctype", "multipart/form-data");
    if (action) attributes.add("action", *action);
    if (submission.method) attributes.add("method", *submission.method);
    if (shown.has_dom_id) attributes.add("id", shown.id);
    n.spread(slot, attributes);
  }
  for (const auto& value : {submission.hidden, submission.token})
    if (value && n.dynamic(++slot, Change::unknown)) n.text(slot, *value);
  auto change = frame.changed(for_) | frame.changed(inner_block);
  if (as) change = change | frame.changed(as);
  if (id) change = change | frame.changed(id);
  fill(n, slot + 1, change, render_slot(*inner_block, shown));
  n.end();
}

namespace {

void nested_form(Node& n, const Form& form, bool has_hidden, const Slot<Form>& content) {
  unsigned slot = 0;
  if (has_hidden) {
    const auto id = form["_persistent_id"];
    if (n.dynamic(slot, Change::unknown)) n.text(slot, id.name);
    ++slot;
    if (n.dynamic(slot, Change::unknown)) n.text(slot, form.persistent_id);
    ++slot;
  }
  fill(n, slot, Change::unknown, render_slot(content, form));
  n.end();
}

}  // namespace

void inputs_for::render(Render& r) {
  const NestedOptions options{id.value_or(""),    as.value_or(""),   std::move(default_),
                              std::move(prepend), std::move(append), skip_persistent_id};
  const bool has_hidden = !skip_hidden && !skip_persistent_id;
  Node n(r, site<"", "">);
  if (n.dynamic(0, Change::unknown)) {
    n.at(0);
    const auto& entry =
        has_hidden ? site<"\n  \n    \n      <input type=\"hidden\" name=\"", "\" value=\"", "\">\n    \n  \n  ", "\n">
                   : site<"\n  \n  ", "\n">;
    KeyedList list(r, entry);
    for (const auto& one : field->forms(options)) {
      Node form(r, entry, list.next(key_of(one.id)));
      nested_form(form, one, has_hidden, *inner_block);
    }
    list.end();
  }
  n.end();
}

// ---------------------------------------------------------------------------------------------------------------------
// Others (templates.md 8.5)

void focus_wrap::render(Render& r) {
  const Frame frame(r);
  Node n(r, root_site<"<div id=\"", "\" phx-hook=\"Phoenix.FocusWrap\"", ">\n  <div id=\"",
                      "-start\" tabindex=\"0\" aria-hidden=\"true\"></div>\n  ", "\n  <div id=\"",
                      "-end\" tabindex=\"0\" aria-hidden=\"true\"></div>\n</div>">);
  const auto change = frame.changed(id);
  if (n.dynamic(0, change)) n.text(0, *id);
  if (n.dynamic(1, frame.changed(rest))) n.spread(1, rest);
  if (n.dynamic(2, change)) n.text(2, *id);
  fill(n, 3, frame.changed(inner_block), render_slot(*inner_block));
  if (n.dynamic(4, change)) n.text(4, *id);
  n.end();
}

void portal::render(Render& r) {
  check_tag_name(container);
  const Frame frame(r);
  Node n(r, root_site<"<template id=\"", "\" data-phx-portal=\"", "\">\n  \n  <", "", " id=\"_lv_portal_wrap_",
                      "\">\n    ", "\n  </", ">\n</template>">);
  if (n.dynamic(0, frame.changed(id))) n.text(0, *id);
  if (n.dynamic(1, frame.changed(target))) n.text(1, *target);
  if (n.dynamic(2, frame.changed(container))) n.text(2, container);
  if (n.dynamic(3, frame.changed(class_))) n.attr(3, "class", class_);
  if (n.dynamic(4, frame.changed(id))) n.text(4, *id);
  fill(n, 5, frame.changed(inner_block), render_slot(*inner_block));
  if (n.dynamic(6, frame.changed(container))) n.text(6, container);
  n.end();
}

void dynamic_tag::render(Render& r) {
  check_tag_name(*tag_name);
  const Frame frame(r);
  Node n(r, inner_block ? site<"<", "", ">", "</", ">"> : site<"<", "", "/>">);
  if (n.dynamic(0, frame.changed(tag_name))) n.text(0, *tag_name);
  if (n.dynamic(1, frame.changed(name) | frame.changed(rest))) {
    view::AttributeList<1> attributes(rest);
    if (name) attributes.add("name", *name);
    n.spread(1, attributes);
  }
  if (inner_block) {
    fill(n, 2, frame.changed(inner_block), render_slot(inner_block));
    if (n.dynamic(3, frame.changed(tag_name))) n.text(3, *tag_name);
  }
  n.end();
}

void detail::render_interspersed(Render& r, const Interspersing& items) {
  Node n(r, site<"", "">);
  if (n.dynamic(0, Change::unknown)) {
    n.at(0);
    const auto& both = site<"", "", "">;
    List list(r, both);
    for (bool first = true; items.next(items.context); first = false) {
      Node entry(r, both, list.next());
      if (entry.dynamic(0, Change::unknown)) {
        if (first)
          entry.empty(0);
        else
          entry.text(0, render_slot(items.separator));
      }
      if (entry.dynamic(1, Change::unknown)) {
        entry.at(1);
        items.item(items.context, r);
      }
      entry.end();
    }
    list.end();
  }
  n.end();
}

}  // namespace plume
