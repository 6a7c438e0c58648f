// The components that every template has: <.link>, <.form>, <.inputs_for>, <.focus_wrap>, <.portal>, <.dynamic_tag> and
// <.intersperse>, <.async_result>. Compiled templates include this header where they use one; <.live_title> is in
// plume/root_layout.h.
//
// All of them throw std::invalid_argument, which ends the view, where a URL or a name is none that may stand in a page.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "plume/async.h"
#include "plume/component.h"
#include "plume/flash.h"
#include "plume/form.h"
#include "plume/range.h"
#include "plume/value.h"

namespace plume {

/// A URL that is not checked, for schemes that are an application's own:
/// `href={plume::unchecked_url("whatsapp://send")}`. Whoever calls it vouches that no user can make it a `javascript:`
/// one (the seed's pair of scheme and rest).
class UncheckedUrl {
 public:
  explicit UncheckedUrl(std::string_view url) : url_(url) {}
  std::string_view text() const { return url_; }

 private:
  std::string_view url_;
};
/// `url` is borrowed.
inline UncheckedUrl unchecked_url(std::string_view url) { return UncheckedUrl(url); }

/// Where a link leads: a text, or nothing. Borrows the text.
class Href {
 public:
  Href() = default;
  Href(std::nullptr_t) {}
  Href(std::nullopt_t) {}
  Href(const char* url) : url_(url) {}
  Href(std::string_view url) : url_(url) {}
  Href(const std::string& url) : url_(url) {}
  template <class T>
  Href(const std::optional<T>& url) {
    if (url) url_ = std::string_view(*url);
  }
  Href(const Value& url) {
    if (!url.is_null()) url_ = url.text();
  }
  Href(const UncheckedUrl& url) : url_(url.text()), checked_(false) {}

  /// Nothing for nothing and for "#". Throws std::invalid_argument where the scheme is not for links.
  std::optional<std::string_view> url() const;

 private:
  std::optional<std::string_view> url_;
  bool checked_ = true;
};

/// Whether a CSRF token goes along: that of the page, none, or the one given. That of the page is for this server only:
/// for a URL that names a host it is one which is good for that host alone (Request::csrf_token_for).
using CsrfToken = std::variant<bool, std::string_view>;

/// A link (the seed's `Phoenix.Component.link/1`):
///
///     <.link navigate="/users">to another live page</.link>
///     <.link patch={"/users?page=" + (@page + 1)} replace>to another state of this page</.link>
///     <.link href="https://example.org">to anywhere</.link>
///     <.link href={"/users/" + @id} method="delete" data-confirm="Sure?">by a request that is no GET</.link>
///     <.link phx-click="more">nowhere: href="#"</.link>
///
/// The first of navigate, patch and href that is given counts. `href` takes schemes as http, https, mailto and tel, and
/// no javascript; navigate and patch take paths and http(s) URLs. Methods other than get are sent as a form with
/// `_method` and the CSRF token, by the client's script; `data-confirm` asks before.
struct link {
  std::optional<std::string_view> navigate, patch;
  Href href;
  bool replace = false;             ///< navigate, patch: replaces the entry of the browser's history
  std::string_view method = "get";  ///< href: of the request
  CsrfToken csrf_token = true;      ///< href with another method
  Rest rest;
  Required<Slot<>> inner_block;

  static constexpr std::string_view included[] = {"download", "hreflang", "referrerpolicy", "rel", "target", "type"};
  void render(Render& r);
};

/// What a form is made from: a Form, or an object of parameters. Borrows it.
class FormSource {
 public:
  FormSource() = default;
  FormSource(std::nullptr_t) {}
  FormSource(const Form& form) : form_(&form) {}
  FormSource(const Value& params) : params_(&params) {}

  const Form* form() const { return form_; }
  const Value* params() const { return params_; }

 private:
  const Form* form_ = nullptr;
  const Value* params_ = nullptr;
};

/// A form (the seed's `Phoenix.Component.form/1`); its content may take it with `:let={f}`:
///
///     <.form for={@form} id="user" phx-change="validate" phx-submit="save">
///       <input name={@form["name"].name} value={@form["name"].value}>
///     </.form>
///
/// With an `action`, for forms that the browser submits over HTTP, the method is post unless said otherwise, others
/// than get and post are sent in a hidden `_method`, and what posts carries the CSRF token.
struct form {
  Required<FormSource> for_;               ///< `for={@form}`
  std::optional<std::string_view> id;      ///< of the element, and prefix of the fields' ids
  std::optional<std::string_view> as;      ///< the form's name
  std::optional<std::string_view> action;  ///< URL
  std::optional<std::string_view> method;
  CsrfToken csrf_token = true;
  FormErrors errors;       ///< in place of those that the form has
  bool multipart = false;  ///< for files over HTTP
  Rest rest;
  Required<Slot<Form>> inner_block;

