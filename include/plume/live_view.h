// LiveView: the base of every live page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "plume/assign.h"
#include "plume/callbacks.h"
#include "plume/component.h"
#include "plume/socket.h"
#include "plume/type_name.h"
#include "plume/view_options.h"

namespace plume {

struct ConnectInfo;

namespace view {

/// A field that a view shares with the views nested in it, and how it is read.
struct SharedField {
  const void* field;
  std::uint32_t (*changed_at)(const void* field);
  Message (*value)(const void* field);

  template <class T>
  static SharedField of(const Assign<T>& field) {
    return {&field, [](const void* of) { return static_cast<const Assign<T>*>(of)->changed_at(); },
            [](const void* of) { return Message(static_cast<const Assign<T>*>(of)->get()); }};
  }
};

}  // namespace view

/// A live page (the seed's `Phoenix.LiveView`).
///
/// A page is mounted twice: once for the HTTP request, to render its HTML, and once more when the browser's WebSocket
/// has joined; only the second instance lives on, and connected() tells them apart. From then on every event of the
/// page, every message and every timer calls one of the handlers below, one at a time, and after each of them the page
/// is rendered and what changed is sent.
///
/// Handlers may block; other views and connections go on meanwhile. An exception out of a handler ends this view alone:
/// it is logged, the client is told, and mounts it anew. All member functions may be called in handlers only, unless
/// they say otherwise; in a constructor they throw std::logic_error.
class LiveView : public Socket {
 public:
  ~LiveView() override = default;

  // -- callbacks -----------------------------------------------------------------------------------------------------

  /// Prepares the first render. `params`: query and path parameters of the URL, null where the view is not mounted by
  /// the router; `session`: the session of the cookie merged with the one of the live_session.
  virtual void mount(const Params& params, const Session& session);
  /// After mount, and whenever the URL is patched. `uri` is absolute, and comes from the client.
  virtual void handle_params(const Params& params, std::string_view uri);
  /// An event of the page. Parameters of forms are nested as their names say (`user[name]`). Not overridden: throws.
  virtual void handle_event(std::string_view event, const Params& params);
  /// A message of send, send_after, send_interval, or of a PubSub topic. Not overridden: logs at debug level.
  virtual void handle_info(const Message& message);
  /// A question of call(): answer with reply_to(caller, …), now or later. Not overridden: throws.
  virtual void handle_call(const Message& message, const Caller& caller);
  /// A message of cast(). Not overridden: throws.
  virtual void handle_cast(const Message& message);
  /// A task of start_async has ended (the seed's `handle_async/3`). Not overridden: throws.
  void handle_async(std::string_view name, const AsyncOutcome& outcome) override;
  /// The view ends: "left", "closed", "draining", "redirect" or "live_redirect" (it went elsewhere), "shutdown" (it did
  /// while it was mounted), "duplicate join" (the client joined it anew), or "error: …". Nothing can be sent to the
  /// client any more. Not called for the instance of the HTTP request, nor where mount threw.
  virtual void terminate(std::string_view reason);
  /// Defined by the template (PLUME_HEEX); not needed where a `name.html.heex` stands beside the class.
  virtual void render(Render& r);

  // -- state that every view has -------------------------------------------------------------------------------------

  /// The page's title, used by the root layout and followed live by the browser.
  Assign<std::optional<std::string>> page_title;

  /// The DOM id of the view's container, unique in the page.
  std::string_view id() const;
  /// The action of the route (`live<V>("/items/new", {.action = "new"})`), else "". In a template: `{@live_action}`.
  std::string_view live_action() const;
  /// The CSRF token of the page (the seed's `get_csrf_token/0`), for requests that no `<.form>` or `<.link>` makes: the
  /// same that the page's meta tag has.
  std::string_view csrf_token() const;
  /// The token of a form that posts to `url`, as Request::csrf_token_for gives it, but bound to any host which is named
  /// (the seed's `get_csrf_token_for/1`). `<.form>` and `<.link>` write it by themselves.
  std::string csrf_token_for(std::string_view url) const;

  /// Connect parameters the client sent: `_mounts`, how often this page was mounted before; `_live_referer`, the URL
  /// from which live navigation came; the application's own. Null in the HTTP request (the seed's
  /// `get_connect_params/1`). This and the two below throw std::logic_error after mount, the first handle_params and
  /// the first render, and in a view within a page that is rendered for a request.
  const Params& connect_params() const;
  /// Who connected, and how; include plume/connect_info.h for it.
  const ConnectInfo& connect_info() const;
  /// Whether the page shows a script or style sheet (an element with `phx-track-static`) that this server does not
  /// have, or has no longer: it was loaded before an update, and may be loaded anew (the seed's `static_changed?/1`).
  /// False in the HTTP request.
  bool static_changed() const;

  /// Chooses what stands around this view, in place of what its class or live_session says: `plume::layout<L>` or
  /// `plume::no_layout`. In on_mount and mount, else throws std::logic_error; so it does for a layout that is for
  /// another class of views.
  void set_layout(Layout layout);

