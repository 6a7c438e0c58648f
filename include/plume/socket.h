// Socket: what live views and live components can do.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "plume/assign.h"
#include "plume/async.h"
#include "plume/flash.h"
#include "plume/hooks.h"
#include "plume/message.h"
#include "plume/owns_data.h"
#include "plume/pubsub.h"
#include "plume/sender.h"
#include "plume/value.h"

namespace plume {

template <class T>
class Stream;
template <class T>
struct StreamItems;

namespace view {
class Process;
class Components;
class Hooks;
struct ComponentUpdate;
struct SocketExtras;

/// A task as the engine knows it.
struct AsyncTask {
  std::string key;                                               ///< a new one replaces the one of the same key
  std::function<void(std::stop_token)> run;                      ///< in another thread; what it throws is the failure
  std::function<void(const std::optional<AsyncFailure>&)> done;  ///< in the view
};
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

/// Who called, in handle_call: answered with Socket::reply_to. Where the last copy is gone, the answer never comes.
struct Caller {
  std::function<void(Message)> answer;  ///< at once, and from any thread
};

/// When the browser is to dispatch a pushed event: before or after it has changed the page.
enum class Dispatch : std::uint8_t { before, after };

/// The connection that a view is on: equal for all views of one connection.
struct TransportHandle {
  enum class Kind : std::uint8_t { websocket, longpoll } kind = Kind::websocket;
  std::uint64_t id = 0;
  friend bool operator==(const TransportHandle&, const TransportHandle&) = default;
};

namespace detail {
template <class Work>
decltype(auto) call_task(Work& work, std::stop_token stop) {
  if constexpr (std::is_invocable_v<Work&, std::stop_token>)
    return work(std::move(stop));
  else
    return work();
}

/// What is kept of an argument of a task: a copy, and of an Assign its value.
template <class T>
decltype(auto) task_argument(T&& argument) {
  if constexpr (is_a<std::remove_cvref_t<T>, Assign>)
    return argument.get();
  else
    return std::forward<T>(argument);
}
template <class T>
using TaskArgument = std::decay_t<decltype(task_argument(std::declval<T>()))>;

template <class T>
concept IsAsyncOptions = std::is_same_v<std::remove_cvref_t<T>, AsyncOptions>;

/// A task that calls `work` with copies of the arguments, once.
template <class Work, class... Args>
auto bind_task(Work&& work, Args&&... args) {
  constexpr bool is_stoppable = std::is_invocable_v<std::decay_t<Work>, std::stop_token, TaskArgument<Args>...>;
  constexpr bool is_callable = is_stoppable || std::is_invocable_v<std::decay_t<Work>, TaskArgument<Args>...>;
  static_assert(is_callable,
                "plume: the task cannot be called with these arguments: it gets copies of them, which it takes by "
                "value or as const&");
  static_assert(((owns_data<TaskArgument<Args>> || std::is_pointer_v<TaskArgument<Args>>) && ...),
                "plume: an argument of a task must own its data, since the task runs later: give a std::string in "
                "place of a std::string_view, a std::vector in place of a std::span");
  using Bound = std::tuple<std::decay_t<Work>, TaskArgument<Args>...>;
  return [bound = std::make_shared<Bound>(std::forward<Work>(work), task_argument(std::forward<Args>(args))...)](
             [[maybe_unused]] std::stop_token stop) -> decltype(auto) {
    return std::apply(
        [&](auto& function, auto&... kept) -> decltype(auto) {
          if constexpr (is_stoppable)
            return std::invoke(std::move(function), std::move(stop), std::move(kept)...);
          else if constexpr (is_callable)
            return std::invoke(std::move(function), std::move(kept)...);
        },
        *bound);
  };
}
}  // namespace detail

/// How the browser gets from a view to a path: over the connection, to the same view (push_patch) or another one
/// (push_navigate), or by loading the page.
enum class NavigationType { patch, navigate, href };

/// A URL that leads away from this server, for Socket::redirect.
struct External {
  std::string url;
};

/// The base of LiveView and LiveComponent: how they act on their page and on other views (the seed's
/// `Phoenix.LiveView.Socket`). A component acts for the view that it is in: messages, timers and subscriptions are that
/// view's. All member functions may be called in callbacks only, unless they say otherwise; in a constructor they throw
/// std::logic_error.
class Socket {
 public:
  Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  /// True in the instance that lives on, false in the one of the HTTP request (the seed's `connected?/1`).
  bool connected() const;
  /// The address of the view, by which any thread may send to it: see Sender. Empty in the HTTP request.
  Sender self() const;
  /// The view in whose page this one is nested, and the one at the top of them (the seed's `parent_pid`, `root_pid`);
  /// empty for a view that is not nested, for a sticky one, and in the HTTP request.
  ViewId parent() const;
  ViewId root() const;
  /// The connection to the browser (the seed's `transport_pid/1`). Throws std::invalid_argument where not connected.
  TransportHandle transport() const;

