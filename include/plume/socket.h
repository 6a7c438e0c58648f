// Socket: what live views and live components can do.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "plume/message.h"
#include "plume/pubsub.h"
#include "plume/value.h"

namespace plume {

namespace view {
class Process;
class Components;
struct ComponentUpdate;
}  // namespace view

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

/// The base of LiveView and LiveComponent: how they act on their page and on other views (the seed's
/// `Phoenix.LiveView.Socket`). A component acts for the view that it is in: messages, timers and subscriptions are that
/// view's. All member functions may be called in callbacks only, unless they say otherwise; in a constructor they throw
/// std::logic_error.
class Socket {
 public:
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  /// True in the instance that lives on, false in the one of the HTTP request (the seed's `connected?/1`).
  bool connected() const;
  /// The address of the view for send(); empty in the HTTP request.
  ViewId self() const;

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

  /// Changes a live component of this view, or of another one, from outside of it: `change(C&)` assigns its members,
  /// then its update() is called, and the component alone is rendered. `id`: that of its call, or its `myself`. Done as
  /// a message, after this callback; nothing happens where the view then has no such component. Throws
  /// std::invalid_argument for a null id; an exception of `change`, and a `myself` of a component that is no C, end the
  /// view that is changed. `change` is called in the thread of that view. For callers, `plume/live_component.h` is
  /// needed (the seed's `send_update/3`).
  ///
  ///     send_update<Row>(row.id, [=](Row& r) { r.name = name; });
  template <class C, class Id>
  void send_update(const Id& id, std::function<void(C&)> change);
  template <class C, class Id>
  void send_update(ViewId view, const Id& id, std::function<void(C&)> change);
  /// The same after a time, to a component of this view; cancelled when the view ends.
  template <class C, class Id>
  Timer send_update_after(const Id& id, std::function<void(C&)> change, std::chrono::milliseconds after);

  /// Receives the messages of a topic in handle_info until the view ends. Nothing happens where not connected;
  /// subscribing twice delivers twice.
  void subscribe(std::string_view topic);
  void unsubscribe(std::string_view topic);
  /// Sends to all subscribers of a topic; broadcast_from leaves this view out.
  void broadcast(std::string_view topic, Message message);
  void broadcast_from(std::string_view topic, Message message);

 protected:
  ~Socket() = default;
  view::Process& process() const;

 private:
  friend class view::Process;
  friend class view::Components;
  void post_update(ViewId view, view::ComponentUpdate update);
  Timer post_update_after(view::ComponentUpdate update, std::chrono::milliseconds after);
  view::Process* process_ = nullptr;
};

}  // namespace plume