  /// Assigns `field` a value unless the view has one under `key` (LiveView: `assign_new/3`), so that an on_mount hook
  /// and mount may both ask for the user, and load it once. The view has one if `field` was written before, or if
  /// assign_new was called with this key: then `field` gets what the view has. Else `field` gets
  /// - in a nested view: what the view around it has under that key at this moment,
  /// - in the main view of an HTTP request: what plugs left with Request::assign,
  ///
  /// if that is exactly a T, or else what `make()` gives. From then on nested views that are mounted find the present
  /// value of `field` under `key`. If `field` is not a member of the view, they find the value that it has now.
  template <class T, class Make>
  void assign_new(std::string_view key, Assign<T>& field, Make&& make) {
    if (field.changed_at() == 0) {
      if (has_assigned(key, &field)) return;
      Message value = assigned(key);
      if (!value.is<T>()) value = Message(T(std::forward<Make>(make)()));
      field = *value.get_if<T>();
    }
    share(key, view::SharedField::of(field));
  }

  /// Keeps a value with the view, outside of its assigns (the seed's `put_private/3`). Throws std::invalid_argument for
  /// the names that the seed keeps for itself, such as "connect_params".
  void put_private(std::string_view key, Value value);
  const Value& get_private(std::string_view key) const;

 private:
  friend class view::Process;
  /// Whether `field` was given to assign_new under this key.
  bool has_assigned(std::string_view key, const void* field) const;
  /// What this view has under the key, or else what it inherits.
  Message assigned(std::string_view key) const;
  void share(std::string_view key, const view::SharedField& field);
};

namespace view {

namespace callbacks {
PLUME_CALLBACK(mount, const Params&, const Session&)
PLUME_CALLBACK(handle_params, const Params&, std::string_view)
PLUME_CALLBACK(handle_event, std::string_view, const Params&)
PLUME_CALLBACK(handle_info, const Message&)
PLUME_CALLBACK(handle_call, const Message&, const Caller&)
PLUME_CALLBACK(handle_cast, const Message&)
PLUME_CALLBACK(handle_async, std::string_view, const AsyncOutcome&)
PLUME_CALLBACK(terminate, std::string_view)

/// Refuses a view with a function that is named like a callback but is none.
template <class V>
constexpr void check() {
  static_assert(mount_fits<V>(),
                "plume: mount overrides nothing: void mount(const plume::Params&, const plume::Session&) override");
  static_assert(handle_params_fits<V>(),
                "plume: handle_params overrides nothing: void handle_params(const plume::Params&, std::string_view) "
                "override");
  static_assert(handle_event_fits<V>(),
                "plume: handle_event overrides nothing: void handle_event(std::string_view, const plume::Params&) "
                "override");
  static_assert(handle_info_fits<V>(),
                "plume: handle_info overrides nothing: void handle_info(const plume::Message&) override");
  static_assert(handle_call_fits<V>(),
                "plume: handle_call overrides nothing: void handle_call(const plume::Message&, const plume::Caller&) "
                "override");
  static_assert(handle_cast_fits<V>(),
                "plume: handle_cast overrides nothing: void handle_cast(const plume::Message&) override");
  static_assert(handle_async_fits<V>(),
                "plume: handle_async overrides nothing: void handle_async(std::string_view, const "
                "plume::AsyncOutcome&) override");
  static_assert(terminate_fits<V>(), "plume: terminate overrides nothing: void terminate(std::string_view) override");
}
}  // namespace callbacks

/// What the engine needs to know of a view's class.
struct ViewType {
  std::string name;  ///< the C++ name, as it stands in tokens and logs
  /// The factory of its route; empty: the endpoint's factory, and if there is none `make_default` makes it.
  std::function<std::unique_ptr<LiveView>()> make;
  void (*render)(LiveView&, Render&);
  ViewOptions options{};
  bool handles_params = false;  ///< it overrides handle_params
  const std::type_info* type = nullptr;
  std::unique_ptr<LiveView> (*make_default)() = nullptr;  ///< null: it has no default constructor
  std::size_t size = 0;                                   ///< bytes of an object of the class
};

/// `make` returns a new V.
template <class V>
ViewType view_type(std::function<std::unique_ptr<LiveView>()> make = {}) {
  callbacks::check<V>();
  constexpr bool own_render = !std::is_same_v<decltype(&V::render), void (LiveView::*)(Render&)>;
  ViewType type{type_name_of<V>(), std::move(make), nullptr};
  type.type = &typeid(V);
  if constexpr (std::is_default_constructible_v<V>)
    type.make_default = [] { return std::unique_ptr<LiveView>(std::make_unique<V>()); };
  type.size = sizeof(V);
  if constexpr (requires { V::view_options(); }) type.options = V::view_options();
  if constexpr (requires { &V::handle_params; })
    type.handles_params = !std::is_same_v<decltype(&V::handle_params), decltype(&LiveView::handle_params)>;
  if constexpr (own_render)
    type.render = [](LiveView& view, Render& r) { view.render(r); };
  else
    type.render = [](LiveView& view, Render& r) { render_template<V>(static_cast<V&>(view), r); };
  return type;
}

}  // namespace view
}  // namespace plume