  /// The messages to show, read-only: changed by put_flash and clear_flash. In a component its own ones.
  Assign<Flash> flash;

  // -- rendering -----------------------------------------------------------------------------------------------------

  /// Gives `field` this value after each render, without marking it changed (the seed's `temporary_assigns`): what the
  /// page shows of it stays, and is rendered again once it is assigned another value. For large values that only the
  /// browser needs to keep. Called in mount or on_mount; for the same field, the last call counts.
  template <class T>
  void temporary_assign(Assign<T>& field, std::type_identity_t<T> reset_to = T()) {
    reset_after_render(&field, [&field, reset_to = std::move(reset_to)] { field.reset(reset_to); });
  }
  /// Renders a function component in place of the own template from now on (the seed's `render_with/2`); nullptr brings
  /// that back. It is kept as it is given: what changes are the assigns that its members refer to. A live component
  /// renders exactly one element this way, too, else the render throws std::invalid_argument.
  ///
  ///     struct sketch {
  ///       const plume::Assign<std::string>& name;
  ///       PLUME_HEEX(R"heex(<p>Loading {@name}</p>)heex")
  ///     };
  ///     if (!connected()) render_with(sketch{name});  // in mount
  template <class C>
    requires std::is_class_v<C>
  void render_with(C component) {
    set_template([component = std::move(component)](Render& r) mutable { plume::call(r, component, {}); });
  }
  void render_with(std::nullptr_t) { set_template(nullptr); }

  // -- effects -------------------------------------------------------------------------------------------------------

  /// Dispatches `phx:name` on the page's window and to hooks, with the next diff: those of components first, and else
  /// in the order of the calls. Dropped where not connected.
  void push_event(std::string_view name, Value payload = Value::object(), Dispatch dispatch = Dispatch::after);
  /// Answers the event being handled: the reply of the hook's pushEvent. Throws std::logic_error outside handle_event,
  /// std::invalid_argument where `payload` is no object.
  void reply(Value payload);
  /// Goes to another URL of this view without leaving it: handle_params follows at once, then one render. `to` is a
  /// path on this server, else throws std::invalid_argument; where it leads to another view, the view ends with that
  /// error. `replace`: in place of the current entry of the browser's history. Throws std::logic_error in mount. Only
  /// one of push_patch, push_navigate and redirect may be called in a callback, else throws std::logic_error. In a
  /// component they may be called in handle_event and handle_async.
  void push_patch(std::string_view to, bool replace = false);
  /// Leaves this view for another live page, over the same connection where that is in the same live_session, else by
  /// loading it. Nothing is rendered any more; what was pushed with push_event is sent.
  void push_navigate(std::string_view to, bool replace = false);
  /// Loads another page. `status` is that of the response where the page was requested over HTTP; throws
  /// std::invalid_argument where it is none of 300 to 308.
  void redirect(std::string_view to, int status = 302);
  /// The same for any URL. Throws std::invalid_argument for schemes that are no links, as `javascript:`.
  void redirect(const External& to, int status = 302);

