// LiveView: the base of every live page.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/message.h"
#include "plume/pubsub.h"
#include "plume/value.h"

namespace plume {

class LiveView;
namespace view {
class Process;
}

/// A timer of a view; cancel() is harmless once it has fired.
class Timer {
 public:
  Timer() = default;
  void cancel();
  explicit operator bool() const { return cancel_ != nullptr; }

 private:
  friend class view::Process;
  std::shared_ptr<std::function<void()>> cancel_;
};

/// Who called, in handle_call: answered with LiveView::reply_to.
struct Caller {
  std::function<void(Message)> answer;
};

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
class LiveView {
 public:
  LiveView() = default;
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;
  virtual ~LiveView() = default;

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
  /// The view ends: "left", "closed", "draining", "redirect", "duplicate join" (the client joined it anew), or
  /// "error: …". Nothing can be sent to the client any more. Not called for the instance of the HTTP request, nor where
  /// mount threw.
  virtual void terminate(std::string_view reason);
  /// Defined by the template (PLUME_HEEX); not needed where a `name.html.heex` stands beside the class.
  virtual void render(Render& r);

  // -- state that every view has -------------------------------------------------------------------------------------

  /// The page's title, used by the root layout and followed live by the browser.
  Assign<std::optional<std::string>> page_title;

  /// True in the instance that lives on, false in the one of the HTTP request (the seed's `connected?/1`).
  bool connected() const;
  /// The DOM id of the view's container, unique in the page.
  std::string_view id() const;
  /// The address of this view for send(); empty in the HTTP request.
  ViewId self() const;
  /// The action of the route (`live<V>("/items/new", {.action = "new"})`), else "".
  std::string_view live_action() const;
  /// The CSRF token of the page (the seed's `get_csrf_token/0`), for requests that no `<.form>` or `<.link>` makes: the
  /// same that the page's meta tag has.
  std::string_view csrf_token() const;
  /// Connect parameters the client sent (`_mounts`, the application's own); null in the HTTP request. Only in mount and
  /// the first handle_params, else throws std::logic_error (the seed's `get_connect_params/1`).
  const Params& connect_params() const;

  // -- effects -------------------------------------------------------------------------------------------------------

  /// Dispatches `phx:name` on the page's window and to hooks, after the next patch. Dropped where not connected.
  void push_event(std::string_view name, Value payload = Value::object());
  /// Answers the event being handled: the reply of the hook's pushEvent. Throws std::logic_error outside handle_event,
  /// std::invalid_argument where `payload` is no object.
  void reply(Value payload);
  /// Goes to another URL of this view without leaving it; handle_params follows. `to` is a path, else throws
  /// std::invalid_argument. Not in mount.
  void push_patch(std::string_view to, bool replace = false);
  /// Goes to another live page over the same connection.
  void push_navigate(std::string_view to, bool replace = false);
  /// Loads another page.
  void redirect(std::string_view to);

  /// Keeps a value with the view, outside of its assigns (the seed's `put_private/3`).
  void put_private(std::string_view key, Value value);
  const Value& get_private(std::string_view key) const;

  /// Sends a message to a view. May be called from any callback.
  void send(ViewId to, Message message);
  /// Sends this view a message after a time; cancelled when the view ends. Nothing happens where not connected.
  Timer send_after(Message message, std::chrono::milliseconds after);
  /// Sends this view a message again and again.
  Timer send_interval(Message message, std::chrono::milliseconds every);
  /// Handled by `to` in handle_cast.
  void cast(ViewId to, Message message);
  /// Asks another view; `answer` is called in this view with the reply. No answer where the other view has ended.
  void call(ViewId to, Message message, std::function<void(const Message&)> answer);
  void reply_to(const Caller& caller, Message answer) { caller.answer(std::move(answer)); }

  /// Receives the messages of a topic in handle_info until the view ends. Nothing happens where not connected;
  /// subscribing twice delivers twice.
  void subscribe(std::string_view topic);
  void unsubscribe(std::string_view topic);
  /// Sends to all subscribers of a topic; broadcast_from leaves this view out.
  void broadcast(std::string_view topic, Message message);
  void broadcast_from(std::string_view topic, Message message);

 private:
  friend class view::Process;
  view::Process& process() const;
  view::Process* process_ = nullptr;
};

namespace view {

/// What the engine needs to know of a view's class.
struct ViewType {
  std::string name;  ///< the C++ name, as it stands in tokens and logs
  std::function<std::unique_ptr<LiveView>()> make;
  void (*render)(LiveView&, Render&);
};

std::string type_name(const char* pretty_function);

template <class V>
std::string type_name_of() {
  return type_name(__PRETTY_FUNCTION__);
}

/// `make` gives a new V.
template <class V>
ViewType view_type(std::function<std::unique_ptr<LiveView>()> make) {
  constexpr bool own_render = !std::is_same_v<decltype(&V::render), void (LiveView::*)(Render&)>;
  ViewType type{type_name_of<V>(), std::move(make), nullptr};
  if constexpr (own_render)
    type.render = [](LiveView& view, Render& r) { view.render(r); };
  else
    type.render = [](LiveView& view, Render& r) { render_template<V>(static_cast<V&>(view), r); };
  return type;
}

}  // namespace view
}  // namespace plume