  static constexpr std::string_view included[] = {"autocomplete", "name", "rel", "enctype", "novalidate", "target"};
  void render(Render& r);
};

/// The forms nested in a field (the seed's `inputs_for/1`): one, or one for each row, which the content takes with
/// `:let`.
///
///     <.inputs_for :let={line} field={@form["lines"]}>
///       <input type="hidden" name="order[lines_sort][]" value={line.index}>
///       <input name={line["name"].name} value={line["name"].value}>
///       <label><input type="checkbox" name="order[lines_drop][]" value={line.index}> remove</label>
///     </.inputs_for>
///     <input type="hidden" name="order[lines_drop][]">
///     <label><input type="checkbox" name="order[lines_sort][]" value="new"> add</label>
///
/// There are many where the field's data is an array, as that of a `std::vector` (plume/form_data.h), else where
/// `default` is one: `default={plume::Array()}`. A hidden `_persistent_id` keeps the ids of rows while others come and
/// go.
struct inputs_for {
  Required<FormField> field;
  std::optional<std::string_view> id;  ///< in place of the parent's
  std::optional<std::string_view> as;  ///< in place of the name
  Value default_;                      ///< see NestedOptions::initial
  Value prepend, append;               ///< arrays
  bool skip_hidden = false;            ///< no hidden `_persistent_id`
  bool skip_persistent_id = false;     ///< rows are known by their index
  Required<Slot<Form>> inner_block;
  void render(Render& r);
};

/// Keeps the focus inside, for dialogs (the seed's `focus_wrap/1`).
struct focus_wrap {
  Required<std::string_view> id;
  Rest rest;
  Required<Slot<>> inner_block;
  void render(Render& r);
};

/// Content that stands elsewhere in the document, yet belongs to this view (the seed's `portal/1`).
struct portal {
  Required<std::string_view> id;
  Required<std::string_view> target;  ///< selector of the element that shall hold it
  std::optional<std::string> class_;
  std::string_view container = "div";  ///< the element around the content
  Required<Slot<>> inner_block;
  void render(Render& r);
};

/// An element whose name is computed (the seed's `dynamic_tag/1`): `<.dynamic_tag tag_name={@level}>…</.dynamic_tag>`.
/// Without content it closes itself.
struct dynamic_tag {
  Required<std::string_view> tag_name;
  std::optional<std::string_view> name;  ///< the attribute
  Rest rest;
  Slot<> inner_block;
  void render(Render& r);
};

namespace detail {
template <class T>
concept Walkable = requires(const T& items) {
  *std::begin(items);
  std::end(items);
};
/// Items, or what stands for them behind the error that they are no range.
template <class Items>
using WalkableOr = std::conditional_t<Walkable<Items>, Items, std::initializer_list<NoItem>>;
template <class Items>
inline constexpr bool is_walkable = Walkable<Items>;
template <class Items>
using ItemOf = std::remove_cvref_t<decltype(*std::begin(std::declval<const Items&>()))>;

/// Renders items one after the other; `next` goes to the next one and tells whether there is one.
struct Interspersing {
  void* context;
  bool (*next)(void* context);
  void (*item)(void* context, Render& r);
  const Slot<>& separator;
};
void render_interspersed(Render& r, const Interspersing& items);
}  // namespace detail

/// Something between any two of many (the seed's `intersperse/1`); it adds no white space:
///
///     <.intersperse :let={name} enum={@names}><:separator>, </:separator>{name}</.intersperse>
template <detail::Walkable Items>
struct intersperse {
  Required<detail::Borrowed<Items>> enum_;  ///< `enum={…}`: a range
  Required<Slot<>> separator;
  Required<Slot<detail::ItemOf<Items>>> inner_block;

  void render(Render& r) {
    struct Walk {
      decltype(std::begin(std::declval<const Items&>())) at, end;
      bool started = false;
      const Slot<detail::ItemOf<Items>>& content;
    } walk{std::begin(**enum_), std::end(**enum_), false, *inner_block};
    detail::render_interspersed(r, {&walk,
                                    [](void* context) {
                                      auto& w = *static_cast<Walk*>(context);
                                      if (w.started) ++w.at;
                                      w.started = true;
                                      return w.at != w.end;
                                    },
                                    [](void* context, Render& inner) {
                                      auto& w = *static_cast<Walk*>(context);
                                      const auto& item = *w.at;
                                      render_slot(w.content, item).render_into(inner);
                                    },
                                    *separator});
  }
};

/// The same as `flash[kind]` (the seed's `live_flash/2`, deprecated there).
inline std::optional<std::string_view> live_flash(const Flash& flash, std::string_view kind) { return flash[kind]; }

}  // namespace plume