  /// Which of them fits a path on this server (the seed's `navigation_type/2`): `patch` where it leads to this view,
  /// `navigate` to another one of the same live_session, else `href`, for which redirect is; always that in the HTTP
  /// request, and in a view which the router did not mount. Throws std::invalid_argument as push_patch does.
  NavigationType navigation_type(std::string_view path) const;

  /// Shows a message on this page, or on the one that the same callback goes to (the seed's `put_flash/3`). In a
  /// component it fills the component's own flash, which moves to the view when the component navigates.
  void put_flash(std::string_view kind, std::string_view message);
  /// Takes back all messages, or one kind.
  void clear_flash();
  void clear_flash(std::string_view kind);

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
  /// Answers a call, once the render after this callback was sent.
  void reply_to(const Caller& caller, Message answer);

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

  /// Loads `field` in another thread (the seed's `assign_async/3`): it is loading at once, and gets what `work`
  /// returns, or the failure that it threw (see AsyncFailure), as a message to this view. `work` is called with a
  /// std::stop_token where it takes one; it asks to stop when the view or component ends, cancel_async is called, or
  /// another task takes its place. It must own what it uses: nothing of the view is safe to read there. In the HTTP
  /// request nothing is started, and the page shows that it is loading. A later call for the same field takes its
  /// place: a task that waits for a thread is then dropped and destroyed at once, as it is when it is cancelled or its
  /// view or component ends, and one that runs is asked to stop. If too many tasks wait (Limits::waiting_tasks_per_view
  /// and _per_socket) it fails with the kind `exit`, as a message. Throws std::invalid_argument for an unknown
  /// supervisor.
  ///
  ///     plume::Assign<plume::AsyncResult<User>> user;
  ///     assign_async(user, [id] { return load_user(id); });
  template <class T, class Work>
  void assign_async(Assign<AsyncResult<T>>& field, Work work, const AsyncOptions& options = {}) {
    assign_async(
        std::tie(field),
        [work = std::move(work)](std::stop_token stop) mutable { return std::tuple<T>(detail::call_task(work, stop)); },
        options);
  }
  /// The same for several fields that are loaded together: `work` returns a std::tuple of their values.
  ///
  ///     assign_async(std::tie(user, orders), [id] { return std::tuple(load_user(id), load_orders(id)); });
  template <class... T, class Work>
  void assign_async(std::tuple<Assign<AsyncResult<T>>&...> fields, Work work, const AsyncOptions& options = {});
  /// The same with arguments for `work`, which are copied, as those of a std::jthread are: nothing of the view is
  /// captured by accident. `fields` is a field or a std::tie of several. An Assign is given as its value. Views of
  /// other data (std::string_view, std::span) are an error of the build; what a pointer or a std::ref refers to must
  /// outlive the task. A member function takes its object first.
  ///
  ///     assign_async(user, load_user, id);
  ///     assign_async(user, {.supervisor = "database"}, &Store::user, &store_, id);
  template <class Fields, class Work, class Argument, class... Others>
    requires(!detail::IsAsyncOptions<Work> && !detail::IsAsyncOptions<Argument>)
  void assign_async(Fields&& fields, Work&& work, Argument&& argument, Others&&... others) {
    assign_async(std::forward<Fields>(fields), AsyncOptions(), std::forward<Work>(work),
                 std::forward<Argument>(argument), std::forward<Others>(others)...);
  }
  template <class Fields, class Work, class... Arguments>
  void assign_async(Fields&& fields, const AsyncOptions& options, Work&& work, Arguments&&... arguments) {
    assign_async(std::forward<Fields>(fields),
                 detail::bind_task(std::forward<Work>(work), std::forward<Arguments>(arguments)...), options);
  }

  /// Loads items of a stream in another thread (LiveView: stream_async/4). `state` tells how far it is, as a field of
  /// assign_async; `work` returns a std::vector of items, or StreamItems, which says how they are inserted. As for the
  /// rest, see assign_async. For callers, `plume/stream.h` is needed.
  ///
  ///     plume::Assign<plume::AsyncResult<bool>> loaded;
  ///     plume::Stream<Song> songs;
  ///     stream_async(loaded, songs, [id] { return songs_of(id); });
  template <class T, class Work>
  void stream_async(Assign<AsyncResult<bool>>& state, Stream<T>& stream, Work work, const AsyncOptions& options = {});

  /// Runs `work` in another thread, and hands what it returns to handle_async, with this name (the seed's
  /// `start_async/3`). As for the rest, see assign_async; in the HTTP request nothing happens. A task of that
  /// name that waits for a thread is dropped, and one that runs is asked to stop; its result is not delivered any more.
  template <class Work>
  void start_async(std::string_view name, Work work, const AsyncOptions& options = {});
  /// The same with arguments for `work`, which are copied: see assign_async.
  ///
  ///     start_async("report", make_report, self(), month);  // Report make_report(plume::Sender page, Month month)
  template <class Work, class Argument, class... Others>
    requires(!detail::IsAsyncOptions<Work> && !detail::IsAsyncOptions<Argument>)
  void start_async(std::string_view name, Work&& work, Argument&& argument, Others&&... others) {
    start_async(name, AsyncOptions(), std::forward<Work>(work), std::forward<Argument>(argument),
                std::forward<Others>(others)...);
  }
  template <class Work, class... Arguments>
  void start_async(std::string_view name, const AsyncOptions& options, Work&& work, Arguments&&... arguments) {
    start_async(name, detail::bind_task(std::forward<Work>(work), std::forward<Arguments>(arguments)...), options);
  }

  /// Asks the task of a name to stop: handle_async gets the failure `cancelled` with this reason, as a message, however
  /// long the task goes on. Nothing happens where there is none.
  void cancel_async(std::string_view name, std::string_view reason = "cancelled");
  /// The same for a field of assign_async: it, and those loaded with it, have failed at once.
  template <class T>
  void cancel_async(Assign<AsyncResult<T>>& field, std::string_view reason = "cancelled") {
    cancel_fields(&field, reason);
  }

  /// Attaches a hook to a stage (see plume/hooks.h): it runs before the callback, after the hooks that are there
  /// already, from the next message on. Hooks end with the view or component. Throws std::invalid_argument where the
  /// stage has a hook of that id, or is none of a component's; std::logic_error for handle_params in a view that the
  /// router did not mount.
  void attach_hook(std::string_view id, stage::HandleParams, stage::HandleParams::Hook hook);
  void attach_hook(std::string_view id, stage::HandleEvent, stage::HandleEvent::Hook hook);
  void attach_hook(std::string_view id, stage::HandleInfo, stage::HandleInfo::Hook hook);
  void attach_hook(std::string_view id, stage::HandleAsync, stage::HandleAsync::Hook hook);
  void attach_hook(std::string_view id, stage::AfterRender, stage::AfterRender::Hook hook);
  /// Takes a hook away, if it is there (the seed's `detach_hook/3`).
  void detach_hook(std::string_view id, stage::HandleParams);
  void detach_hook(std::string_view id, stage::HandleEvent);
  void detach_hook(std::string_view id, stage::HandleInfo);
  void detach_hook(std::string_view id, stage::HandleAsync);
  void detach_hook(std::string_view id, stage::AfterRender);

  /// Receives the messages of a topic in handle_info until the view ends. Nothing happens where not connected;
  /// subscribing twice delivers twice.
  void subscribe(std::string_view topic);
  void unsubscribe(std::string_view topic);
  /// Sends to all subscribers of a topic; broadcast_from leaves this view out.
  void broadcast(std::string_view topic, Message message);
  void broadcast_from(std::string_view topic, Message message);

 protected:
  virtual ~Socket();
  /// A task of start_async has ended.
  virtual void handle_async(std::string_view name, const AsyncOutcome& outcome) = 0;
  view::Process& process() const;

 private:
  friend class view::Process;
  friend class view::Components;
  void post_update(ViewId view, view::ComponentUpdate update);
  Timer post_update_after(view::ComponentUpdate update, std::chrono::milliseconds after);
  view::SocketExtras& extras();
  view::Hooks& hooks(bool of_component);
  void reset_after_render(const void* field, std::function<void()> reset);
  void set_template(std::function<void(Render&)> render);
  void start_task(view::AsyncTask task, const AsyncOptions& options);
  void finish_async(std::string_view name, const AsyncOutcome& outcome);
  void cancel_fields(const void* field, std::string_view reason);
  static std::string key_of_fields(std::initializer_list<const void*> fields);
  view::Process* process_ = nullptr;
  std::unique_ptr<view::SocketExtras> extras_;  // null until it is needed
};

template <class... T, class Work>
void Socket::assign_async(std::tuple<Assign<AsyncResult<T>>&...> fields, Work work, const AsyncOptions& options) {
  const auto each = [&](auto&& change) { std::apply([&](auto&... field) { (change(field), ...); }, fields); };
  each([&](auto& field) {
    using Result = typename std::remove_reference_t<decltype(field)>::value_type;
    field.edit() = options.reset.covers(&field) || !field->ok ? Result::make_loading() : field->to_loading();
  });
  if (!connected()) return;
  const auto values = std::make_shared<std::optional<std::tuple<T...>>>();
  const auto done = [fields, values](const std::optional<AsyncFailure>& failure) mutable {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      if (failure)
        ((std::get<I>(fields).edit() = std::get<I>(fields)->to_failed(*failure)), ...);
      else
        ((std::get<I>(fields).edit() = std::get<I>(fields)->to_ok(std::move(std::get<I>(**values)))), ...);
    }(std::index_sequence_for<T...>());
  };
  const auto key = std::apply([](auto&... field) { return key_of_fields({&field...}); }, fields);
  start_task({key,
              [values, work = std::move(work)](std::stop_token stop) mutable {
                values->emplace(detail::call_task(work, stop));
              },
              done},
             options);
}

template <class T, class Work>
void Socket::stream_async(Assign<AsyncResult<bool>>& state, Stream<T>& stream, Work work, const AsyncOptions& options) {
  state.edit() = options.reset.covers(&state) || !state->ok ? AsyncResult<bool>::make_loading() : state->to_loading();
  if (!connected()) return;
  const auto loaded = std::make_shared<std::optional<StreamItems<T>>>();
  start_task({key_of_fields({&state}),
              [loaded, work = std::move(work)](std::stop_token stop) mutable {
                loaded->emplace(detail::call_task(work, stop));
              },
              [&state, &stream, loaded](const std::optional<AsyncFailure>& failure) {
                state.edit() = failure ? state->to_failed(*failure) : state->to_ok(true);
                if (!failure) stream.insert_items(std::move(**loaded));
              }},
             options);
}

template <class Work>
void Socket::start_async(std::string_view name, Work work, const AsyncOptions& options) {
  if (!connected()) return;
  const auto result = std::make_shared<Message>();
  start_task({std::string(name),
              [result, work = std::move(work)](std::stop_token stop) mutable {
                if constexpr (std::is_void_v<decltype(detail::call_task(work, stop))>)
                  detail::call_task(work, stop);
                else
                  *result = Message(detail::call_task(work, stop));
              },
              [this, result, name = std::string(name)](const std::optional<AsyncFailure>& failure) {
                finish_async(name, failure ? AsyncOutcome(*failure) : AsyncOutcome(*result));
              }},
             options);
}

}  // namespace plume
